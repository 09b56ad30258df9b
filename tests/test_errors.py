"""What a report says of an error that it knows by its code alone."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module

from signboard.audit.log import NOTES
from signboard.errors import SignboardError, find_sentence

ROOMS = ("embed.routes", "catalog.closure", "catalog.scope", "parameters.errors", "parameters.lookup",
         "queries.errors", "queries.structured.errors", "results.exports.errors", "sources.errors",
         "pictures.errors", "tokens.errors")  # fmt: skip
for room in ROOMS:
    import_module(f"signboard.{room}")
RECORDED = {room.partition(".")[0] for room in ROOMS}
"""Rooms whose errors come to the audit of viewers."""
ONLY_TO_AUTHORS = {"catalog.font-refused", "catalog.nothing-there", "catalog.refused"}


def _below(kind: type[SignboardError]) -> Iterator[type[SignboardError]]:
    for one in kind.__subclasses__():
        yield one
        yield from _below(one)


def test_every_error_that_viewers_meet_has_a_sentence_without_its_fields() -> None:
    codes = {one.code for one in _below(SignboardError) if one.code.partition(".")[0] in RECORDED}
    assert len(codes) > 60
    for code in codes - ONLY_TO_AUTHORS:
        words = (find_sentence(code) or "").replace("…", " ").split()
        assert len(words) > 2, code
        assert "{reason}" not in words


def test_a_field_is_a_gap_and_braces_of_the_text_stay() -> None:
    assert find_sentence("queries.snippet-missing") == 'Snippet "…" not found.'
    assert "'{{' with no matching" in (find_sentence("queries.bracket-unclosed") or "")
    assert "trash" in (find_sentence("catalog.card-archived") or "")
    assert find_sentence("nobody.knows") is None


def test_what_the_audit_notes_is_no_error() -> None:
    assert [code for code in NOTES if find_sentence(code)] == []
