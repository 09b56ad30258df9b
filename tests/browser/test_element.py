"""The host page's element: a token in, a frame as tall as its content, events out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from tests.browser.conftest import Demo, NewPage

PAGE = """<!doctype html><title>Host</title><body style="background:#0f1218">
<script defer src="{site}/app/embed.js"></script>
<script>heard = []; addEventListener("message", (event) => heard.push(event.data?.type));</script>
<signboard-dashboard token="{token}" name="Sales" theme="night" with-title="false"></signboard-dashboard>
"""


class Quiet(SimpleHTTPRequestHandler):
    """Says nothing while it serves."""

    def log_message(self, *_: object) -> None:
        """Nothing."""


@contextmanager
def serve(folder: Path) -> Iterator[str]:
    """A host page's own origin."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join(5)
        server.server_close()


def embed_of(demo: Demo, page: Page) -> tuple[str, str]:
    """Site and token of what the portal shows to a customer."""
    page.goto(demo.portal)
    page.locator("button[value=fjord-fern]").click()
    source = page.locator("iframe.embed").get_attribute("src")
    assert source is not None
    address = urlsplit(source)
    return f"{address.scheme}://{address.netloc}", address.path.rpartition("/")[2]


def test_the_element_shows_the_embed_as_tall_as_it_is(
    demo: Demo, new_page: NewPage, tmp_path: Path, take_picture: Callable[[Page, str], Path]
) -> None:
    site, token = embed_of(demo, new_page())
    (tmp_path / "index.html").write_text(PAGE.format(site=site, token=token))
    with serve(tmp_path) as origin:
        page = new_page()
        page.goto(origin)
        element = page.locator("signboard-dashboard")
        frame = element.locator("iframe").content_frame
        expect(frame.locator("html")).to_have_attribute("data-theme", "night")
        expect(frame.locator("html")).to_have_attribute("data-titled", "false")
        expect(element.locator("iframe")).to_have_attribute("title", "Sales")
        content = frame.locator("main").evaluate("(main) => main.getBoundingClientRect().height")
        page.wait_for_function(
            "(height) => Math.abs(document.querySelector('signboard-dashboard').offsetHeight - height) < 24",
            arg=content,
        )
        take_picture(page, "element-1280")
