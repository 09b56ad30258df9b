"""How one page looks: what the instance says, the item over it, the token over both (decision 18).

Decides which rules a look adds to a page. A page whose look is the house's own carries none of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from signboard.appearance import PLAIN, THEME_NAMES, Look, parse_look
from signboard.catalog.models import FontFile
from signboard.charts.themes import own_values
from signboard.embed.fonts.faces import font_rules

_PAGE_RULES: Mapping[str, str] = {
    "heading-font": "h1,h2{font-family:var(--sb-heading-font)}",
    "radius": "html[data-bordered=true] main,.pop{border-radius:var(--sb-radius)}",
    "control-radius": (
        ".filter>label,.filter summary,.filter>fieldset,.go,.pop .ct input"
        "{border-radius:var(--sb-control-radius)}"
    ),
    "padding": "main{padding:var(--sb-padding)}",
    "card-padding": ".card{padding:var(--sb-card-padding)}",
    "border-width": ".card,.filter>label,.filter summary{border-width:var(--sb-border-width)}",
    "title-size": ".title h1{font-size:var(--sb-title-size);line-height:1.35}",
    "card-title-size": ".card h2{font-size:var(--sb-card-title-size);line-height:1.4}",
    "chart-size": ".sb{font-size:var(--sb-chart-size)}",
}
"""Rules of the tokens that no rule of the page's own style reads."""
_LAYOUT_RULES: Mapping[str, str] = {
    "radius": ".sk{border-radius:var(--sb-radius)}",
    "gap": ".g{gap:var(--sb-gap)}",
}
"""The same inside the shadow root."""


@dataclass(frozen=True, slots=True)
class Appearance:
    """What is in force before the address's hash: the hash overrides it in the browser."""

    theme: str = "light"
    bordered: bool = True
    titled: bool = True
    background: bool = True
    downloads: str = "true"
    look: Look = PLAIN
    fonts: tuple[FontFile, ...] = ()

    @classmethod
    def of(
        cls,
        stored: Mapping[str, object],
        instance: Mapping[str, object],
        signed: Look,
        *,
        may_download: bool = True,
    ) -> Appearance:
        """Lay what publishing stored over the instance's look, and the token's over both.

        Anything unknown falls back to the default. Without the right to download, `downloads` is
        `never`: a word that no address undoes.
        """
        hides = "false" if stored.get("downloads") is False else "true"
        look = signed.over(stored_look(stored)).over(parse_look(instance))
        return cls(
            theme=look.theme or "light",
            bordered=stored.get("bordered") is not False,
            titled=stored.get("titled") is not False,
            background=stored.get("background") is not False,
            downloads=hides if may_download else "never",
            look=look,
        )


def stored_look(stored: Mapping[str, object]) -> Look:
    """What publishing stored: `theme` names one, `font` and `tokens` say how it looks."""
    tokens = stored.get("tokens")
    named = {word: stored[word] for word in ("theme", "font") if word in stored}
    return parse_look({**(tokens if isinstance(tokens, Mapping) else {}), **named})


def page_rules(look: Look, uploaded: Sequence[FontFile] = ()) -> str:
    """The rules that a look adds to the page's style sheet, after all others.

    `uploaded` are the instance's own fonts, which count before ours.
    """
    themes = {name: own_values(look, name) for name in THEME_NAMES}
    same = {k: v for k, v in themes["light"].items() if all(t.get(k) == v for t in themes.values())}
    rules = font_rules(look, uploaded) + _rule(":root", same)
    for name, values in themes.items():
        rules += _rule(f"[data-theme={name}]", {k: v for k, v in values.items() if k not in same})
    return rules + _read_by(_PAGE_RULES, look)


def layout_rules(look: Look) -> str:
    """The rules that a look adds to the shadow root's style sheet."""
    return _read_by(_LAYOUT_RULES, look)


def _rule(selector: str, values: Mapping[str, str]) -> str:
    lines = ";".join(f"--sb-{name}:{value}" for name, value in values.items())
    return f"{selector}{{{lines}}}" if lines else ""


def _read_by(rules: Mapping[str, str], look: Look) -> str:
    said = {name for theme in THEME_NAMES for name, _ in look.values(theme)}
    return "".join(rule for name, rule in rules.items() if name in said)
