"""Every setting that the studio offers is one that the renderer reads, under the same name."""

from __future__ import annotations

import re
from pathlib import Path

import signboard.charts
from signboard.charts.render import KINDS

ROOT = Path(__file__).parents[2]
SCHEMA = (ROOT / "frontend/studio/src/question/panels/settings/schema.ts").read_text("utf-8")
RENDERER = "\n".join(
    file.read_text("utf-8") for file in Path(signboard.charts.__file__).parent.rglob("*.py")
)


def is_read(key: str) -> bool:
    """As a literal, or with the kind or a middle part filled in: `f"map.{side}_column"`."""
    kind, _, word = key.partition(".")
    _, mark, end = word.rpartition("_")
    filled = rf'"{kind}\.\{{\w+\}}{mark}{end}"'
    return (
        f'"{key}"' in RENDERER
        or f"{{kind}}.{word}" in RENDERER
        or (mark != "" and re.search(filled, RENDERER) is not None)
    )


def test_every_setting_of_the_panel_is_read() -> None:
    keys = set(re.findall(r'key: "([a-z_.]+)"', SCHEMA))
    assert len(keys) > 40
    assert {key for key in keys if not is_read(key)} == set()


def test_every_kind_with_a_picture_can_be_chosen() -> None:
    texts = (ROOT / "frontend/studio/src/text/bench/charts.ts").read_text("utf-8")
    block = texts[texts.index("kinds: {") : texts.index("groups: {")]
    assert set(re.findall(r"(\w+): \"", block)) == set(KINDS) - {"object"}
