"""A refused token explains itself to those who sign it, without its values."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signboard.tokens.explain import explain
from signboard.tokens.keyring import Key, KeyRing, KeyState
from tests.tokens.contract import GOOD, NOW, OTHER_SECRET, SECRET, sign

pytestmark = pytest.mark.pure
RING = KeyRing(
    1,
    (
        Key(1, "production", SECRET.encode(), KeyState.SIGNING, 0.0),
        Key(2, "old", OTHER_SECRET.encode(), KeyState.RETIRED, 0.0),
    ),
)


def test_good_token_needs_no_advice() -> None:
    told = explain(sign(GOOD | {"exp": NOW + 30}), RING, NOW)
    assert told.refusal is None
    assert told.advice == ()
    assert told.expires_in_seconds == 30


@pytest.mark.parametrize(
    ("token", "advice"),
    [
        (sign(secret=OTHER_SECRET), 'signed with the key "old", which is no longer accepted'),
        (sign(secret=bytes.fromhex(SECRET)), 'the key "production" decoded from hexadecimal'),
        (sign(secret=SECRET + "\n"), 'the key "production" followed by a line break'),
        (sign(secret=SECRET.upper()), "in upper case"),
        (sign(secret=f'"{SECRET}"'), "in quotation marks"),
        (sign(secret="x" * 40), "No key that we know"),
        ("a.b", "three parts"),
        (sign(GOOD | {"exp": "soon"}), "`exp` is a text"),
        ("x" * 9000, "at most 8192"),
    ],
)
def test_refused_token_gets_advice(token: str, advice: str) -> None:
    told = explain(token, RING, NOW)
    assert told.refusal is not None
    assert advice in " ".join(told.advice)


def test_kinds_stand_for_values() -> None:
    params = {"a": "hush", "b": [1, 2], "c": None, "d": 3, "e": True, "f": {}, "g": " "}
    told = explain(sign({"resource": {"question": 1}, "params": params, "exp": 1}), RING, NOW)
    assert told.kinds == {
        "a": "text", "b": "list of 2", "c": "null", "d": "number", "e": "boolean", "f": "object", "g": "blank text",
    }  # fmt: skip
    assert "hush" not in repr(told)


@given(st.text(max_size=200))
def test_explain_never_raises(text: str) -> None:
    assert explain(text, RING, NOW).refusal is not None
