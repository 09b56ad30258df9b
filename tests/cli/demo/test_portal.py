"""The portal is a stranger to Signboard: it signs, the browser asks, nothing else connects them."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx
import jwt
import pytest

import signboard.cli.demo

PORTAL = Path(signboard.cli.demo.__file__).parent / "portal" / "portal.py"
SECRET = "5e" * 32
SITE = "https://charts.example.com"


@pytest.fixture(scope="module")
def portal() -> Iterator[str]:
    environment = {"SIGNBOARD_SITE_URL": SITE + "/", "SIGNBOARD_EMBEDDING_SECRET_KEY": SECRET}
    process = subprocess.Popen(
        [sys.executable, str(PORTAL), "0"], env=environment, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    try:
        yield process.stdout.readline().split()[-1]
    finally:
        process.terminate()
        process.wait(10)
        process.stdout.close()


@pytest.fixture
def browser(portal: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=portal, follow_redirects=True, trust_env=False) as client:
        yield client


def sign_in(browser: httpx.Client, name: str) -> str:
    return browser.post("/sign-in", data={"customer": name}).text


def frames(page: str) -> list[str]:
    return [unescape(source) for source in re.findall(r'<iframe[^>]* src="([^"]+)"', page)]


def claims(source: str) -> dict[str, Any]:
    return jwt.decode(urlsplit(source).path.split("/")[-1], SECRET, algorithms=["HS256"])


def test_a_stranger_gets_a_sign_in_page_and_no_token(browser: httpx.Client) -> None:
    for path in ("/", "/reviews"):
        page = browser.get(path).text
        assert "Sign in" in page
        assert "/embed/" not in page


def test_each_customer_gets_a_token_that_names_only_their_account(browser: httpx.Client) -> None:
    for name, account_id in (("fjord-fern", 1), ("omalley", 4)):
        (source,) = frames(sign_in(browser, name))
        assert source.startswith(f"{SITE}/embed/dashboard/")
        assert claims(source)["params"] == {"account": [account_id]}


def test_tokens_die_after_ten_minutes(browser: httpx.Client) -> None:
    (source,) = frames(sign_in(browser, "fjord-fern"))
    assert claims(source)["exp"] == pytest.approx(time.time() + 600, abs=5)


def test_the_reviews_page_embeds_one_question(browser: httpx.Client) -> None:
    sign_in(browser, "norrebro")
    (source,) = frames(browser.get("/reviews").text)
    assert source.startswith(f"{SITE}/embed/question/")
    assert set(claims(source)["resource"]) == {"question"}


def test_the_theme_is_kept_and_reaches_the_frame(browser: httpx.Client) -> None:
    sign_in(browser, "fjord-fern")
    page = browser.post("/theme", headers={"Referer": str(browser.base_url) + "/reviews"})
    assert page.url.path == "/reviews"
    (source,) = frames(page.text)
    assert dict(parse_qsl(urlsplit(source).fragment))["theme"] == "night"
    assert 'data-theme="night"' in page.text


def test_a_forged_session_signs_nobody_in(browser: httpx.Client) -> None:
    forged = jwt.encode({"customer": "omalley"}, "x" * 64, algorithm="HS256")
    browser.cookies.set("session", forged)
    assert frames(browser.get("/").text) == []


def test_signing_out_forgets_the_customer(browser: httpx.Client) -> None:
    sign_in(browser, "fjord-fern")
    assert "Sign in" in browser.post("/sign-out").text
    assert frames(browser.get("/").text) == []


def test_side_by_side_shows_two_customers_with_different_tokens(browser: httpx.Client) -> None:
    page = browser.get("/compare?left=norrebro&right=omalley").text
    assert [claims(source)["params"]["account"] for source in frames(page)] == [[6], [4]]
    assert "O&#x27;Malley &amp; Daughters" in page


def test_pages_are_never_stored_because_they_hold_a_token(browser: httpx.Client) -> None:
    assert browser.get("/compare").headers["Cache-Control"] == "no-store"


def test_the_theme_button_cannot_lead_to_another_site(browser: httpx.Client) -> None:
    answer = browser.post(
        "/theme", headers={"Referer": "http://x//evil.example"}, follow_redirects=False
    )
    assert answer.headers["Location"] == "/evil.example"


def test_without_a_key_it_says_what_to_set() -> None:
    refused = subprocess.run(
        [sys.executable, str(PORTAL)], check=False, env={}, capture_output=True, text=True
    )
    assert refused.returncode == 1
    assert "Set SIGNBOARD_EMBEDDING_SECRET_KEY" in refused.stderr


def test_it_needs_only_the_standard_library_and_pyjwt() -> None:
    imported = set()
    for node in ast.walk(ast.parse(PORTAL.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            imported |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            imported.add(str(node.module).split(".")[0])
    assert imported - set(sys.stdlib_module_names) == {"jwt"}
