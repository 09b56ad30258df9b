"""What axe-core finds on a page: rules of WCAG 2.2 AA and best practice, run inside the page."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

AXE = Path(__file__).parents[2] / "frontend" / "node_modules" / "axe-core" / "axe.min.js"


@cache
def _source() -> str:
    return AXE.read_text("utf-8")


def find_violations(page: Page) -> list[str]:
    """One line for each violation: the rule and the elements it is about."""
    # Evaluated, because the page's policy allows no script but its own.
    page.evaluate(_source())
    found: dict[str, Any] = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
    return [
        f"{one['id']}: {one['help']}: {'; '.join(node['html'][:160] for node in one['nodes'][:4])}"
        for one in found["violations"]
    ]


def require_accessible(page: Page) -> None:
    """Fail with a line for each violation."""
    found = find_violations(page)
    assert not found, "\n".join(found)
