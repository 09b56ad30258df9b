"""Claim: the first response is the finished view: one request, few bytes, no script, soon painted."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from benchmarks.figure import Figure, percentile
from benchmarks.stage import HOST, SIX_CARDS, Server, Stage

CARDS = 6
VIEWPORT: ViewportSize = {"width": 1280, "height": 1000}
# Six cards stand in the page, and the frame that shows them has been given to the compositor.
WATCH = """
const look = () => document.querySelectorAll('section.card').length < %d
  ? requestAnimationFrame(look)
  : requestAnimationFrame(() => setTimeout(() => { window.finishedAt = performance.now() }))
requestAnimationFrame(look)
"""
FINISHED = """() => new Promise((resolve) => {
  const look = () => window.finishedAt ? resolve(window.finishedAt) : setTimeout(look, 20)
  look()
})"""
SLOW_PHONE = {"cpu": 4, "latency_ms": 400, "bytes_per_second": 400_000 / 8}
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def find_chromium() -> str | None:
    """Where Chromium is on this machine, None when there is none."""
    wanted = (os.environ.get("CHROMIUM"), "chromium", "chromium-browser", "google-chrome")
    return next((path for name in wanted if name and (path := shutil.which(name))), None)


def measure_bytes(stage: Stage, server: Server) -> Iterator[Figure]:
    """Bytes of the whole response body as it travels, brotli: streamed to the first, then kept."""
    sizes: list[int] = []
    for _ in range(6):
        connection = HTTPConnection(HOST, server.port)
        path = stage.path("dashboard", SIX_CARDS)
        connection.request("GET", path, headers={"Accept-Encoding": "br"})
        answer = connection.getresponse()
        sizes.append(len(answer.read()))
        assert (answer.status, answer.headers["content-encoding"]) == (200, "br")
        connection.close()
        time.sleep(0.2)  # a kept body is packed after the first was sent
    yield Figure(
        "first view of six cards, kept, brotli", sizes[-1] / 1000, "KB", 10, is_promise=True
    )
    yield Figure("the same, streamed to the first viewer", sizes[0] / 1024, "KiB", 10)


def measure_view(stage: Stage, server: Server, browser: Browser) -> Iterator[Figure]:
    """Requests and cards with JavaScript off."""
    context = browser.new_context(java_script_enabled=False, viewport=VIEWPORT)
    page = context.new_page()
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.resource_type))
    page.goto(server.url + stage.path("dashboard", SIX_CARDS), wait_until="networkidle")
    visible = page.locator("section.card:visible").count()
    context.close()
    yield Figure("requests to a finished first view", len(requests), "", 1, is_promise=True)
    yield Figure(
        f"cards shown without JavaScript, of {CARDS}",
        visible,
        budget=CARDS,
        at_least=True,
        is_promise=True,
    )
    yield Figure("scripts needed for it", requests.count("script"), "", 0, is_promise=True)


def measure_paint(stage: Stage, server: Server, browser: Browser) -> Iterator[Figure]:
    """Milliseconds from navigation to the last of six charts, cached data, empty browser cache."""
    plain = [_paint(stage, server, browser, is_slow=False) for _ in range(7)]
    slow = [_paint(stage, server, browser, is_slow=True) for _ in range(3)]
    yield Figure("last of six charts painted", percentile(plain, 0.5), "ms", 200)
    what = "last of six charts, 4x slower CPU, 400 kbit/s, 400 ms"
    yield Figure(what, percentile(slow, 0.5), "ms", 1000)


def _paint(stage: Stage, server: Server, browser: Browser, *, is_slow: bool) -> float:
    context = browser.new_context(viewport=VIEWPORT)
    page = context.new_page()
    page.add_init_script(WATCH % CARDS)
    if is_slow:
        _slow_down(page)
    page.goto(server.url + stage.path("dashboard", SIX_CARDS), wait_until="commit")
    finished = page.evaluate(FINISHED)  # the page's own policy forbids wait_for_function's eval
    context.close()
    return float(finished)


def _slow_down(page: Page) -> None:
    tools = page.context.new_cdp_session(page)
    tools.send("Emulation.setCPUThrottlingRate", {"rate": SLOW_PHONE["cpu"]})
    tools.send("Network.enable")
    tools.send(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": SLOW_PHONE["latency_ms"],
            "downloadThroughput": SLOW_PHONE["bytes_per_second"],
            "uploadThroughput": SLOW_PHONE["bytes_per_second"],
        },
    )


@contextmanager
def chromium(path: str) -> Iterator[Browser]:
    """A headless Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_FLAGS)
        try:
            yield browser
        finally:
            browser.close()
