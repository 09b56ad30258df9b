"""A document to PDF, by one template of ours. Runs in a worker process.

What a document says travels as data and is never read as markup; the template opens no file and
asks for no package. A document is JSON of the shape that `paper.typ` reads.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from signboard.charts.fonts.families import DEFAULT, FAMILIES, FOLDER
from signboard.pictures.errors import PdfMissing
from signboard.pictures.typefaces import choose_typefaces, laid_down

CJK_FAMILY = "Noto Sans CJK JP"
_TEMPLATE = Path(__file__).with_name("paper.typ")


@dataclass(frozen=True, slots=True)
class PdfOrder:
    """One document to be made. `is_tagged` writes its structure too, which makes tables ten times larger."""

    paper: str
    is_tagged: bool = True
    fonts: tuple[bytes, ...] = ()

    def make(self) -> bytes:
        """The PDF."""
        import typst  # noqa: PLC0415 - the optional extra [pdf]

        faces = choose_typefaces(self.paper)
        others = {Path(file).parent for file in faces.files} - {FOLDER}
        with laid_down(self.fonts) as folder:
            compiler = typst.Compiler(
                _TEMPLATE,
                root=_TEMPLATE.parent,
                font_paths=[FOLDER, folder, *others],
                ignore_system_fonts=not faces.with_system,
                sys_inputs={"paper": self.paper},
            )
            made = compiler.compile(format="pdf", pdf_tags=self.is_tagged)
        assert isinstance(made, bytes)
        return made


def require_pdf() -> None:
    """Raises `pictures.pdf-missing` where the extra is not installed."""
    if not _has_typst():
        raise PdfMissing


def paper_fonts(family: str, *, is_uploaded: bool = False) -> list[str]:
    """The families of a document in the order in which a character is looked for."""
    own = [family] if is_uploaded or family in FAMILIES else []
    return list(dict.fromkeys([*own, DEFAULT.name, CJK_FAMILY]))


@lru_cache(maxsize=1)
def _has_typst() -> bool:
    return find_spec("typst") is not None
