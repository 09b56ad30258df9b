"""What people keep at hand, written from two windows at once, on both of our own databases."""

from __future__ import annotations

import threading
import time

import sqlalchemy as sa

from signboard.catalog.history.kept import load_kept, mark_favourite
from signboard.catalog.models import ResourceKind
from signboard.storage import tables
from signboard.storage.database import Database
from signboard.studio.access.identity import Role
from signboard.studio.access.users import create_user


def test_two_windows_that_mark_the_same_item_agree(database: Database) -> None:
    user_id = create_user(database, "ann@example.com", None, role=Role.AUTHOR, now=1.0)
    failures: list[BaseException] = []

    def mark() -> None:
        try:
            mark_favourite(database, user_id, ResourceKind.QUESTION, 7, is_favourite=True)
        except BaseException as error:  # noqa: BLE001 - told to the test
            failures.append(error)

    other = threading.Thread(target=mark)
    row = {"user_id": user_id, "kind": "question", "item_id": 7, "opened_at": 1.0}
    with database.begin(touch=False) as connection:
        connection.execute(sa.insert(tables.kept_items).values(row))
        other.start()
        time.sleep(0.3)  # the other window has looked, and found nothing
    other.join(20)
    assert failures == []
    (kept,) = load_kept(database, user_id)
    assert (kept.item_id, kept.opened_at, kept.favourite_at is not None) == (7, 1.0, True)
