"""`signboard demo`: sample data, content, a server, and a host's portal on another port.

Works on a folder and an environment of its own, so that it can never touch a real instance.
"""

from __future__ import annotations

import os
import secrets
import signal
import socket
import subprocess
import sys
import threading
import time
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from signboard.catalog.content import apply
from signboard.catalog.settings import write_setting
from signboard.cli.demo.company import Company, generate
from signboard.cli.demo.load import load_sqlite
from signboard.server.house import House
from signboard.server.run import run
from signboard.studio.access.identity import Role
from signboard.studio.access.users import create_user, has_users

HOST = "127.0.0.1"
ADMINISTRATOR = "admin@tidemark.example"
HERE = Path(__file__).parent
PORTAL = HERE / "portal" / "portal.py"


@dataclass(frozen=True, slots=True)
class Places:
    """Where the demo keeps things: the data beside, never inside, the instance's own state."""

    folder: Path

    @property
    def database(self) -> Path:
        """The sample company's SQLite file."""
        return self.folder / "tidemark.db"

    @property
    def state(self) -> Path:
        """The instance's own state."""
        return self.folder / "state"

    @property
    def password(self) -> Path:
        """The administrator's password, readable by this user alone."""
        return self.folder / "administrator-password"


def run_demo(folder: Path, port: int, portal_port: int) -> None:
    """Serve the demo until Ctrl-C, SIGTERM or the terminal's end; both ports are free afterwards.

    A busy port is replaced by a free one, said aloud. What exists in `folder` is used again.
    """
    places = Places(folder.resolve())
    with _stopping_cleanly() as ending:
        places.folder.mkdir(parents=True, exist_ok=True)
        port, portal_port = claim_port(port, "studio"), claim_port(portal_port, "portal")
        make_data(places.database)
        site_url, portal_url = f"http://{HOST}:{port}", f"http://{HOST}:{portal_port}"

        def ready(house: House) -> None:
            key = prepare(house, places, site_url)
            portal = start_portal(portal_port, site_url, key)
            ending.callback(portal.wait, 5)
            ending.callback(portal.terminate)
            stopping = threading.Event()
            ending.callback(stopping.set)
            welcome = _welcome(places, site_url, portal_url)
            announcing = (welcome, (port, portal_port), stopping)
            threading.Thread(target=_announce, args=announcing, daemon=True).start()

        run(
            host=HOST,
            port=port,
            state_dir=places.state,
            environ={"SIGNBOARD_DEMO_DB": str(places.database)},
            ready=ready,
        )


def claim_port(wanted: int, what: str) -> int:
    """The wanted port when nobody listens there, else a free one, with a line that says so."""
    for port in (wanted, 0):
        with closing(socket.socket()) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, port))
            except OSError:
                continue
            found = int(probe.getsockname()[1])
        if found != wanted and wanted:
            print(f"Port {wanted} is taken; the {what} listens on {found}.")
        return found
    raise OSError(f"This machine has no free port on {HOST}.")


def make_data(path: Path) -> None:
    """The sample company's database, made again only when its recipe has changed."""
    recipe = ("company.py", "demand.py", "words.py", "schema.sql", "load.py")
    edition = path.with_suffix(".edition")
    current = str(zlib.crc32(b"".join((HERE / name).read_bytes() for name in recipe)))
    if path.exists() and edition.exists() and edition.read_text() == current:
        return
    company = generate(on_progress=_show_progress)
    load_sqlite(company, path)
    edition.write_text(current)
    print(f"\r  {_summary(company)}".ljust(76))


def prepare(house: House, places: Places, site_url: str) -> str:
    """Apply the content and make an administrator; gives the embedding secret key."""
    store = house.runtime.catalog
    write_setting(store, "site-url", site_url)
    apply(store, HERE / "content", sources=house.runtime.sources)
    store.refresh()
    if not has_users(house.database):
        password = secrets.token_urlsafe(12)
        _write_private(places.password, password)
        create_user(house.database, ADMINISTRATOR, password, role=Role.ADMIN, now=time.time())
    catalog = store.current()
    print(f"  {len(catalog.questions)} questions, {len(catalog.dashboards)} dashboards")
    key = catalog.keys.signing
    assert key is not None, "enable-embedding in content/settings.yaml makes one"
    return key.secret.decode()


def start_portal(port: int, site_url: str, key: str) -> subprocess.Popen[bytes]:
    """The host application, a process that knows the site's URL and the key, nothing else."""
    return subprocess.Popen(  # noqa: S603 - our own file, with our own Python
        [sys.executable, str(PORTAL), str(port)],
        env={
            "SIGNBOARD_SITE_URL": site_url,
            "SIGNBOARD_EMBEDDING_SECRET_KEY": key,
            "PATH": os.environ.get("PATH", ""),
        },
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        start_new_session=True,  # Ctrl-C reaches us alone, and we end it
    )


def _write_private(path: Path, text: str) -> None:
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)


def _summary(company: Company) -> str:
    return ", ".join(f"{len(rows):,} {name}" for name, rows in company.tables())


def _show_progress(done: float) -> None:
    if sys.stdout.isatty():
        bar = "█" * round(30 * done)
        print(f"\r  Three years of a software company {bar:░<30} {done:4.0%}", end="", flush=True)


def _welcome(places: Places, site_url: str, portal_url: str) -> str:
    password = places.password.read_text() if places.password.exists() else "(as you set it)"
    return f"""
  Portal    {portal_url}            the host application: sign in as a customer
            {portal_url}/compare    two customers side by side
  Studio    {site_url}            {ADMINISTRATOR}   {password}
  Kept in   {places.folder}; delete it to begin anew. Ctrl-C ends both.
"""


def _announce(text: str, ports: tuple[int, ...], stopping: threading.Event) -> None:
    """Print the addresses once both answer."""
    waiting = list(ports)
    while waiting and not stopping.wait(0.05):
        with closing(socket.socket()) as probe:
            if probe.connect_ex((HOST, waiting[-1])) == 0:
                waiting.pop()
    if not waiting:
        print(text, flush=True)


@contextmanager
def _stopping_cleanly() -> Iterator[ExitStack]:
    """Turn signals that end a process into a quiet end, which runs what the stack holds."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = {number: signal.signal(number, stop) for number in (signal.SIGTERM, signal.SIGHUP)}
    try:
        with ExitStack() as ending:
            yield ending
    except KeyboardInterrupt:
        print("\n  Ended.")
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
