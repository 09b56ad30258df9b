"""SVG to PNG. Runs in the worker process: the converter holds the interpreter while it draws."""

from __future__ import annotations

from dataclasses import dataclass

import resvg_py

from signboard.charts.fonts.families import DEFAULT
from signboard.pictures.typefaces import choose_typefaces, laid_down


@dataclass(frozen=True, slots=True)
class PngOrder:
    """One picture to be made; `scale` is device pixels per CSS pixel, `fonts` are files besides ours."""

    svg: str
    scale: float
    fonts: tuple[bytes, ...] = ()

    def make(self) -> bytes:
        """The PNG. No reference in the SVG is followed: ours have none, and there is no folder."""
        faces = choose_typefaces(self.svg)
        with laid_down(self.fonts) as folder:
            return resvg_py.svg_to_bytes(
                svg_string=self.svg,
                zoom=self.scale,
                skip_system_fonts=not faces.with_system,
                font_files=list(faces.files),
                font_dirs=[str(folder)],
                font_family=DEFAULT.name,
                sans_serif_family=DEFAULT.name,
            )
