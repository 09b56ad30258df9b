"""The stage of all measurements: the demo's company and content, six cards, and a server."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import psycopg

import signboard.cli.demo
from signboard.catalog.content import apply
from signboard.catalog.settings import write_setting
from signboard.cli.demo.company import generate
from signboard.cli.demo.load import load_postgresql, load_sqlite
from signboard.server.house import House, open_house
from signboard.settings import Startup
from signboard.tokens.mint import mint

HOST = "127.0.0.1"
HERE = Path(__file__).parent
SCHEMA = "shop"
ACCOUNT = 1
SIX_CARDS, SHOP, COMPANY = (
    "bench-six-cards-00001",
    "demo-shop-overview-01",
    "bench-company-0000001",
)
FRESH, FRESH_POSTGRESQL, KEPT = (
    "bench-fresh-000000001",
    "bench-fresh-000000002",
    "bench-kept-0000000001",
)
DEMO_CONTENT = Path(signboard.cli.demo.__file__).parent / "content"
POSTGRES_URL = os.environ.get(
    "SIGNBOARD_TEST_POSTGRES_URL", "postgresql://postgres@127.0.0.1:5432/test"
)

SQL = """SELECT orders.category AS category, orders.channel AS channel,
       count(*) AS orders, sum(orders.total) AS revenue
FROM {schema}orders AS orders
WHERE {account}
GROUP BY orders.category, orders.channel
ORDER BY orders.category, orders.channel
"""
QUESTION = """id: {id}
name: Orders by category and channel
source: {source}
cache_ttl_seconds: {ttl_seconds}
tags:
  account:
    type: field
    field: {schema}orders.account_id
    widget: id
    alias: orders.account_id
embedding:
  published: true
  parameters: {{account: locked}}
"""


@dataclass(frozen=True, slots=True)
class Stage:
    """A prepared instance. `warehouse` is the URL of a PostgreSQL with the same rows, or None."""

    folder: Path
    secret: str
    warehouse: str | None

    @property
    def database(self) -> Path:
        """The sample company's SQLite file."""
        return self.folder / "tidemark.db"

    def environ(self) -> dict[str, str]:
        """The environment of a server on this stage."""
        return {"SIGNBOARD_DEMO_DB": str(self.database), "PATH": os.environ.get("PATH", "")}

    def open(self) -> House:
        """The instance, opened in this process."""
        startup = Startup.from_environment({}, self.folder / "state")
        return open_house(startup, self.environ())

    def path(self, kind: str, entity_id: str, account: int | None = ACCOUNT) -> str:
        """Path of an embed page, with a token of its own: none was seen before."""
        token = mint(
            self.secret.encode(),
            resource={kind: entity_id},
            params={} if account is None else {"account": [account]},
            exp=time.time() + 3600,
            extra={"jti": uuid4().hex},
        )
        return f"/embed/{kind}/{token}"

    def data_path(self, entity_id: str, account: int = ACCOUNT) -> str:
        """Path of a question's embed data request."""
        token = self.path("question", entity_id, account).rpartition("/")[2]
        return f"/api/embed/card/{token}/query"


@contextmanager
def set_stage() -> Iterator[Stage]:
    """Make data and content in a temporary folder, and in PostgreSQL where one answers."""
    with tempfile.TemporaryDirectory(prefix="signboard-bench-") as name, _postgresql() as warehouse:
        folder = Path(name)
        company = generate()
        load_sqlite(company, folder / "tidemark.db")
        if warehouse:
            with psycopg.connect(warehouse) as connection:
                load_postgresql(company, connection, SCHEMA)
        _write_content(folder / "content", warehouse)
        stage = Stage(folder, "", warehouse)
        house = stage.open()
        write_setting(house.runtime.catalog, "site-url", f"http://{HOST}")
        apply(house.runtime.catalog, folder / "content", sources=house.runtime.sources)
        key = house.runtime.catalog.current().keys.signing
        assert key is not None
        house.close()
        yield Stage(folder, key.secret.decode(), warehouse)


@contextmanager
def _postgresql() -> Iterator[str | None]:
    """The URL of a database of our own, dropped afterwards; None when no server answers."""
    try:
        server = psycopg.connect(POSTGRES_URL, autocommit=True)
    except psycopg.OperationalError:
        yield None
        return
    with server:
        database = f"bench_{uuid4().hex[:12]}"
        server.execute(f'CREATE DATABASE "{database}"')
        try:
            yield urlsplit(POSTGRES_URL)._replace(path=f"/{database}").geturl()
        finally:
            server.execute(f'DROP DATABASE "{database}" WITH (FORCE)')


def _write_content(folder: Path, warehouse: str | None) -> None:
    """The demo's content with six cards on one dashboard and the questions that are timed."""
    shutil.copytree(DEMO_CONTENT, folder)
    shutil.copy(HERE / "six.yaml", folder / "dashboards" / "six.yaml")
    company = folder / "dashboards" / "company.yaml"
    company.write_text(f"id: {COMPANY}\nembedding: {{published: true}}\n{company.read_text()}")
    timed = [(FRESH, "tidemark", "", 0), (KEPT, "tidemark", "", 3600)]
    if warehouse:
        url = urlsplit(warehouse)
        details = {
            "host": url.hostname,
            "port": url.port or 5432,
            "dbname": url.path.strip("/"),
            "user": url.username or "postgres",
            "password": url.password or "",
        }
        source = {"name": "Warehouse", "engine": "postgres", "details": details}
        (folder / "sources" / "warehouse.yaml").write_text(json.dumps(source))
        timed.append((FRESH_POSTGRESQL, "warehouse", f"{SCHEMA}.", 0))
    for entity_id, source_name, schema, ttl_seconds in timed:
        question = folder / "questions" / entity_id
        question.with_suffix(".sql").write_text(SQL.format(schema=schema, account="{{account}}"))
        question.with_suffix(".yaml").write_text(
            QUESTION.format(
                id=entity_id, source=source_name, schema=schema, ttl_seconds=ttl_seconds
            )
        )


@dataclass(frozen=True, slots=True)
class Server:
    """A process that listens. `seconds_to_answer` is from its start to its first good answer."""

    port: int
    pid: int
    seconds_to_answer: float

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://{HOST}:{self.port}"

    def memory_mb(self) -> float:
        """Resident memory in MB (1,000,000 bytes)."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
        return int(line.split()[1]) * 1024 / 1e6


def serving(stage: Stage) -> AbstractContextManager[Server]:
    """`signboard serve` on the stage, in a process of its own."""
    state = str(stage.folder / "state")
    signboard = str(Path(sys.executable).with_name("signboard"))
    command = [signboard, "serve", "--host", HOST, "--state", state]
    return listening(command, "--port", "/health", stage.environ())


@contextmanager
def listening(
    command: list[str], port_option: str, path: str, environ: dict[str, str]
) -> Iterator[Server]:
    """A server on a free port, once `path` answers 200; it is gone afterwards."""
    with closing(socket.socket()) as probe:
        probe.bind((HOST, 0))
        port = int(probe.getsockname()[1])
    with tempfile.TemporaryFile("w+") as log:
        started = time.perf_counter()
        process = subprocess.Popen(
            [*command, port_option, str(port)], env=environ, stdout=log, stderr=log
        )
        try:
            while not _answers(port, path):
                if process.poll() is not None or time.perf_counter() - started > 30:
                    log.seek(0)
                    raise RuntimeError(f"{' '.join(command)} did not start:\n{log.read()}")
                time.sleep(0.005)
            yield Server(port, process.pid, time.perf_counter() - started)
        finally:
            process.terminate()
            process.wait(15)


def _answers(port: int, path: str) -> bool:
    connection = HTTPConnection(HOST, port, timeout=5)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()
