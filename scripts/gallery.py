"""The gallery: every kind, with real rows of the demo and under the data that breaks charts.

    python scripts/gallery.py [OUT_FOLDER]      (`make gallery`; OUT_FOLDER is build/gallery)

Writes `index.html`, which shows a theme at a width; `light.html`, `night.html`, `transparent.html`,
drawn by the product's own renderer and styled by its own pages; and the same as SVG pictures in
`light-pictures.html`, `night-pictures.html`, `transparent-pictures.html`.
"""

from __future__ import annotations

import base64
import sys
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from html import escape
from pathlib import Path

from gallery_demo import demo_examples
from gallery_figures import Example, figure_examples
from gallery_hard import WIDE, hard_examples
from gallery_plots import mixed_examples, plane_examples, row_examples
from gallery_usual import bar_examples, odd_examples, usual_examples
from signboard.charts.context import ChartContext
from signboard.charts.render import KINDS, render_error, render_html, render_svg, render_virtual
from signboard.charts.stylesheet import PARTS
from signboard.charts.themes import THEMES
from signboard.embed.document import Cell, open_document
from signboard.embed.looks import Appearance
from signboard.results.payload import FormatContext
from signboard.results.shape import shape

ROOT = Path(__file__).parent.parent
OUT = ROOT / "build" / "gallery"
WIDTHS = (320, 768, 1440)
TODAY = date(2026, 7, 1)
_PICTURE = "https://example.com/picture.svg"
_NOTES = """## Notes
Revenue is **net of refunds**; see [the rules](https://example.com).

- one
- `two`

| plan | fee |
|---|---|
| Scale | $240 |

<script>alert(1)</script>
"""
_WORDS: Mapping[str, tuple[str, Mapping[str, object]]] = {
    "heading": ("What our shops sold", {}),
    "text": (_NOTES, {}),
    "link": ("", {"link.url": "https://example.com/reports/a-long-name-of-a-report?year=2026"}),
    "image": ("", {"image.url": _PICTURE, "image.alt": "Revenue by week"}),
}
_STYLE = """
.gal{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,400px),1fr));gap:12px 10px}
.gal>section{height:300px}.gal>.demo,.gal>.wide{grid-column:1/-1}.gal>.demo{height:340px}
.gal>section:has(>img){height:auto;align-items:center}
h1{font-size:20px;margin:28px 0 12px}nav{display:flex;flex-wrap:wrap;gap:4px 14px}nav a{color:var(--sb-accent)}
html[data-theme=transparent]{background:linear-gradient(120deg,#fdf0d5,#cfe8ef)!important}
"""
_INDEX = """<!doctype html><html lang=en><meta charset=utf-8><title>Gallery</title><style>
body{{margin:0;font:14px system-ui;background:#8b93a1}}form{{position:sticky;top:0;padding:8px 16px;background:#fff}}
iframe{{display:block;margin:12px auto;border:0;height:calc(100vh - 70px);background:#fff}}</style>
<form>Theme <select name=t>{themes}</select> width <select name=w>{widths}</select></form><iframe></iframe>
<script>const f=document.forms[0],i=document.querySelector('iframe');
(f.onchange=()=>{{i.src=f.t.value+'.html';i.width=f.w.value}})()</script></html>
"""


def examples_of(kind: str, demo: Iterable[Example]) -> Iterator[tuple[Example, str]]:
    """Yield the examples of a kind, each with its class: the demo's, the hard ones, every setting."""
    seen = set()
    for example in (*demo, *hard_examples(kind), *_settings_examples()):
        if example[1] == kind and example[0] not in seen:
            seen.add(example[0])
            yield example, "demo" if len(seen) == 1 else "wide" if example[0] in WIDE else ""


def _settings_examples() -> Iterator[Example]:
    yield from usual_examples()
    yield from figure_examples()
    yield from bar_examples()
    yield from mixed_examples()
    yield from row_examples()
    yield from plane_examples()
    yield from odd_examples()


def render_card(example: Example, kind: str, slot: str) -> str:
    """Return one card as an embed's page has it."""
    title, display, table, settings, locale = example
    payload = shape(table, settings, FormatContext(locale))
    units = 24 if kind else 8
    context = ChartContext(slot, title, locale, units, 6, TODAY)
    return _card(title, render_html(payload, display, settings, context), kind, locale == "ar")


def _card(title: str, body: str, kind: str, is_rtl: bool = False) -> str:
    return (
        f'<section class="card {kind}"{" dir=rtl" if is_rtl else ""} aria-label="{escape(title)}">'
        f"<header><h2>{escape(title)}</h2></header><div class=body>{body}</div></section>"
    )


def render_words(theme: str) -> Iterator[str]:
    """Yield the sections of the cards without a question; the image is a picture of our own."""
    week = next(iter(demo_examples()))
    address = _data_address(week, theme, 640, 280)
    for kind, (text, settings) in _WORDS.items():
        body = render_virtual(kind, text, settings).replace(_PICTURE, address)
        name = "heading" if kind == "heading" else "text"
        card = f'<section class="card {name}" aria-label="{kind}">{body}</section>'
        yield f"<h1 id={kind}>{kind}</h1><div class=gal>{card}</div>"


def render_gallery(theme: str) -> str:
    """Return the page of one theme: a section for each kind."""
    demo = list(demo_examples())
    sections = []
    for kind in KINDS:
        cards = [
            render_card(example, name, f"{kind}{number}")
            for number, (example, name) in enumerate(examples_of(kind, demo))
        ]
        sections.append(f"<h1 id={kind}>{kind}</h1><div class=gal>{''.join(cards)}</div>")
    sections.extend(render_words(theme))
    failed = _card("Failed", render_error(ChartContext("gx", "Failed")), "")
    sections.append(f"<h1 id=failed>failed</h1><div class=gal>{failed}</div>")
    return _page(theme, "".join(sections))


def _page(theme: str, body: str) -> str:
    """Return a page with the head and the styles of an embed, and no script."""
    cells = [Cell("c", 0, 0, 24, 6, display) for display in PARTS]
    head = open_document("Gallery", Appearance(theme, bordered=False), "en", cells)
    links = "".join(f"<a href=#{kind}>{kind}</a>" for kind in (*KINDS, *_WORDS))
    return (
        head.partition("<script>")[0]
        + f"<style>{_STYLE}</style></head><body><main><nav>{links}</nav>{body}</main></body></html>"
    )


def _data_address(example: Example, theme: str, width: int, height: int) -> str:
    title, display, table, settings, locale = example
    payload = shape(table, settings, FormatContext(locale))
    picture = render_svg(
        payload, display, settings, width=width, height=height, theme=THEMES[theme], title=title
    )
    return f"data:image/svg+xml;base64,{base64.b64encode(picture.encode()).decode()}"


def render_pictures(theme: str) -> str:
    """Return the page with the same scenes as SVG documents, embedded as images."""
    demo, sections = list(demo_examples()), []
    for kind in KINDS:
        images = [
            f'<section class="card {name}"><img alt="{escape(example[0])}" style="max-width:100%"'
            f' src="{_data_address(example, theme, 900 if name else 420, 270)}"></section>'
            for example, name in examples_of(kind, demo)
        ]
        sections.append(f"<h1 id={kind}>{kind}</h1><div class=gal>{''.join(images)}</div>")
    return _page(theme, "".join(sections))


def write_gallery(folder: Path) -> None:
    """Write every page of the gallery into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for theme in THEMES:
        (folder / f"{theme}.html").write_text(render_gallery(theme), "utf-8")
        (folder / f"{theme}-pictures.html").write_text(render_pictures(theme), "utf-8")
    themes = "".join(f"<option>{name}" for theme in THEMES for name in (theme, f"{theme}-pictures"))
    widths = "".join(f"<option>{width}" for width in WIDTHS)
    (folder / "index.html").write_text(_INDEX.format(themes=themes, widths=widths), "utf-8")


def main() -> None:
    """Write the gallery into the folder that the command line names."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else OUT
    write_gallery(folder)
    print(f"Open {folder / 'index.html'} in a browser.")


if __name__ == "__main__":
    main()
