"""Which country or state a text means: codes, names in the page's language and in English, usual others."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache

from babel import Locale
from babel.core import get_global

from signboard.charts.maps.atlas import load_atlas
from signboard.charts.maps.states import STATES
from signboard.results.locales import ENGLISH, find_locale

_OTHERS = {
    "US": ("USA", "United States of America", "U.S.", "America"), "GB": ("UK", "Great Britain", "Britain", "England"),
    "KR": ("Korea", "Republic of Korea", "South Korea"), "KP": ("North Korea", "DPRK"), "RU": ("Russian Federation",),
    "CZ": ("Czech Republic",), "CI": ("Ivory Coast", "Cote d'Ivoire"), "MM": ("Burma", "Myanmar"), "SZ": ("Swaziland",),
    "MK": ("Macedonia",), "NL": ("Holland", "The Netherlands"), "AE": ("UAE", "Emirates"), "TR": ("Turkey",),
    "CD": ("DR Congo", "DRC", "Democratic Republic of the Congo", "Congo, Democratic Republic of the", "Zaire"),
    "CG": ("Congo", "Republic of the Congo"), "VN": ("Viet Nam",), "CV": ("Cabo Verde",), "TW": ("Taiwan, Province of China",),
    "HK": ("Hong Kong",), "MO": ("Macao", "Macau"), "PS": ("Palestine", "State of Palestine"), "VA": ("Vatican", "Holy See"),
    "SY": ("Syrian Arab Republic",), "IR": ("Iran, Islamic Republic of",), "LA": ("Lao PDR",), "BO": ("Bolivia, Plurinational State of",),
    "VE": ("Venezuela, Bolivarian Republic of",), "TZ": ("United Republic of Tanzania",), "MD": ("Republic of Moldova",),
    "BN": ("Brunei Darussalam",), "TL": ("East Timor",), "BA": ("Bosnia", "Bosnia-Herzegovina"), "BS": ("The Bahamas",),
    "GM": ("The Gambia",), "FM": ("Federated States of Micronesia",), "CN": ("PR China", "People's Republic of China"),
}  # fmt: skip
_STATES_OTHERS = {"DC": ("Washington DC", "Washington, D.C.", "D.C.")}


def find_region(text: str, atlas: str, locale_tag: str) -> str | None:
    """Return the code of the country or state that a text means, None when nothing is called so.

    >>> [find_region(t, "world", "de") for t in ("Frankreich", "fra", "U.S.A.", "Atlantis")]
    ['FR', 'FR', 'US', None]
    >>> find_region("new york", "states", "en"), find_region("US-NY", "states", "en")
    ('NY', 'NY')
    """
    return _index(atlas, str(find_locale(locale_tag))).get(_plain(text))


@lru_cache(maxsize=64)
def _index(atlas: str, locale: str) -> Mapping[str, str]:
    """Return code by plain name; earlier names win."""
    known: dict[str, str] = {}
    names = _state_names() if atlas == "states" else _country_names(Locale.parse(locale))
    for code, name in names:
        known.setdefault(_plain(name), code)
    return known


def _country_names(locale: Locale) -> Iterator[tuple[str, str]]:
    drawn = load_atlas("world").paths
    for code in drawn:
        yield code, code
    for territories in (locale.territories, ENGLISH.territories):
        yield from ((code, territories[code]) for code in drawn if code in territories)
    for code, others in _OTHERS.items():
        yield from ((code, other) for other in others)
    aliases = get_global("territory_aliases").items()
    yield from (
        (codes[0], alias) for alias, codes in aliases if len(alias) == 3 and codes[0] in drawn
    )
    for territory, name in ENGLISH.territories.items():
        if territory in drawn and "(" in name:
            yield territory, name.partition("(")[0]


def _state_names() -> Iterator[tuple[str, str]]:
    for code, fips, name in STATES:
        yield from ((code, said) for said in (code, name, f"US-{code}", fips))
        yield from ((code, other) for other in _STATES_OTHERS.get(code, ()))


@lru_cache(maxsize=4096)
def _plain(text: str) -> str:
    """Return a name without case, accents, signs and articles."""
    said = unicodedata.normalize("NFKD", text.casefold().replace("&", " and "))
    said = "".join(c for c in said if not unicodedata.combining(c)).replace(".", "")
    words = re.sub(r"\W+", " ", said).split()
    return " ".join(word for word in words if word != "the")
