"""Files as databases: told by their content, bounded, kept in the state folder and nowhere else."""

from __future__ import annotations

import os
import sqlite3
import time
from pathlib import Path
from typing import Any

import duckdb
import httpx
import pytest

from signboard.server.house import House
from signboard.studio.connections.uploads import KEPT_UNUSED_SECONDS, kind_of, sweep, table_name
from signboard.studio.errors import UploadRefused

pytestmark = pytest.mark.anyio
Client = httpx.AsyncClient
CSV = b"city,sales\nGraz,3\nWien,4\n"


def folder_of(house: House) -> Path:
    folder = house.runtime.sources.uploads
    assert folder is not None
    return folder


async def upload(client: Client, name: str, body: bytes) -> httpx.Response:
    return await client.post("/api/signboard/uploads", params={"name": name}, content=body)


async def connect(client: Client, kept: dict[str, Any]) -> int:
    body = {"name": "Upload", "engine": kept["engine"], "details": kept["details"]}
    made = await client.post("/api/database", json=body)
    assert made.status_code == 200, made.text
    return int(made.json()["id"])


async def rows(client: Client, database: int, sql: str) -> list[list[object]]:
    query = {"database": database, "type": "native", "native": {"query": sql}}
    answer = (await client.post("/api/dataset", json=query)).json()
    assert answer["status"] == "completed", answer
    found: list[list[object]] = answer["data"]["rows"]
    return found


def make_files(folder: Path) -> dict[str, bytes]:
    """One file of each kind with the same two rows."""
    folder.mkdir()
    lite = sqlite3.connect(folder / "a.sqlite")
    lite.executescript("create table t (city text, sales int); insert into t values ('Graz', 3), ('Wien', 4)")  # fmt: skip
    lite.close()
    duck = duckdb.connect(str(folder / "a.duckdb"))
    duck.execute("create table t as select * from (values ('Graz', 3), ('Wien', 4)) as v (city, sales)")  # fmt: skip
    duck.execute(f"copy t to '{folder / 't.parquet'}' (format parquet)")
    duck.close()
    return {path.name: path.read_bytes() for path in folder.iterdir()} | {"t.csv": CSV}


@pytest.mark.parametrize("name", ["a.sqlite", "a.duckdb", "t.parquet", "t.csv"])
async def test_each_kind_of_file_becomes_a_database(
    admin: Client, tmp_path: Path, house: House, name: str
) -> None:
    body = make_files(tmp_path / "files")[name]
    answer = await upload(admin, name, body)
    assert answer.status_code == 200, answer.text
    database = await connect(admin, answer.json())
    assert await rows(admin, database, "select city, sales from t order by city") == [["Graz", 3], ["Wien", 4]]  # fmt: skip
    kept = [path for path in folder_of(house).rglob("*") if path.is_file()]
    assert len(kept) == 1
    assert kept[0].read_bytes() == body
    assert kept[0].stat().st_mode & 0o077 == 0


async def test_the_content_decides_and_not_the_name(admin: Client, tmp_path: Path) -> None:
    files = make_files(tmp_path / "files")
    assert (await upload(admin, "x.csv", files["a.sqlite"])).json()["engine"] == "sqlite"
    for name, body in (
        ("x.sqlite", CSV),
        ("x.csv", b"\x7fELF\x02\x01\x01\0\0\0"),
        ("x.csv", "city;sales".encode("utf-16")),
        ("x.csv", b"caf\xe9,1\n"),
        ("x.parquet", b"PAR1 cut off"),
        ("x.exe", CSV),
        ("x.csv", b""),
    ):
        answer = await upload(admin, name, body)
        assert answer.status_code == 400, (name, body)
        assert isinstance(answer.json(), str)


async def test_nothing_is_left_of_a_refused_file(admin: Client, house: House) -> None:
    await admin.put("/api/setting/upload-max-bytes", json={"value": 1000})
    answer = await upload(admin, "x.csv", CSV * 1000)
    assert "larger than" in answer.json()
    await upload(admin, "x.bin", b"\0" * 10)
    assert list(folder_of(house).iterdir()) == []


@pytest.mark.parametrize(
    "name", ["../../../etc/cron.d/x.csv", "..\\\\..\\\\x.csv", "/x.csv", "x\0.csv", ".csv", "x/../y.csv", "é" * 400 + ".csv"]
)  # fmt: skip
async def test_no_name_leads_out_of_the_folder(admin: Client, house: House, name: str) -> None:
    answer = await upload(admin, name, CSV)
    if answer.status_code == 200:
        (path,) = answer.json()["details"]["files"].values()
        assert Path(path).resolve().is_relative_to(folder_of(house).resolve())
        assert await connect(admin, answer.json())
    assert [one.name for one in folder_of(house).parent.iterdir() if "cron" in one.name] == []


async def test_the_state_folder_beside_the_uploads_stays_closed(
    admin: Client, house: House
) -> None:
    await upload(admin, "x.csv", CSV)
    folder = folder_of(house)
    own = folder.parent / "signboard.db"
    (folder / "link.sqlite").symlink_to(own)
    os.link(own, folder / "hard.sqlite")
    for path in (own, folder / "link.sqlite", folder / "hard.sqlite", folder / ".." / own.name):
        body = {"name": "x", "engine": "sqlite", "details": {"db": str(path)}}
        assert (await admin.post("/api/database", json=body)).status_code == 400


async def test_authors_upload_nothing(author: Client) -> None:
    assert (await upload(author, "x.csv", CSV)).status_code == 403


async def test_files_that_no_database_uses_go_after_a_day(admin: Client, house: House) -> None:
    used = (await upload(admin, "used.csv", CSV)).json()
    await upload(admin, "unused.csv", CSV)
    await connect(admin, used)
    assert sweep(folder_of(house), [], now=time.time() + 60) == 0
    later = time.time() + KEPT_UNUSED_SECONDS + 60
    assert sweep(folder_of(house), used["details"]["files"].values(), now=later) == 1
    (place,) = folder_of(house).iterdir()
    assert Path(next(iter(used["details"]["files"].values()))).parent == place


@pytest.mark.parametrize(
    ("name", "expected"),
    [("", "data"), ("a.b.csv", "a_b"), ("C:\\\\x\\\\y.csv", "y"), ("-- drop.csv", "drop"), ("1.csv", "1")],
)  # fmt: skip
def test_table_names_are_harmless(name: str, expected: str) -> None:
    assert table_name(name) == expected


def test_a_character_cut_at_the_end_of_the_head_is_still_text() -> None:
    head = ("x" * 65_535 + "é").encode()[:65_536]
    assert kind_of(head, b"tail", "x.csv") == "csv"
    with pytest.raises(UploadRefused):
        kind_of(b"\xe9 in the middle", b"dle", "x.csv")
