"""Samples are values that their types take."""

from __future__ import annotations

import pytest

from signboard.parameters.samples import sample_value
from signboard.parameters.types import KINDS, coerce

pytestmark = pytest.mark.pure


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("is_numeric", [True, False])
def test_every_type_has_a_sample_that_it_takes(kind: str, is_numeric: bool) -> None:
    value = sample_value(kind, is_numeric=is_numeric)
    assert coerce(kind, tuple(value) if isinstance(value, list) else value)


def test_a_type_that_nobody_knows_has_a_text() -> None:
    assert sample_value("odd", is_numeric=False) == "a"
