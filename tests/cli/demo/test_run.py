"""The demo as a newcomer meets it: one command, two addresses, nothing left behind."""

from __future__ import annotations

import re
import signal
import socket
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from html import unescape
from pathlib import Path

import httpx
import pytest

from signboard.cli.demo.run import ADMINISTRATOR, HOST, Places, claim_port, make_data

SIGNBOARD = Path(sys.executable).with_name("signboard")
START_SECONDS = 60


class Demo:
    """A running `signboard demo` on free ports, and what it said."""

    def __init__(self, folder: Path) -> None:
        command = [str(SIGNBOARD), "demo", "--state", str(folder)]
        self.process = subprocess.Popen(
            [*command, "--port", "0", "--portal-port", "0"],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self.said = ""
        deadline = threading.Timer(START_SECONDS, self.process.kill)
        deadline.start()
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.said += line
            if "Ctrl-C" in line:
                break
        deadline.cancel()

    def url(self, name: str) -> str:
        found = re.search(rf"{name} +(http://\S+)", self.said)
        assert found, self.said
        return found[1]

    def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        self.process.send_signal(number)
        assert self.process.stdout is not None
        self.said += self.process.stdout.read()
        self.process.stdout.close()
        return self.process.wait(20)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo")


@pytest.fixture(scope="module")
def demo(folder: Path) -> Iterator[Demo]:
    running = Demo(folder)
    yield running
    if running.process.poll() is None:
        running.stop()


def portal_page(demo: Demo, customer: str) -> str:
    with httpx.Client(
        base_url=demo.url("Portal"), trust_env=False, follow_redirects=True
    ) as client:
        return client.post("/sign-in", data={"customer": customer}).text


def embed_of(page: str) -> httpx.Response:
    found = re.search(r'<iframe[^>]* src="([^"#]+)', page)
    assert found
    return httpx.get(unescape(found[1]), trust_env=False)


def test_two_customers_see_the_same_cards_with_their_own_rows(demo: Demo) -> None:
    pages = [embed_of(portal_page(demo, name)) for name in ("fjord-fern", "cafe-solene")]
    assert [page.status_code for page in pages] == [200, 200]
    fjord, cafe = (page.text for page in pages)
    assert fjord.count("<section class=card") == cafe.count("<section class=card") == 10
    assert "$309,058" in fjord
    assert "$309,058" not in cafe
    assert "River Hammock" in fjord
    assert "River Hammock" not in cafe


def test_the_portal_and_the_embeds_are_two_origins(demo: Demo) -> None:
    assert demo.url("Portal") != demo.url("Studio")


def test_the_printed_password_opens_the_studio(demo: Demo) -> None:
    found = re.search(rf"{re.escape(ADMINISTRATOR)} +(\S+)", demo.said)
    assert found
    login = {"username": ADMINISTRATOR, "password": found[1]}
    answer = httpx.post(demo.url("Studio") + "/api/session", json=login, trust_env=False)
    assert answer.status_code == 200


def test_the_password_is_kept_for_this_user_alone(demo: Demo, folder: Path) -> None:
    file = Places(folder).password
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert file.read_text() in demo.said


def test_a_later_run_keeps_everything_and_both_signals_end_it_cleanly(tmp_path: Path) -> None:
    endings = []
    for number in (signal.SIGTERM, signal.SIGINT):
        demo = Demo(tmp_path)
        portal = demo.url("Portal")
        assert httpx.get(portal, trust_env=False).status_code == 200
        endings.append((demo.stop(number), demo.said.count("accounts")))
        with pytest.raises(httpx.ConnectError):
            httpx.get(portal, trust_env=False)
    assert endings == [(0, 1), (0, 0)], "the second run makes no data again"


def test_a_busy_port_is_said_and_replaced(capsys: pytest.CaptureFixture[str]) -> None:
    with closing(socket.socket()) as taken:
        taken.bind((HOST, 0))
        taken.listen()
        busy = taken.getsockname()[1]
        found = claim_port(busy, "portal")
    assert found != busy
    assert f"Port {busy} is taken; the portal listens on {found}." in capsys.readouterr().out


def test_data_of_an_older_recipe_is_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "tidemark.db"
    make_data(path)
    first = path.stat().st_ino
    make_data(path)
    assert path.stat().st_ino == first
    path.with_suffix(".edition").write_text("older")
    make_data(path)
    assert path.stat().st_ino != first


def test_the_data_lies_outside_the_instance_so_that_it_may_be_a_source(tmp_path: Path) -> None:
    places = Places(tmp_path)
    assert not places.database.is_relative_to(places.state)
