"""A studio on an empty state, a small shop as source, and clients of every role."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from signboard.server.house import House, open_house
from signboard.settings import Startup
from signboard.studio.access.identity import Role
from signboard.studio.access.passwords import hash_password
from signboard.studio.access.users import insert_user, load_credentials
from signboard.studio.app import create_studio

PASSWORD = "correct horse battery"
ADMIN, AUTHOR, READER = "ann@example.com", "bob@example.com", "cleo@example.com"
PEOPLE = {ADMIN: Role.ADMIN, AUTHOR: Role.AUTHOR, READER: Role.READER}
BASE = "http://studio.test"


@pytest.fixture(scope="session")
def empty_state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A state folder as the first start leaves it, to copy from."""
    folder = tmp_path_factory.mktemp("empty") / "state"
    open_house(Startup.from_environment({}, folder), {}).close()
    return folder


@pytest.fixture
def house(tmp_path: Path, empty_state: Path) -> Iterator[House]:
    """Everything a process holds, on an empty state."""
    shutil.copytree(empty_state, tmp_path / "state")
    found = open_house(Startup.from_environment({}, tmp_path / "state"), {})
    yield found
    found.runtime.sources.close_now()
    found.close()


@pytest.fixture(scope="session")
def password_hash() -> str:
    """The hash of everybody's password, made once: it is meant to be slow."""
    return hash_password(PASSWORD)


@pytest.fixture
def studio(house: House, password_hash: str) -> FastAPI:
    """The studio with an administrator, an author and a reader."""
    with house.database.begin(touch=False) as connection:
        for email, role in PEOPLE.items():
            insert_user(connection, email, password_hash, role=role, now=0.0)
    return create_studio(house.runtime, house.database, house.vault)


@pytest.fixture
async def anonymous(studio: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    """A client without a session."""
    transport = httpx.ASGITransport(app=studio)
    async with httpx.AsyncClient(transport=transport, base_url=BASE) as client:
        yield client


@asynccontextmanager
async def signed_in(studio: FastAPI, email: str) -> AsyncIterator[httpx.AsyncClient]:
    """A client with a session in its header and no cookie."""
    transport = httpx.ASGITransport(app=studio)
    async with httpx.AsyncClient(transport=transport, base_url=BASE) as client:
        found = load_credentials(studio.state.studio.database, email)
        assert found is not None
        client.headers["X-Metabase-Session"] = studio.state.studio.sessions.start(found[0].id)
        yield client


@pytest.fixture
async def admin(studio: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    """A client of an administrator."""
    async with signed_in(studio, ADMIN) as client:
        yield client


@pytest.fixture
async def author(studio: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    """A client of an author who is no administrator."""
    async with signed_in(studio, AUTHOR) as client:
        yield client


@pytest.fixture
async def reader(studio: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    """A client of somebody who may only look."""
    async with signed_in(studio, READER) as client:
        yield client


@pytest.fixture
def shop_file(tmp_path: Path) -> Path:
    """A SQLite file with accounts and their orders."""
    path = tmp_path / "shop.sqlite"
    connection = sqlite3.connect(path)
    connection.executescript(
        """
        create table accounts (id integer primary key, name text not null);
        create table orders (
            id integer primary key, account_id integer references accounts (id),
            state text, total numeric, placed_on date);
        insert into accounts values (1, 'Acme'), (2, 'Blue');
        insert into orders values
            (1, 1, 'AK', 10.5, '2024-03-26'), (2, 1, 'NY', 20, '2024-03-27'),
            (3, 2, 'AK', 9007199254740993, '2024-04-01');
        """
    )
    connection.close()
    return path


@pytest.fixture
async def shop(admin: httpx.AsyncClient, shop_file: Path) -> int:
    """The id of the shop as a connected source."""
    body = {"name": "Shop", "engine": "sqlite", "details": {"db": str(shop_file)}}
    answer = await admin.post("/api/database", json=body)
    assert answer.status_code == 200, answer.text
    return int(answer.json()["id"])


async def state_field(client: httpx.AsyncClient, database: int) -> int:
    """The id of `orders.state`."""
    fields = (await client.get(f"/api/database/{database}/fields")).json()
    return next(one["id"] for one in fields if one["name"] == "state")


async def orders_query(client: httpx.AsyncClient, database: int) -> dict[str, Any]:
    """A native query with a number variable and a field filter, both optional."""
    tags = {
        "least": {"id": "t-least", "name": "least", "display-name": "Least", "type": "number"},
        "state": {
            "id": "t-state",
            "name": "state",
            "display-name": "State",
            "type": "dimension",
            "dimension": ["field", await state_field(client, database), None],
            "widget-type": "string/=",
        },
    }
    sql = "select id, state from orders where 1 = 1 [[and id >= {{least}}]] [[and {{state}}]] order by id"
    native = {"query": sql, "template-tags": tags}
    return {"database": database, "type": "native", "native": native}


@pytest.fixture
async def orders(admin: httpx.AsyncClient, shop: int) -> dict[str, Any]:
    """A saved question over the shop's orders, as the API answers it."""
    query = await orders_query(admin, shop)
    body = {"name": "Orders", "dataset_query": query, "display": "table"}
    answer = await admin.post("/api/card", json=body)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found
