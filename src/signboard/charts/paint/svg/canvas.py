"""A sheet of SVG to draw on: elements in pixels, colours resolved, numbers checked."""

from __future__ import annotations

from signboard.charts.bodies.parts import Slice
from signboard.charts.colors import seen_color
from signboard.charts.fonts.families import font_stack
from signboard.charts.paint.markup import BLACK, number, text
from signboard.charts.paint.text_width import cut
from signboard.charts.scene import Series
from signboard.charts.themes import PALETTE_SIZE, Theme, contrast

Box = tuple[float, float, float, float]
"""Left, top, width, height in pixels."""
_ANCHORS = {"start": "", "middle": ' text-anchor="middle"', "end": ' text-anchor="end"'}


class Canvas:
    """Collects the elements of one picture of `width` x `height` pixels in one theme."""

    def __init__(self, width: int, height: int, theme: Theme) -> None:
        self.width, self.height, self.theme = width, height, theme
        self.is_mirrored = False
        """Whether all is drawn from the other side, for readers from right to left."""
        self._parts: list[str] = []

    def color(self, token: str) -> str:
        """Return a token's colour as every converter knows it: hexadecimal, or `none`."""
        value = self.theme.tokens[token]
        if value.startswith("rgb("):
            channels, _, alpha = value[4:-1].partition("/")
            parts = (*map(int, channels.split()), round(float(alpha or 1) * 255))
            return "#" + "".join(f"{part:02x}" for part in parts)
        return "none" if value == "transparent" else value

    def series_color(self, index: int, part: Series | Slice) -> str:
        """Return the author's colour of a series or slice, else the palette's."""
        hue = part.hue if isinstance(part, Series) and part.hue is not None else index
        return self.own_color(part.color) or self.color(f"c{hue % PALETTE_SIZE}")

    def own_color(self, color: str | None) -> str | None:
        """Return a colour of the author's as it can be seen in the theme."""
        return seen_color(color, self.theme) if color else None

    def ink_on(self, index: int, part: Series | Slice) -> str:
        """Return the colour of text on a series' marks or a slice: the theme's, or black where that reads better."""
        ground, ink = self.series_color(index, part), self.color("on")
        return ink if contrast(ground, ink) >= contrast(ground, BLACK) else BLACK

    def rect(self, box: tuple[float, float, float, float], fill: str, radius: float = 0.0) -> None:
        """Draw a filled box: x, y, width, height."""
        left = self.width - box[0] - box[2] if self.is_mirrored else box[0]
        x, y, width, height = (number(v) for v in (left, *box[1:]))
        corner = f' rx="{number(radius)}"' if radius else ""
        self._parts.append(
            f'<rect x="{x}" y="{y}" width="{width}" height="{height}"{corner} fill="{fill}"/>'
        )

    def disc(self, middle: tuple[float, float], radius: float, fill: str, opacity: float) -> None:
        """Draw a disc about a place."""
        self._parts.append(
            f'<circle cx="{number(middle[0])}" cy="{number(middle[1])}" r="{number(radius)}"'
            f' fill="{fill}" fill-opacity="{opacity:g}"/>'
        )

    def fill(self, data: str, color: str, opacity: float = 1.0, is_crisp: bool = False) -> None:
        """Draw a filled path; crisp ones touch without a hair between them."""
        extra = f' fill-opacity="{opacity:g}"' if opacity < 1 else ""
        extra += ' shape-rendering="crispEdges"' if is_crisp else ""
        extra += self._flip()
        self._parts.append(f'<path d="{data}" fill="{color}"{extra}/>')

    def stroke(self, data: str, color: str, width: float, dash: str = "") -> None:
        """Draw a stroked path with round caps and joins."""
        dashed = f' stroke-dasharray="{dash}"' if dash else ""
        self._parts.append(
            f'<path d="{data}" fill="none" stroke="{color}" stroke-width="{width:g}"'
            f' stroke-linejoin="round" stroke-linecap="round"{dashed}{self._flip()}/>'
        )

    def _flip(self) -> str:
        return f' transform="matrix(-1 0 0 1 {self.width} 0)"' if self.is_mirrored else ""

    def write(
        self, at: tuple[float, float], said: str, token: str, size: float = 12, **style: object
    ) -> None:
        """Write a line with its baseline at a place.

        `style`: `anchor` (start, middle, end), `bold`, `most` (pixels, cut with an ellipsis beyond),
        `turn` (degrees about the place), `color` (instead of the token), `halo` (keeps it readable above marks).
        """
        is_bold = bool(style.get("bold"))
        most = style.get("most")
        if isinstance(most, (int, float)):
            said = cut(said, size, most, is_bold)
        if not said:
            return
        anchor = str(style.get("anchor", "start"))
        if self.is_mirrored:
            at = (self.width - at[0], at[1])
            anchor = {"start": "end", "end": "start"}.get(anchor, anchor)
        x, y = number(at[0]), number(at[1])
        turn = f' transform="rotate({style["turn"]} {x} {y})"' if style.get("turn") else ""
        weight = ' font-weight="600"' if is_bold else ""
        if style.get("halo"):
            weight += f' stroke="{self.color("edge")}" stroke-width="3" paint-order="stroke"'
        self._parts.append(
            f'<text x="{x}" y="{y}" font-size="{size:g}" fill="{style.get("color") or self.color(token)}"{weight}{_ANCHORS[anchor]}{turn}>{text(said)}</text>'
        )

    def open_view(self, box: Box, view: Box) -> float:
        """Let what is drawn until `close_view` fill a box with a part of another plane, uniformly.

        Returns how many pixels one unit of that plane is.
        """
        x, y, width, height = (number(v) for v in box)
        seen = " ".join(number(v) for v in view)
        self._parts.append(
            f'<svg x="{x}" y="{y}" width="{width}" height="{height}" viewBox="{seen}">'
        )
        return max(min(box[2] / view[2], box[3] / view[3]), 1e-3)

    def close_view(self) -> None:
        """Go back to the picture's own plane."""
        self._parts.append("</svg>")

    def finish(self, name: str) -> str:
        """Return the document; `name` is what it shows, in words."""
        surface = self.color("surface")
        back = (
            f'<rect width="{self.width}" height="{self.height}" fill="{surface}"/>'
            if surface != "none"
            else ""
        )
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{self.width}" height="{self.height}" '
            f'viewBox="0 0 {self.width} {self.height}" role="img" aria-label="{text(name)}" '
            f'font-family="{text(font_stack(self.theme.family))}">{back}{"".join(self._parts)}</svg>'
        )
