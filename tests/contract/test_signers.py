"""Tokens of the JWT libraries that hosts use, in their own languages, open the same embed."""

from __future__ import annotations

import html
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NoReturn

import httpx
import pytest
from scripts import frontend

from tests.contract.embed_api import CORRUPT
from tests.embed.stage import ACME, LOCKED, Stage, client_of, sqlite_stage

pytestmark = pytest.mark.anyio
SIGNERS = Path(__file__).parent / "signers"
NODE_MODULES = Path(__file__).parents[2] / "frontend" / "node_modules"
WORDS = "Größe “ù” \u2028 🐎 a/b <i> \\ ' \""
ECHO = "SELECT coalesce([[{{word}},]] '', '') AS word, note FROM orders WHERE {{account}} ORDER BY note"
ACME_NOTES = ["Acme note one", "Acme note three", "Acme note two"]
SAME_ROWS = ("with exp", "without exp", "exp with a fraction", "entity id", "lock as a number",
             "lock as text", "no value", "more claims", "unknown key id")  # fmt: skip
REFUSED = {"another key": CORRUPT, "another algorithm": CORRUPT, "expired": "Token is expired ("}
LANGUAGES = ("PyJWT", "joserfc", "Node.js jsonwebtoken", "Ruby jwt", "PHP")
Missing = Callable[[str], NoReturn]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """A stage with a question that shows a word of the token, and one that has nothing to set."""
    with sqlite_stage(tmp_path_factory.mktemp("signers")) as stage:
        tags = {"account": stage.account_tag, "word": {"type": "text"}}
        stage.publish("echo", ECHO, tags, account=LOCKED, word="enabled")
        stage.publish("open", "SELECT line FROM products ORDER BY line", {})
        yield stage


def command_of(language: str, missing: Missing) -> list[str]:
    """How to run the signer of a language; ends the test where the language is not there."""
    if language == "PyJWT":
        return [sys.executable, str(SIGNERS / "sign_pyjwt.py")]
    if language == "joserfc":
        return [sys.executable, str(SIGNERS / "sign_joserfc.py")]
    if language.startswith("Node"):
        if not (NODE_MODULES / "jsonwebtoken").is_dir():
            missing("jsonwebtoken is not installed: run `make setup`.")
        return [str(frontend.node_folder() / "bin" / "node"), str(SIGNERS / "sign.cjs")]
    if language == "PHP":
        php = shutil.which("php") or missing("No PHP here: install php-cli.")
        return [php, str(SIGNERS / "sign.php")]
    ruby = shutil.which("ruby") or missing("No Ruby here: install ruby and ruby-jwt.")
    if subprocess.run([ruby, "-rjwt", "-e", ""], capture_output=True, check=False).returncode:
        missing("The gem jwt is not here: install ruby-jwt.")
    return [ruby, str(SIGNERS / "sign.rb")]


@pytest.fixture(scope="module", params=LANGUAGES)
def tokens(request: pytest.FixtureRequest, house: Stage, missing: Missing) -> Mapping[str, str]:
    """Every case, signed by one language's host."""
    command = command_of(request.param, missing)
    ids = house.ids
    entity_id = house.house.runtime.catalog.current().questions[ids["echo"]].entity_id
    words = [house.secret.decode(), str(ids["echo"]), entity_id, str(ACME), str(ids["open"])]
    done = subprocess.run(
        [*command, *words],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
        env={**os.environ, "NODE_PATH": str(NODE_MODULES), "LC_ALL": "C.UTF-8"},
    )
    assert (done.returncode, done.stderr) == (0, "")
    found: Mapping[str, str] = json.loads(done.stdout)
    return found


async def rows_of(viewer: httpx.AsyncClient, token: str) -> list[list[str]]:
    answer = await viewer.get(f"/api/embed/card/{token}/query")
    assert answer.status_code == 202, answer.text
    rows: list[list[str]] = answer.json()["data"]["rows"]
    return rows


async def page_of(viewer: httpx.AsyncClient, token: str) -> str:
    answer = await viewer.get(f"/embed/question/{token}")
    assert answer.status_code == 200, answer.text
    return html.unescape(answer.text)


async def test_every_library_opens_the_same_embed(house: Stage, tokens: Mapping[str, str]) -> None:
    async with client_of(house.app()) as viewer:
        for case in SAME_ROWS:
            rows = await rows_of(viewer, tokens[case])
            assert rows == [["", note] for note in ACME_NOTES], case
            page = await page_of(viewer, tokens[case])
            assert all(note in page for note in ACME_NOTES), case
            assert "Blue" not in page, case


async def test_words_arrive_as_their_host_wrote_them(
    house: Stage, tokens: Mapping[str, str]
) -> None:
    spelled = [case for case in tokens if case.startswith("words")]
    assert spelled
    async with client_of(house.app()) as viewer:
        for case in spelled:
            rows = await rows_of(viewer, tokens[case])
            assert rows == [[WORDS, note] for note in ACME_NOTES], case
            assert WORDS in await page_of(viewer, tokens[case]), case


async def test_nothing_to_set_opens_however_a_language_writes_it(
    house: Stage, tokens: Mapping[str, str]
) -> None:
    """`{}` of most languages, `[]` of an empty array in PHP (decision 1)."""
    unset = [case for case in tokens if case.startswith("nothing to set")]
    assert unset
    async with client_of(house.app()) as viewer:
        for case in unset:
            assert await rows_of(viewer, tokens[case]) == [["Floating"], ["Heavy"], ["Home"]]
            assert "Floating" in await page_of(viewer, tokens[case])


async def test_what_no_host_may_send_is_refused_in_the_same_words(
    house: Stage, tokens: Mapping[str, str]
) -> None:
    async with client_of(house.app()) as viewer:
        for case, text in REFUSED.items():
            api = await viewer.get(f"/api/embed/card/{tokens[case]}/query")
            assert api.status_code == 400
            assert api.text.startswith(text), case
            page = await viewer.get(f"/embed/question/{tokens[case]}")
            assert page.status_code == 400
            assert text in html.unescape(page.text), case
