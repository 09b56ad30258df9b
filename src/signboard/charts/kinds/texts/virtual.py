"""Cards without a question: text, heading, link and image. Anything else is not shown in an embed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import quote

from signboard.charts.kinds.texts.heading import render_heading
from signboard.charts.kinds.texts.text import is_safe, render_text
from signboard.charts.options import Settings, find_text, get_mapping

_ACROSS = {"center": "hc", "right": "hr"}
_DOWN = {"top": "vt", "middle": "vm", "center": "vm", "bottom": "vb"}
_SIGNS = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~&:/@])")
_LONGEST_ADDRESS = 2000


def virtual_source(kind: str, text: str, settings: Settings) -> str:
    """Return the Markdown of a card: its text, its link, its image; empty for what is not shown.

    Reads `link.url`, `link.text`, `link.entity` (shown as its name alone: viewers cannot open what it names) and
    `image.url`, `image.alt`. `iframe`, `placeholder`, `action` and unknown kinds stay empty.
    """
    if kind in ("text", "heading"):
        return text
    if kind == "link":
        return _link(settings)
    if kind == "image":
        address = _address(_setting(settings, "image", "url") or _setting(settings, "image", "src"))
        alt = _setting(settings, "image", "alt") or ""
        return f"![{_literal(alt)}](<{address}>)" if address else text
    return ""


def render_virtual(kind: str, text: str, settings: Settings) -> str:
    """Return the HTML of a card, aligned as `text.align_vertical` and `text.align_horizontal` say.

    Empty for a card that is not shown. `text` is the card's, its variables filled.
    """
    looks = [
        _ACROSS.get(str(settings.get("text.align_horizontal")), ""),
        _DOWN.get(str(settings.get("text.align_vertical")), ""),
    ]
    look = "".join(f" {name}" for name in looks if name)
    source = virtual_source(kind, text, settings)
    if kind == "heading":
        return render_heading(source, look)
    if not source.strip():
        return ""
    return render_text(source, look + {"link": " ln", "image": " im"}.get(kind, ""))


def _link(settings: Settings) -> str:
    url = _setting(settings, "link", "url")
    if url:
        address = _address(url)
        said = _setting(settings, "link", "text") or _said(url)
        return f"[{_literal(said)}](<{address}>)" if address else _literal(url)
    entity = get_mapping(get_mapping(settings, "link"), "entity")
    name = find_text(entity, "display_name") or find_text(entity, "name") or ""
    about = find_text(entity, "description") or ""
    return "\n\n".join(_literal(part) for part in (name, about) if part)


def _setting(settings: Settings, group: str, key: str) -> str | None:
    """Return a setting that is written either as `group.key` or inside `group`."""
    inside: Mapping[str, object] = get_mapping(settings, group)
    return find_text(settings, f"{group}.{key}") or find_text(inside, key)


def _address(url: str | None) -> str | None:
    """Return an address that may be led to, with what would end it in Markdown escaped."""
    if not url or len(url) > _LONGEST_ADDRESS or not is_safe(url):
        return None
    return quote(url.strip().encode("utf-8", "replace"), safe="%/:=&?~#+!$,;'@()*[]")


def _said(url: str) -> str:
    """Return an address as people read it: without its scheme and a slash at its end."""
    return re.sub(r"^(?:https?://|mailto:)", "", url.strip(), flags=re.IGNORECASE).rstrip("/")


def _literal(text: str) -> str:
    """Return text that Markdown shows as it stands, in one line."""
    return _SIGNS.sub(r"\\\1", " ".join(text.split()))
