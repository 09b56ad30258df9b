"""A link for an account opens it once, however many hold it at the same moment."""

from __future__ import annotations

import threading
import time

import sqlalchemy as sa

from signboard.storage.database import Database
from signboard.storage.tables import account_links
from signboard.studio.access.identity import Role
from signboard.studio.access.links import issue_account_link, redeem_account_link
from signboard.studio.access.users import create_user
from signboard.studio.errors import AccountLinkClosed
from tests.storage.fixtures import emptied as database
from tests.storage.fixtures import shared_postgres

__all__ = ["database", "shared_postgres"]


def test_a_link_is_redeemed_once_even_by_two_at_a_time(database: Database) -> None:
    user_id = create_user(database, "ann@example.com", None, role=Role.AUTHOR, now=1.0)
    secret = issue_account_link(database, user_id, 1.0).path.partition("#")[2]
    ends: list[str] = []

    def redeem(password: str) -> None:
        try:
            redeem_account_link(database, secret, password, now=2.0)
            ends.append("in")
        except AccountLinkClosed:
            ends.append("closed")

    both = [threading.Thread(target=redeem, args=[f"a good password {n}"]) for n in (1, 2)]
    with database.begin(touch=False) as connection:
        # Holds the link's row until both have looked at it.
        connection.execute(sa.update(account_links).values(created_at=1.0))
        for one in both:
            one.start()
        time.sleep(1.0)
    for one in both:
        one.join(20)
    assert sorted(ends) == ["closed", "in"]
