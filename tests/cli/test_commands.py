"""Commands on a state folder: what they print, and what they leave behind."""

from __future__ import annotations

import io
import json
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest

from signboard import __version__
from signboard.cli import main
from signboard.settings import Startup
from signboard.storage.database import Database
from signboard.studio.access.passwords import is_password
from signboard.studio.access.users import load_credentials, load_users

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command on a state folder of this test; gives status, output and errors."""
    monkeypatch.setenv("SIGNBOARD_STATE_DIR", str(tmp_path / "state"))

    def call(*words: str, stdin: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "stdin", io.StringIO(stdin))
        status = 0
        try:
            main(words)
        except SystemExit as done:
            status = int(done.code or 0)
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return call


def database(tmp_path: Path) -> Database:
    return Database.open(Startup.from_environment({}, tmp_path / "state"))


def test_version_is_told(run: Run) -> None:
    assert run("--version") == (0, f"signboard {__version__}\n", "")


def test_help_lists_every_command(run: Run) -> None:
    status, out, _ = run("--help")
    assert status == 0
    for command in ("serve", "demo", "user", "keys", "apply", "token", "openapi"):
        assert f"  {command} " in out


def test_an_administrator_is_made_before_the_first_start(run: Run, tmp_path: Path) -> None:
    words = ("user", "create", "--admin", "--email", "Ann@Example.com", "--password-stdin")
    status, out, _ = run(*words, stdin="correct horse battery\n")
    assert (status, out) == (0, "Created administrator ann@example.com (user 1).\n")
    found = database(tmp_path)
    user, stored = load_credentials(found, "ann@example.com") or (None, None)
    found.close()
    assert user is not None
    assert user.is_admin
    assert is_password("correct horse battery", stored)


@pytest.mark.parametrize(
    ("email", "password", "says"),
    [("ann@example.com", "short", "password"), ("not an address", "long enough", "email")],
)
def test_a_bad_account_is_refused_in_one_line(
    run: Run, tmp_path: Path, email: str, password: str, says: str
) -> None:
    status, _, err = run("user", "create", "--email", email, "--password-stdin", stdin=password)
    assert status == 1
    assert err.startswith(f"signboard: {says}: ")
    found = database(tmp_path)
    assert load_users(found) == []
    found.close()


def test_the_same_address_is_taken_once(run: Run) -> None:
    words = ("user", "create", "--email", "a@b.co", "--password-stdin")
    assert run(*words, stdin="long enough")[0] == 0
    status, _, err = run(*words, stdin="long enough")
    assert status == 1
    assert "already in use" in err
    assert run("user", "list")[1] == "1\tauthor\ta@b.co\ta@b.co\n"


def test_keys_are_shown_listed_and_regenerated(run: Run) -> None:
    status, _, err = run("keys", "show")
    assert (status, err) == (1, "signboard: The embedding secret key has not been set.\n")
    first = run("keys", "regenerate")[1].strip()
    assert len(first) == 64
    assert run("keys", "show")[1].strip() == first
    second = run("keys", "regenerate", "--grace-seconds", "60")[1].strip()
    listed = run("keys", "list")[1]
    assert first not in listed
    assert [line.split("\t")[1] for line in listed.splitlines()] == ["signing", "accepted"]
    assert run("keys", "show")[1].strip() == second
    assert len(run("keys", "new")[1].strip()) == 64


def test_a_minted_token_is_good_and_a_broken_one_is_explained(run: Run) -> None:
    run("keys", "regenerate")
    token = run("token", "mint", "--dashboard", "7", "--param", "state=AK", "--param", "state=NY")[
        1
    ]
    status, out, _ = run("token", "explain", token.strip())
    assert status == 0
    assert out.splitlines()[0] == "good"
    assert "params.state: list of 2" in out
    assert "AK" not in out
    status, out, _ = run("token", "explain", "-", stdin=token.strip()[:-2])
    assert status == 1
    assert out.startswith("refused: Message seems corrupt or manipulated")


def test_the_whole_address_of_an_embed_says_where_it_is_assumed_to_be(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("keys", "regenerate")
    status, out, err = run("token", "mint", "--question", "1", "--url")
    assert status == 0
    assert out.startswith("http://127.0.0.1:3000/embed/question/ey")
    assert "SIGNBOARD_SITE_URL" in err
    monkeypatch.setenv("SIGNBOARD_SITE_URL", "https://charts.example.com")
    status, out, err = run("token", "mint", "--question", "1", "--url")
    assert (status, err) == (0, "")
    assert out.startswith("https://charts.example.com/embed/question/ey")


def test_minting_needs_exactly_one_item_and_well_formed_params(run: Run) -> None:
    run("keys", "regenerate")
    assert run("token", "mint")[0] == 1
    assert run("token", "mint", "--question", "1", "--dashboard", "1")[0] == 1
    status, _, err = run("token", "mint", "--question", "1", "--param", "state")
    assert status == 1
    assert "slug=value" in err


def test_a_folder_is_planned_and_applied(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "content"
    folder.mkdir()
    (folder / "settings.yaml").write_text("site-name: Acme\n")
    status, out, _ = run("apply", str(folder), "--plan")
    assert status == 2
    assert "site-name" in out
    assert run("apply", str(folder))[0] == 0
    assert run("apply", str(folder), "--plan")[0] == 0
    (folder / "settings.yaml").write_text("no-such-setting: 1\n")
    status, _, err = run("apply", str(folder))
    assert status == 1
    assert "no-such-setting" in err


def test_the_description_is_printed_as_json(run: Run) -> None:
    description = json.loads(run("openapi")[1])
    assert "/api/card/{card_id}/query" in description["paths"]
    assert description["info"]["version"] == __version__


@pytest.mark.parametrize(
    ("plane", "environ", "address"),
    [
        ("all", {}, "http://127.0.0.1:{port}"),
        ("all", {"SIGNBOARD_SITE_URL": "https://bi.example.com"}, "https://bi.example.com"),
        # Where viewers go, the studio is not.
        ("studio", {"SIGNBOARD_SITE_URL": "https://charts.example.com"}, "http://127.0.0.1:{port}"),
        ("studio", {"SIGNBOARD_STUDIO_URL": "https://bi.example.com"}, "https://bi.example.com"),
    ],
)
def test_serving_an_empty_state_prints_a_link_and_answers(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    plane: str,
    environ: dict[str, str],
    address: str,
) -> None:
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-c", "from signboard.cli import main; main()", "serve"]
    words = ["--port", str(port), "--state", str(tmp_path / "state"), "--plane", plane]
    with subprocess.Popen([*command, *words], stdout=subprocess.PIPE, text=True) as process:
        try:
            _wait_until_healthy(port)
        finally:
            process.terminate()
        printed, _ = process.communicate(timeout=20)
    assert f"Signboard serves http://127.0.0.1:{port}" in printed
    assert f" {address.format(port=port)}/first-user#" in printed


def _wait_until_healthy(port: int) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/api/health", timeout=5) as answer:
                assert answer.read() == b'{"status":"ok"}'
                return
        except OSError:
            time.sleep(0.05)
    pytest.fail("The server did not answer within 30 s.")
