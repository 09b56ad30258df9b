"""THIRD_PARTY_NOTICES names what the locks hold, so that nothing is shipped without its licence."""

from __future__ import annotations

import runpy

from tests.house.source import ROOT

NOTICES = (ROOT / "THIRD_PARTY_NOTICES").read_text("utf-8")
SHIPPED = "Shipped inside Signboard"


def test_notices_are_what_the_locks_make_them() -> None:
    fresh = runpy.run_path(str(ROOT / "scripts" / "notices.py"))["notices"]()
    has_front_end = (ROOT / "frontend" / "node_modules").exists()
    cut = None if has_front_end else fresh.index(SHIPPED)
    assert NOTICES[:cut] == fresh[:cut], "run `make notices` and commit the result"


def test_nothing_shipped_or_required_is_copyleft() -> None:
    required, _, rest = NOTICES.partition("Only with the optional extra")
    shipped = rest.partition(SHIPPED)[2]
    titles = [line for line in (required + shipped).splitlines() if ": " in line and " " in line]
    assert [t for t in titles if t.rpartition(": ")[2].startswith(("GPL", "LGPL", "AGPL"))] == []
