"""The page on charts with axes names every setting that they read, and no other."""

from __future__ import annotations

import re

import pytest

from tests.house.source import ROOT

pytestmark = pytest.mark.pure
PLOTS = ROOT / "src" / "signboard" / "charts"
NAME = r"(?:graph|waterfall|scatter|stackable|line)(?:\.[a-z_]+)+"


def test_every_setting_of_charts_with_axes_is_documented() -> None:
    told = set(re.findall(rf"`({NAME})`", (ROOT / "docs" / "plots.md").read_text()))
    code = "\n".join(file.read_text() for file in PLOTS.rglob("*.py"))
    code = re.sub(r'f"graph\.\{axis\}_axis\.', '"graph.x_axis.', code)
    read = set(re.findall(rf'"({NAME})"', code))
    assert read - told == set()
    known = read | {f"waterfall.{part}_color" for part in ("increase", "decrease", "total")}
    assert told - known == set()
