"""Engines are found by name, and a missing driver is a clear text."""

from __future__ import annotations

import subprocess
import sys

import pytest

from signboard.errors import Audience, SignboardError
from signboard.sources import errors
from signboard.sources.engines import ENGINES
from signboard.sources.errors import UnknownEngine

pytestmark = pytest.mark.pure


def test_engines_are_known_by_their_wire_names() -> None:
    assert list(ENGINES) == ["sqlite", "postgres", "mysql", "duckdb"]
    assert ENGINES["postgresql"] is ENGINES["postgres"]
    assert ENGINES["mariadb"] is ENGINES["mysql"]
    assert {name: ENGINES[name].name for name in ENGINES} == {name: name for name in ENGINES}
    assert "abacus" not in ENGINES
    with pytest.raises(UnknownEngine, match="sqlite, postgres, mysql, duckdb"):
        ENGINES["abacus"]


def test_a_missing_driver_says_what_to_install() -> None:
    program = (
        "import sys; sys.modules['psycopg'] = None\n"
        "from signboard.sources.engines import ENGINES\n"
        "from signboard.sources.errors import DriverMissing\n"
        "import signboard.sources.execute\n"
        "try: ENGINES['postgres']\n"
        "except DriverMissing as missing: print(missing)\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert "pip install 'signboard[postgresql]'" in run.stdout


def test_every_error_has_a_code_of_its_own_and_says_what_to_do() -> None:
    kinds = [
        kind
        for kind in vars(errors).values()
        if isinstance(kind, type)
        and issubclass(kind, SignboardError)
        and kind is not SignboardError
    ]
    assert len({kind.code for kind in kinds}) == len(kinds) > 15
    for kind in kinds:
        assert kind.code.startswith("sources.")
        assert kind.text.count(".") >= 1
        assert kind.shown_to in {Audience.AUTHOR, Audience.VIEWER}
