"""The root error of the house: what happened, whose fault it is and who may read it.

Every refusal is a subclass in the room that decides it. Public fields go into the text; private
fields (SQL, driver message, locked values) are for the operator's log only and never leave it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from string import Formatter
from typing import ClassVar


class Fault(StrEnum):
    """Who has to act to make the problem go away."""

    HOST = "host"
    VIEWER = "viewer"
    AUTHOR = "author"
    SOURCE = "source"
    US = "us"


class Audience(StrEnum):
    """The least privileged reader who may see the text."""

    VIEWER = "viewer"
    HOST = "host"
    AUTHOR = "author"
    OPERATOR = "operator"


class SignboardError(Exception):
    """A refusal or failure with a stable code and a text that says what to do next.

    `text` is a `str.format` template over the public fields. `status` is the HTTP status that the
    authors' API answers; the embed API answers 400 whatever it says (spec: embedding-protocol 1.5).
    `summary` is what a report says that knows the code alone, `text` with gaps unless given.
    `error_type` is the wire's word in a failed dataset, or None when the wire must stay silent.

    >>> class TooFar(SignboardError):
    ...     code, status, text = "example.too-far", 400, "{distance} m is too far. Come closer."
    >>> str(TooFar(distance=12, private={"sql": "select 1"}))
    '12 m is too far. Come closer.'
    """

    code: ClassVar[str] = "us.unexpected"
    status: ClassVar[int] = 500
    fault: ClassVar[Fault] = Fault.US
    shown_to: ClassVar[Audience] = Audience.OPERATOR
    text: ClassVar[str] = "Something went wrong on our side. Try again, then report the reference."
    error_type: ClassVar[str | None] = None
    summary: ClassVar[str | None] = None

    def __init__(self, *, private: Mapping[str, object] | None = None, **public: object) -> None:
        self.public: Mapping[str, object] = dict(public)
        self.private: Mapping[str, object] = dict(private or {})
        super().__init__(self.text.format(**public) if public else self.text)


def find_sentence(code: str) -> str | None:
    """What an error code means, in the words of its class; None for a code that nobody here raises.

    A field, which only the moment knew, is a gap: `Snippet "…" not found.`
    """
    kind = next((one for one in _all(SignboardError) if one.code == code), None)
    if kind is None:
        return None
    try:
        parts = list(Formatter().parse(kind.text))
    except ValueError:  # braces that are the text's own
        parts = []
    gaps = {name: "…" for _, name, _, _ in parts if name}
    return kind.summary or (kind.text.format(**gaps) if gaps else kind.text)


def _all(kind: type[SignboardError]) -> Iterator[type[SignboardError]]:
    yield kind
    for below in kind.__subclasses__():
        yield from _all(below)
