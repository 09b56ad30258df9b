"""One number, or one calm sentence, as HTML."""

from __future__ import annotations

from signboard.charts.paint.markup import text
from signboard.charts.scene import Figure, Notice

_EMPTY_ICON = '<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M4 20V10m5.3 10V4m5.4 16v-7M20 20v-4"/></svg>'
_ERROR_ICON = '<svg viewBox="0 0 24 24" aria-hidden="true"><circle cx="12" cy="12" r="9"/><path d="M12 7.5v5.2m0 3.6v.1"/></svg>'


def paint_figure(figure: Figure) -> str:
    """Return a number, with its short form for narrow cards."""
    longest = min(max(len(figure.text), 5), 40)
    if figure.short:
        short = f'<b class="q" style="--n:{max(len(figure.short), 5)}">{text(figure.short)}</b>'
        return f'<div class="sb sb-n"><b class="o" style="--n:{longest}">{text(figure.text)}</b>{short}</div>'
    return f'<div class="sb sb-n"><b style="--n:{longest}">{text(figure.text)}</b></div>'


def paint_notice(notice: Notice) -> str:
    """Return a sentence with its icon; errors are announced."""
    icon = _ERROR_ICON if notice.icon == "error" else _EMPTY_ICON
    role = "alert" if notice.icon == "error" else "status"
    return (
        f'<div class="sb sb-e {notice.icon}" role="{role}">{icon}<p>{text(notice.text)}</p></div>'
    )
