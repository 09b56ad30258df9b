"""A real browser on a real demo: `signboard demo` as a user starts it, driven by Chromium."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

START_SECONDS = 90
PATIENCE_MS = 30_000
"""How long a page may take on a busy machine; a test that waits for nothing is not slower for it."""
OUTPUT = Path(__file__).parent / "output"


@dataclass(frozen=True)
class Demo:
    """A running demo. `folder` holds the sample company's database and the instance's state."""

    studio: str
    portal: str
    email: str
    password: str
    folder: Path
    log: Path


expect.set_options(timeout=PATIENCE_MS)


def wait_until(holds: Callable[[], object], what: str = "") -> None:
    """Asks until it holds. Playwright's own `wait_for_function` cannot: our pages forbid `eval`."""
    deadline = time.monotonic() + PATIENCE_MS / 1000
    while not holds():
        assert time.monotonic() < deadline, what
        time.sleep(0.05)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder needs a browser."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("browser")


@pytest.fixture(scope="session")
def start_demo(
    tmp_path_factory: pytest.TempPathFactory, missing: Callable[[str], NoReturn]
) -> Iterator[Callable[[], Demo]]:
    """Starts `signboard demo` on free ports, as often as asked; ends them all."""
    command = Path(sys.executable).with_name("signboard")
    if not command.exists():
        missing("The `signboard` command is not installed beside this Python.")
    running: list[subprocess.Popen[bytes]] = []

    def start() -> Demo:
        folder = tmp_path_factory.mktemp("demo")
        log = folder / "demo.log"
        arguments = [str(command), "demo", "--port", "0", "--portal-port", "0", "--state"]
        with log.open("wb") as output:
            running.append(
                subprocess.Popen(
                    [*arguments, str(folder / "demo-state")],
                    stdout=output,
                    stderr=subprocess.STDOUT,
                    env={**os.environ, "PYTHONUNBUFFERED": "1"},
                    start_new_session=True,
                )
            )
        return read_welcome(log, running[-1], folder / "demo-state")

    yield start
    for process in running:
        process.send_signal(signal.SIGTERM)
    for process in running:
        process.wait(20)


def read_welcome(log: Path, process: subprocess.Popen[bytes], folder: Path) -> Demo:
    """The addresses and the password that the demo prints when it is ready."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        text = log.read_text("utf-8", "replace")
        portal = re.search(r"Portal\s+(http://\S+)", text)
        studio = re.search(r"Studio\s+(http://\S+)\s+(\S+)\s+(\S+)", text)
        if portal and studio:
            url, email, password = studio.groups()
            return Demo(url, portal.group(1), email, password, folder, log)
        time.sleep(0.1)
    raise AssertionError(f"The demo did not start:\n{log.read_text('utf-8', 'replace')[-3000:]}")


@pytest.fixture(scope="session")
def demo(start_demo: Callable[[], Demo]) -> Demo:
    """One demo for all tests that change nothing in it."""
    return start_demo()


@pytest.fixture(scope="session")
def browser(chromium: str, chromium_arguments: tuple[str, ...]) -> Iterator[Browser]:
    """One Chromium for the whole run."""
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=chromium, args=list(chromium_arguments))


NewPage = Callable[..., Page]


@pytest.fixture
def new_page(browser: Browser) -> Iterator[NewPage]:
    """Opens pages in contexts of their own; a page that logs an error fails the test."""
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    def new(**options: object) -> Page:
        contexts.append(
            browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        )  # type: ignore[arg-type]
        page = contexts[-1].new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.on("pageerror", lambda error: errors.append(str(error)))
        return page

    yield new
    for context in contexts:
        context.close()
    assert errors == []


@pytest.fixture
def take_picture() -> Callable[[Page, str], Path]:
    """Writes a screenshot of the whole page to tests/browser/output, to be looked at."""

    def take(page: Page, name: str) -> Path:
        OUTPUT.mkdir(exist_ok=True)
        path = OUTPUT / f"{name}.png"
        page.screenshot(path=path, full_page=True)
        return path

    return take
