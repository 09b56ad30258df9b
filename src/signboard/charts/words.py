"""The few words that the renderer itself says, one file a language in `languages/`; else English.

Every language has every word, with the same places for values (tests/charts/test_words.py).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from signboard.results.locales import find_locale

CATALOGUES: Mapping[str, Mapping[str, str]] = {
    file.stem: json.loads(file.read_text("utf-8"))
    for file in sorted((Path(__file__).parent / "languages").glob("*.json"))
}
"""Language -> key -> text."""

LANGUAGES = tuple(CATALOGUES)


def word(key: str, locale_tag: str, **values: object) -> str:
    """Return a word or sentence of the catalogue in the language of a locale tag.

    >>> word("other", "de-AT"), word("other", "sv")
    ('Sonstige', 'Other')
    """
    catalogue = CATALOGUES.get(find_locale(locale_tag).language, CATALOGUES["en"])
    text = catalogue[key]
    return text.format(**values) if values else text
