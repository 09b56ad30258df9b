"""Host pages of other origins keep their frames as tall as what is in them, with every iframe-resizer
that such pages have in production (3.5.11, 3.6.6, 4.3.11) and with none."""

from __future__ import annotations

import functools
import json
import sqlite3
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NoReturn

import pytest
import uvicorn
from playwright.sync_api import Frame, Page, expect

from tests.browser.conftest import NewPage, wait_until
from tests.embed.stage import ACME, LOCKED, Stage, sqlite_stage

NODE_MODULES = Path(__file__).parents[2] / "frontend" / "node_modules"
LIBRARIES = {
    "3.5.11": "iframe-resizer-3.5",
    "3.6.6": "iframe-resizer-3.6",
    "4.3.11": "iframe-resizer",
}
SMALL = "SELECT sum(total) AS total FROM orders WHERE {{account}} AND {{category}}"


@dataclass(frozen=True)
class Origins:
    """Our server, and a web server of somebody else on another origin; `pages` is its folder."""

    stage: Stage
    embed: str
    host: str
    pages: Path

    def frame_of(self, item: str) -> str:
        return f"{self.embed}{self.stage.page(item)}"

    def write_page(self, name: str, html: str) -> str:
        (self.pages / name).write_text(
            f"<!DOCTYPE html><meta charset=utf-8><link rel=icon href=data:,>{html}", "utf-8"
        )
        return f"{self.host}/{name}"


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def origins(
    tmp_path_factory: pytest.TempPathFactory, missing: Callable[[str], NoReturn]
) -> Iterator[Origins]:
    folder = tmp_path_factory.mktemp("host")
    for version, package in LIBRARIES.items():
        script = NODE_MODULES / package / "js" / "iframeResizer.js"
        if not script.exists():
            missing(f"iframe-resizer {version} is not installed: run `make setup`.")
        assert (
            json.loads((NODE_MODULES / package / "package.json").read_text())["version"] == version
        )
        (folder / f"{version}.js").write_bytes(script.read_bytes())
    with sqlite_stage(tmp_path_factory.mktemp("stage")) as stage:
        category = stage.dimension("orders", "category", "string/=")
        tags = {"account": stage.account_tag, "category": category}
        policy = {"account": LOCKED, "category": "enabled"}
        stage.add_question(
            "small", SMALL, tags, display="scalar", enable_embedding=True, embedding_params=policy
        )
        with sqlite3.connect(stage.warehouse) as warehouse:
            things = [(ACME, f"Thing {number}") for number in range(40)]
            order = "insert into orders (account_id, category, note, total) values (?, ?, 'n', 0)"
            warehouse.executemany(order, things)
        warehouse.close()
        config = uvicorn.Config(stage.app(), port=0, lifespan="off", log_config=None)
        server = uvicorn.Server(config)
        ours = threading.Thread(target=server.run)
        ours.start()
        theirs = ThreadingHTTPServer(
            ("127.0.0.1", 0), functools.partial(_Quiet, directory=str(folder))
        )
        threading.Thread(target=theirs.serve_forever).start()
        wait_until(lambda: server.started)
        port = server.servers[0].sockets[0].getsockname()[1]
        host = f"http://localhost:{theirs.server_address[1]}"
        yield Origins(stage, f"http://127.0.0.1:{port}", host, folder)
        theirs.shutdown()
        theirs.server_close()
        server.should_exit = True
        ours.join()


@dataclass(frozen=True)
class Framed:
    """A host page with one frame of ours in it."""

    page: Page

    @property
    def frame(self) -> Frame:
        found = self.page.query_selector("iframe")
        assert found is not None
        inner = found.content_frame()
        assert inner is not None
        return inner

    @property
    def height(self) -> int:
        """How tall the host shows the frame, in CSS pixels."""
        return int(self.page.evaluate("document.querySelector('iframe').clientHeight"))

    @property
    def content(self) -> int:
        """Where the lowest thing in the frame ends."""
        return int(
            self.frame.evaluate(
                "Math.ceil(Math.max(...[document.querySelector('main'),"
                " ...document.querySelectorAll('details[open] > .pop')].map("
                "one => one.getBoundingClientRect().bottom)))"
            )
        )

    def settle(self) -> int:
        """Wait until the frame shows everything and no more than a small gap; its height."""
        self.frame.wait_for_selector("main")

        def fits() -> bool:
            return 0 <= self.height - self.content <= 10

        wait_until(fits, f"the frame is {self.height} high")
        self.page.wait_for_timeout(150)
        wait_until(fits, f"the frame went to {self.height}")
        assert self.frame.evaluate(
            "document.documentElement.scrollHeight <= document.documentElement.clientHeight"
        )
        return self.height


def open_host(new_page: NewPage, address: str) -> Framed:
    page = new_page(viewport={"width": 1200, "height": 800})
    page.goto(address)
    return Framed(page)


@pytest.fixture(params=[*LIBRARIES, "served"])
def library(request: pytest.FixtureRequest, origins: Origins) -> str:
    """Address of a host script: the host's own copy, or the one that we serve."""
    if request.param == "served":
        return f"{origins.embed}/app/iframeResizer.js"
    return f"{origins.host}/{request.param}.js"


def old_page(origins: Origins, library: str, item: str, options: str = "{}") -> str:
    """The host page of the samples: the script, and `iFrameResize` when the frame has loaded."""
    html = (
        f"<script src='{library}'></script><body style='margin:0'><iframe src='{origins.frame_of(item)}'"
        " frameborder=0 width='100%' height=300 allowtransparency"
        f""" onload="iFrameResize({options}, this)"></iframe>"""
    )
    return origins.write_page("old.html", html)


def test_an_old_host_page_follows_the_viewport_both_ways(
    origins: Origins, library: str, new_page: NewPage
) -> None:
    host = open_host(new_page, old_page(origins, library, "overview"))
    wide = host.settle()
    assert wide > 300
    host.page.set_viewport_size({"width": 420, "height": 800})
    wait_until(lambda: host.height != wide, "the frame did not follow")
    narrow = host.settle()
    host.page.set_viewport_size({"width": 1200, "height": 800})
    wait_until(lambda: host.height != narrow, "the frame did not follow")
    assert host.settle() == wide


def test_a_list_that_opens_below_a_short_frame_makes_it_grow_and_shrink(
    origins: Origins, library: str, new_page: NewPage
) -> None:
    host = open_host(new_page, old_page(origins, library, "small"))
    closed = host.settle()
    assert closed < 300
    opener = host.frame.locator("details > summary").first
    opener.click()
    wait_until(lambda: host.height > closed, "the frame did not grow")
    opened = host.settle()
    opener.click()
    wait_until(lambda: host.height < opened, "the frame did not shrink")
    assert host.settle() == closed


@pytest.mark.parametrize("method", ["bodyOffset", "max"])
def test_a_frame_that_is_loaded_again_has_its_height_again(
    origins: Origins, library: str, new_page: NewPage, method: str
) -> None:
    """Some methods make the host set the frame to 0 at every load and ask for a reset."""
    options = f"{{heightCalculationMethod: '{method}'}}"
    host = open_host(new_page, old_page(origins, library, "overview", options))
    first = host.settle()
    for item in ("small", "overview"):
        with host.page.expect_event("framenavigated"):
            host.page.evaluate(
                "address => { document.querySelector('iframe').src = address }",
                origins.frame_of(item),
            )
        host.frame.wait_for_load_state("load")
        height = host.settle()
        assert (height == first) is (item == "overview")


def test_a_host_that_starts_before_the_frame_has_loaded_is_answered_too(
    origins: Origins, library: str, new_page: NewPage
) -> None:
    html = (
        f"<script src='{library}'></script><body style='margin:0'>"
        f"<iframe id=first src='{origins.frame_of('overview')}' style='width:100%;border:0'></iframe>"
        "<script>iFrameResize({minHeight: 20}, '#first')</script>"
    )
    host = open_host(new_page, origins.write_page("early.html", html))
    assert host.settle() > 300


def test_hosts_without_a_library_are_told_the_height(origins: Origins, new_page: NewPage) -> None:
    html = (
        f"<body style='margin:0'><iframe src='{origins.frame_of('small')}' style='width:100%;border:0'></iframe>"
        "<script>addEventListener('message', event => {"
        f" if (event.origin !== '{origins.embed}' || event.data?.type !== 'signboard:resize') return;"
        " document.querySelector('iframe').style.height = `${event.data.height}px` })</script>"
    )
    host = open_host(new_page, origins.write_page("bare.html", html))
    closed = host.settle()
    opener = host.frame.locator("details > summary").first
    opener.click()
    wait_until(lambda: host.height > closed, "the frame did not grow")
    opened = host.settle()
    opener.click()
    wait_until(lambda: host.height < opened, "the frame did not shrink")
    assert host.settle() == closed


@pytest.mark.parametrize("width", [1200, 340])
def test_a_page_that_is_refused_is_as_tall_as_what_it_says(
    origins: Origins, library: str, new_page: NewPage, width: int
) -> None:
    host = open_host(new_page, old_page(origins, library, "draft"))
    host.page.set_viewport_size({"width": width, "height": 800})
    expect(host.frame.get_by_role("alert")).to_contain_text("not enabled for this object")
    assert 150 < host.settle() < 300, "it was 300 high"


def test_a_refusal_speaks_the_language_that_the_address_asks_for(
    origins: Origins, new_page: NewPage, take_picture: Callable[[Page, str], Path]
) -> None:
    page = new_page(locale="fr-FR", viewport={"width": 500, "height": 400})
    for tag, direction, text in (("de-CH", "", "nicht freigegeben"), ("ar", "rtl", "غير منشور")):
        page.goto(f"{origins.frame_of('draft')}#locale={tag}")
        expect(page.get_by_role("alert")).to_contain_text(text)
        expect(page.locator("html")).to_have_attribute("lang", tag[:2])
        expect(page.locator("html")).to_have_attribute("dir", direction)
        take_picture(page, f"refused-{tag}")
        page.goto("about:blank")
    page.goto(f"{origins.frame_of('draft')}#locale=xx")
    expect(page.get_by_role("alert")).to_contain_text("Cette vue n’est pas publiée.")


def test_a_host_that_has_closed_the_frame_is_told_an_unchanged_height_again(
    origins: Origins, new_page: NewPage
) -> None:
    """The library's own words, in an order that a race makes: `resize` before `init`, then `reset`."""
    html = (
        f"<iframe src='{origins.frame_of('small')}' style='width:100%;border:0'></iframe><script>"
        "heard = []; addEventListener('message', event => {"
        " if (String(event.data).startsWith('[iFrameSizer]')) heard.push(event.data.split(':')) });"
        "say = text => document.querySelector('iframe').contentWindow.postMessage("
        "`[iFrameSizer]${text}`, '*')</script>"
    )
    page = new_page()
    page.goto(origins.write_page("words.html", html))
    Framed(page).frame.wait_for_selector("main")
    page.evaluate("say('resize')")
    page.evaluate(
        "say('theirs:8:false:true:32:true:true:null:max:null:null:0:false:parent:scroll')"
    )
    page.wait_for_function("heard.length === 1")
    page.evaluate("say('resize')")
    page.evaluate("say('reset')")
    page.wait_for_function("heard.length === 2")
    first, second = page.evaluate("heard")
    assert first[0] == "[iFrameSizer]theirs"
    assert [first[-1], second[-1]] == ["init", "resetPage"]
    assert first[:3] == second[:3]
