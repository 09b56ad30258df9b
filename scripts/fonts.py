# /// script
# requires-python = ">=3.11"
# dependencies = [
#   "fonttools==4.68.0",
#   "brotli==1.2.1",
#   "fontpkg-inter==4.1.post1",
#   "fontpkg-roboto==3.15",
#   "fontpkg-open-sans==3.3",
#   "fontpkg-nunito-sans==3.101",
#   "fontpkg-dm-sans==4.4",
#   "fontpkg-noto-serif==2.15",
#   "fontpkg-noto-sans-arabic==2.12",
#   "manimgx-fonts==2026.9.26.post1",
# ]
# ///
"""Makes the bundled fonts from their makers' own files: `uv run --script scripts/fonts.py`.

Pages get variable WOFF2 in two parts (Latin, and the rest of Latin) of which a browser loads what a
text needs. Pictures and PDF get static TrueType, because their converters know no variable fonts.
Inter, which they fall back to, also has Greek and
Cyrillic, and the Hebrew and Arabic of two other families. Everything is under the OFL, whose
texts lie beside the files; the result is committed, so that building needs none of this.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import resources
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from fontTools.merge import Merger
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.scaleUpem import scale_upem
from fontTools.varLib.instancer import instantiateVariableFont

OUT = Path(__file__).resolve().parent.parent / "src/signboard/charts/fonts/files"
FAMILIES = {
    "inter": "fontpkg_inter",
    "roboto": "fontpkg_roboto",
    "open-sans": "fontpkg_open_sans",
    "nunito-sans": "fontpkg_nunito_sans",
    "dm-sans": "fontpkg_dm_sans",
    "noto-serif": "fontpkg_noto_serif",
}
"""Families without a reserved name: a cut font may keep it (OFL 3)."""
LATIN = "0000-00FF 0131 0152-0153 02BB-02BC 02C6 02DA 02DC 2000-206F 20AC 2122 2191 2193 2212 2215 FEFF FFFD"
LATIN_EXT = "0100-0130 0132-0151 0154-02BA 02BD-02C5 02C7-02CC 02CE-02D7 02DD-02FF 1E00-1EFF 20A0-20AB 20AD-20C0 2113 2C60-2C7F"
GREEK_CYRILLIC = "0370-03FF 0400-052F 1F00-1FFF 2116"
HEBREW = "0590-05FF FB1D-FB4F"
SYMBOLS = "2190-21FF 2200-22FF 2300-23FF 2460-24FF 25A0-27BF 2B00-2BFF"
EMOJI = "2190-2BFF 1F308 1F31F 1F381-1F389 1F3C6 1F440-1F4FF 1F525 1F600-1F64F 1F680-1F6C5 1F910-1F92F 1F970-1F97A"
ARABIC = "0600-06FF 0750-077F FB50-FDFF FE70-FEFE"
WEIGHTS = {"regular": 400, "semibold": 600}


EMOJI_COPYRIGHT = "Copyright 2013 Google LLC"


def main() -> None:
    """Write every file anew."""
    OUT.mkdir(parents=True, exist_ok=True)
    for slug, package in FAMILIES.items():
        upright = source(package)
        licence(slug, package)
        page = variable(upright)
        save(cut(page, LATIN), f"{slug}-latin.woff2")
        save(cut(page, LATIN_EXT), f"{slug}-latin-ext.woff2")
        for name, weight in WEIGHTS.items():
            font = static(upright, weight)
            font = wide(font, weight) if slug == "inter" else cut(font, f"{LATIN} {LATIN_EXT}")
            save(font, f"{slug}-{name}.ttf")
    licence("noto-sans-arabic", "fontpkg_noto_sans_arabic")
    emoji = resources.files("manimgx_fonts") / "NotoEmoji[wght].ttf"
    save(cut(static(emoji.read_bytes(), 400), EMOJI), "noto-emoji-regular.ttf")
    terms = (OUT / "LICENSE-inter").read_text("utf-8").split("\n", 1)[1]
    (OUT / "LICENSE-noto-emoji").write_text(f"{EMOJI_COPYRIGHT}\n{terms}", "utf-8")


def wide(inter: TTFont, weight: int) -> TTFont:
    """Inter with the Hebrew of Open Sans and the Arabic of Noto Sans: one font for mixed lines.

    A converter that has to take one line's characters from several fonts leaves some of them out.
    """
    parts = [
        cut(inter, f"{LATIN} {LATIN_EXT} {GREEK_CYRILLIC} {SYMBOLS}"),
        cut(static(source("fontpkg_open_sans"), weight), HEBREW),
        cut(static(source("fontpkg_noto_sans_arabic"), weight), ARABIC),
    ]
    units = parts[0]["head"].unitsPerEm
    known: set[int] = set()
    with TemporaryDirectory() as folder:
        paths = []
        for number, part in enumerate(parts):
            part = cut(part, codes=[one for one in part.getBestCmap() if one not in known])
            known.update(part.getBestCmap())
            if part["head"].unitsPerEm != units:
                scale_upem(part, units)
            for tag in ("STAT", "meta", "DSIG", "MATH"):
                if tag in part:
                    del part[tag]
            paths.append(f"{folder}/{number}.ttf")
            part.save(paths[-1])
        merged: TTFont = Merger().merge(paths)
        return merged


def source(package: str) -> bytes:
    """The upright variable font of a package."""
    folder = resources.files(package) / "files"
    (file,) = (one for one in folder.iterdir() if "Italic" not in one.name)
    return file.read_bytes()


def licence(slug: str, package: str) -> None:
    """Lay the licence beside the files."""
    text = (resources.files(package) / "LICENSE").read_text("utf-8")
    (OUT / f"LICENSE-{slug}").write_text(text, "utf-8")


def variable(data: bytes) -> TTFont:
    """The font with its weight alone variable, 400 to 700."""
    return pinned(data, {"wght": (400, 700)})


def static(data: bytes, weight: int) -> TTFont:
    """The font at one weight."""
    return pinned(data, {"wght": weight})


def pinned(data: bytes, limits: dict[str, Any]) -> TTFont:
    """The font with every other axis at its default."""
    font = TTFont(BytesIO(data))
    axes = {axis.axisTag: axis.defaultValue for axis in font["fvar"].axes}
    axes.pop("opsz", None)
    if any(axis.axisTag == "opsz" for axis in font["fvar"].axes):
        axes["opsz"] = 14
    made: TTFont = instantiateVariableFont(font, {**axes, **limits}, updateFontNames=False)
    return made


def cut(font: TTFont, ranges: str = "", codes: Sequence[int] = ()) -> TTFont:
    """The font with the characters of some ranges alone."""
    buffer = BytesIO()
    font.save(buffer)
    font = TTFont(BytesIO(buffer.getvalue()))
    options = Options()
    options.layout_features = [*options.layout_features, "tnum"]
    options.hinting = False
    options.notdef_outline = True
    cutter = Subsetter(options)
    cutter.populate(unicodes=codes or list(characters(ranges.split())))
    cutter.subset(font)
    return font


def save(font: TTFont, name: str) -> None:
    """Write a file in the format that its name ends with."""
    rename(font, name)
    font.recalcTimestamp = False  # the same files for the same sources
    font["head"].modified = font["head"].created
    font.flavor = "woff2" if name.endswith("woff2") else None
    font.save(OUT / name)
    print(name, (OUT / name).stat().st_size)


def characters(ranges: Sequence[str]) -> Sequence[int]:
    """The code points of some ranges."""
    found: list[int] = []
    for one in ranges:
        low, _, high = one.partition("-")
        found += range(int(low, 16), int(high or low, 16) + 1)
    return found


def rename(font: TTFont, name: str) -> None:
    """Say family and weight in the name table, where converters look them up."""
    stem = name.rpartition(".")[0]
    slug, _, style = stem.rpartition("-")
    if style not in WEIGHTS:
        return
    family = slug.replace("-", " ").title().replace("Dm ", "DM ")
    says = {1: family, 2: "Regular", 4: f"{family} {style}", 6: stem, 16: family, 17: style.title()}
    for number, text in says.items():
        font["name"].setName(text, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = WEIGHTS[style]


if __name__ == "__main__":
    main()
