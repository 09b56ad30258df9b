"""`python -m benchmarks [--check]`: all figures with their budgets, or only the promises.

`--check` measures what must hold on any machine and exits with 1 when something does not.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator

from benchmarks import (
    charts,
    exports,
    first_view,
    lighthouse,
    overhead,
    scripts,
    startup,
    statements,
    throughput,
)
from benchmarks.figure import Figure
from benchmarks.stage import Stage, serving, set_stage
from signboard.results.payload import FormatContext
from signboard.results.shape import shape


def promises(stage: Stage) -> Iterator[tuple[str, Iterable[Figure]]]:
    """Groups of figures that hold on any machine."""
    yield "Scripts", scripts.measure()
    yield "Our own database", statements.measure(stage)
    yield "Files of 100,000 rows", exports.measure()
    with serving(stage) as server:
        yield "First view", first_view.measure_bytes(stage, server)
        if path := first_view.find_chromium():
            with first_view.chromium(path) as browser:
                yield "First view in Chromium", first_view.measure_view(stage, server, browser)


def speeds(stage: Stage) -> Iterator[tuple[str, Iterable[Figure]]]:
    """Groups of figures that depend on the machine."""
    yield "Charts, payload already formatted", drawing()
    yield "Start and memory", startup.measure(stage)
    with serving(stage) as server:
        yield "Fresh data", overhead.measure(stage, server)
        yield "Kept answers", throughput.measure(stage, server)
        yield "After all this", [Figure("memory", server.memory_mb(), "MB")]
        if path := first_view.find_chromium():
            with first_view.chromium(path) as browser:
                yield "Painting", first_view.measure_paint(stage, server, browser)
            yield "Lighthouse", lighthouse.measure(stage, server, path)


def drawing() -> Iterator[Figure]:
    """Median milliseconds of drawing one chart of each kind."""
    for name, (display, table, settings) in charts.cards().items():
        payload = shape(table, settings, FormatContext("en"))
        milliseconds = charts.measure(payload, display, settings)
        yield Figure(f"{name}, p50", milliseconds, "ms", charts.BUDGET_MS)


def main() -> int:
    """Print every figure as it is known; 1 when a promise is broken under `--check`."""
    options = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    options.add_argument("--check", action="store_true", help="only promises; exit 1 if broken")
    is_check = options.parse_args().check
    figures: list[Figure] = []
    print("Making the sample company and its content …", flush=True)
    with set_stage() as stage:
        for groups in (promises,) if is_check else (promises, speeds):
            for name, group in groups(stage):
                print(f"\n{name}", flush=True)
                for figure in group:
                    figures.append(figure)
                    print(figure.line(), flush=True)
    over = [figure.what for figure in figures if not figure.is_kept]
    broken = [figure.what for figure in figures if figure.is_promise and not figure.is_kept]
    print(f"\n{len(over)} of {sum(f.budget is not None for f in figures)} budgets exceeded.")
    if is_check and first_view.find_chromium() is None:
        print("Chromium was not found: requests and scripts of the first view were not measured.")
    return 1 if is_check and broken else 0


if __name__ == "__main__":
    sys.exit(main())
