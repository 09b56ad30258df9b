"""Claim: Lighthouse has nothing against the demo's dashboards, as its slow phone and a desk see them."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

from scripts.frontend import install, node_folder

from benchmarks.figure import Figure, percentile
from benchmarks.first_view import CHROMIUM_FLAGS
from benchmarks.stage import ACCOUNT, COMPANY, SHOP, SIX_CARDS, Server, Stage

HOME = Path(__file__).parent / "lighthouse"
PAGES = (
    ("six cards", SIX_CARDS, ACCOUNT),
    ("your shop", SHOP, ACCOUNT),
    ("company", COMPANY, None),
)
LOOKS: tuple[tuple[str, Sequence[str]], ...] = (("phone", ()), ("desk", ("--preset=desktop",)))
RUNS = 3
COMMAND = (
    "--output=json",
    "--quiet",
    "--no-enable-error-reporting",
    "--only-categories=performance,accessibility",
    f"--chrome-flags={' '.join(('--headless=new', *CHROMIUM_FLAGS))}",
)


def measure(stage: Stage, server: Server, chromium: str) -> Iterator[Figure]:
    """Scores, shift of layout and blocked time: the median of three visits to each dashboard."""
    try:
        install(HOME)
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"  Lighthouse could not be installed, so it did not run: {error}")
        return
    for page, entity_id, account in PAGES:
        for look, options in LOOKS:
            visits = [
                _visit(server.url + stage.path("dashboard", entity_id, account), chromium, options)
                for _ in range(RUNS)
            ]
            yield from _figures(f"{page}, {look}", visits)


def _figures(name: str, visits: list[dict[str, float]]) -> Iterator[Figure]:
    middle = {what: percentile([visit[what] for visit in visits], 0.5) for what in visits[0]}
    yield Figure(f"{name}: performance", middle["performance"], "", 99, at_least=True)
    yield Figure(f"{name}: accessibility", middle["accessibility"], "", 100, at_least=True)
    yield Figure(f"{name}: cumulative layout shift", middle["cumulative-layout-shift"], "", 0.02)
    yield Figure(f"{name}: total blocking time", middle["total-blocking-time"], "ms", 50)


def _visit(url: str, chromium: str, options: Sequence[str]) -> dict[str, float]:
    """Categories (0 to 100) and metrics by Lighthouse's own names."""
    node = node_folder() / "bin" / "node"
    script = HOME / "node_modules" / "lighthouse" / "cli" / "index.js"
    answer = subprocess.run(
        [str(node), str(script), url, *COMMAND, *options],
        env={**os.environ, "CHROME_PATH": chromium},
        check=True,
        capture_output=True,
    )
    report = json.loads(answer.stdout)
    scores = {name: found["score"] * 100 for name, found in report["categories"].items()}
    metrics = ("cumulative-layout-shift", "total-blocking-time")
    return scores | {name: report["audits"][name]["numericValue"] for name in metrics}
