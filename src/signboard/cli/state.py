"""The state folder that a command works on, open for as long as it runs."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from signboard.catalog.store import CatalogStore
from signboard.settings import Startup
from signboard.storage.database import Database
from signboard.storage.secrets import Vault

State = Annotated[
    Path | None,
    typer.Option(
        "--state",
        help="State folder; SIGNBOARD_STATE_DIR, else ./signboard-state. Made when it is not there.",
        show_default=False,
    ),
]

DEFAULT_HOST, DEFAULT_PORT = "127.0.0.1", 3000
"""Where `signboard serve` listens unless told otherwise."""


@contextmanager
def open_database(state: Path | None) -> Iterator[Database]:
    """Give our own database, migrated; works before the first start of a server."""
    database = Database.open(Startup.from_environment(os.environ, state))
    try:
        yield database
    finally:
        database.close()


@contextmanager
def open_store(state: Path | None) -> Iterator[CatalogStore]:
    """Give the catalog and what writes to it."""
    startup = Startup.from_environment(os.environ, state)
    with open_database(state) as database:
        yield CatalogStore(database, Vault.from_startup(startup), os.environ)
