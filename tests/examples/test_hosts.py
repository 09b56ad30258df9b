"""The examples sign what the server verifies, each in its own language, for whoever is signed in."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from typing import Any, NoReturn

import httpx
import jwt
import pytest
from scripts import frontend

import signboard.cli.demo

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
PORTAL = Path(signboard.cli.demo.__file__).parent / "portal" / "portal.py"
SECRET = "a7" * 32
SITE = "https://charts.example.com"
HOSTS = ("portal", "node", "flask", "django", "fastapi", "ruby", "php")
Missing = Callable[[str], NoReturn]


def command_of(name: str, missing: Missing) -> list[str]:
    """How to start a host on a free port; PHP's own server takes one that was free a moment ago."""
    if name == "portal":
        return [sys.executable, str(PORTAL), "0"]
    if name == "node":
        return [str(frontend.node_folder() / "bin" / "node"), str(EXAMPLES / "node/host.mjs"), "0"]
    if name == "ruby":
        ruby = shutil.which("ruby") or missing(
            "No Ruby here: install ruby, ruby-sinatra, ruby-jwt."
        )
        libraries = [ruby, "-rjwt", "-rsinatra/base", "-rwebrick", "-e", ""]
        if subprocess.run(libraries, capture_output=True, check=False).returncode:
            missing("Sinatra is not here: install ruby-sinatra, ruby-webrick and ruby-jwt.")
        return [ruby, str(EXAMPLES / "ruby/host.rb"), "0"]
    if name == "php":
        php = shutil.which("php") or missing("No PHP here: install php-cli.")
        return [php, "-S", f"127.0.0.1:{free_port()}", str(EXAMPLES / "php/host.php")]
    return [sys.executable, str(EXAMPLES / name / "host.py"), "0"]


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def wait_for(url: str) -> str:
    """The address once somebody answers there."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        try:
            httpx.get(url, trust_env=False)
        except httpx.TransportError:
            time.sleep(0.05)
        else:
            return url
    raise AssertionError(f"Nobody answers at {url}.")


@pytest.fixture(scope="module", params=HOSTS)
def host(request: pytest.FixtureRequest, missing: Missing) -> Iterator[str]:
    """The address of a running host."""
    command = command_of(request.param, missing)
    environment = {
        **os.environ,
        "SIGNBOARD_SITE_URL": SITE,
        "SIGNBOARD_EMBEDDING_SECRET_KEY": SECRET,
        "NODE_MODULES_FROM": str(EXAMPLES.parent / "frontend" / "package.json"),
        "LC_ALL": "C.UTF-8",
    }
    is_php = request.param == "php"
    process = subprocess.Popen(
        command,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL if is_php else None,
        text=True,
    )
    assert process.stdout is not None
    try:
        address = f"http://{command[2]}" if is_php else process.stdout.readline().split()[-1]
        yield wait_for(address)
    finally:
        process.terminate()
        process.wait(10)
        process.stdout.close()


def browser_of(host: str) -> httpx.Client:
    return httpx.Client(base_url=host, trust_env=False, follow_redirects=True)


def sign_in(browser: httpx.Client, customer: str) -> None:
    """As a person would: with whatever hidden field the form brings."""
    hidden = re.search(r'name="(csrf\w+)" value="([^"]+)"', browser.get("/").text)
    fields = {hidden[1]: hidden[2]} if hidden else {}
    browser.post("/sign-in", data={"customer": customer, **fields})


def claims_of(page: str, kind: str) -> dict[str, Any]:
    found = re.search(rf'<iframe[^>]* src="{SITE}/embed/{kind}/([^"#]+)', page)
    assert found, page[:500]
    claims: dict[str, Any] = jwt.decode(unescape(found[1]), SECRET, algorithms=["HS256"])
    return claims


@pytest.mark.parametrize(("customer", "account"), [("fjord-fern", 1), ("cafe-solene", 2)])
def test_a_host_embeds_for_whoever_is_signed_in(host: str, customer: str, account: int) -> None:
    with browser_of(host) as browser:
        sign_in(browser, customer)
        sales = claims_of(browser.get("/").text, "dashboard")
        reviews = claims_of(browser.get("/reviews").text, "question")
    assert sales["resource"] == {"dashboard": "demo-shop-overview-01"}
    assert reviews["resource"] == {"question": "demo-latest-reviews-1"}
    assert sales["params"] == reviews["params"] == {"account": [account]}
    assert 500 < sales["exp"] - time.time() < 700


def test_a_stranger_sees_no_embed_and_nobody_chooses_the_customer(host: str) -> None:
    with browser_of(host) as browser:
        assert "<iframe" not in browser.get("/").text
        sign_in(browser, "somebody-else")
        assert "<iframe" not in browser.get("/").text
        sign_in(browser, "cafe-solene")
        page = browser.get("/", params={"account": "1", "customer": "fjord-fern"})
    assert claims_of(page.text, "dashboard")["params"] == {"account": [2]}
    assert "no-store" in page.headers["cache-control"]
    assert SECRET not in page.text


def test_the_smallest_host_needs_no_package() -> None:
    node = str(frontend.node_folder() / "bin" / "node")
    environment = {"SIGNBOARD_SITE_URL": SITE, "SIGNBOARD_EMBEDDING_SECRET_KEY": SECRET}
    command = [node, str(EXAMPLES / "node" / "plain.mjs"), "0"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            page = httpx.get(process.stdout.readline().split()[-1], trust_env=False).text
        finally:
            process.terminate()
    assert claims_of(page, "dashboard")["params"] == {"account": [1]}
