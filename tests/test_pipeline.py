"""The road as a whole: who shares rows, how long they are good, and that every viewer walks it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from signboard.catalog.closure import open_item
from signboard.catalog.models import ResourceKind
from signboard.catalog.settings import write_setting
from signboard.parameters.bound import Bound
from signboard.parameters.declared import Access
from signboard.parameters.resolve import resolve
from signboard.pipeline import (
    Locale,
    Viewing,
    answer,
    bind,
    compile_placed,
    locate,
    table_key,
    today,
)
from signboard.queries.statement import Statement
from signboard.sources.base import Limits, SourceSpec
from signboard.tokens.verify import verify
from tests.embed.stage import ACME, Stage, sqlite_stage

pytestmark = pytest.mark.anyio
SPEC = SourceSpec(1, "sqlite", {"db": "a"})
STATEMENT = Statement("SELECT ?", (1,))
LIMITS = Limits(max_rows=10, timeout_ms=1_000)


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    with sqlite_stage(tmp_path) as made:
        yield made


@pytest.mark.parametrize(
    "key",
    [
        table_key(replace(SPEC, id=2), STATEMENT, LIMITS, "UTC"),
        table_key(replace(SPEC, revision=SPEC.revision + 1), STATEMENT, LIMITS, "UTC"),
        table_key(SPEC, Statement("SELECT  ?", (1,)), LIMITS, "UTC"),
        table_key(SPEC, Statement("SELECT ?", (2,)), LIMITS, "UTC"),
        table_key(SPEC, Statement("SELECT ?", ("1",)), LIMITS, "UTC"),
        table_key(SPEC, Statement("SELECT ?", (True,)), LIMITS, "UTC"),
        table_key(SPEC, Statement("SELECT ?", (1, None)), LIMITS, "UTC"),
        table_key(SPEC, STATEMENT, replace(LIMITS, max_rows=11), "UTC"),
        table_key(SPEC, STATEMENT, LIMITS, "Asia/Tokyo"),
    ],
)
def test_whatever_scopes_the_rows_makes_another_key(key: str) -> None:
    assert key != table_key(SPEC, STATEMENT, LIMITS, "UTC")


def test_binds_are_never_glued_into_each_others_place() -> None:
    one = table_key(SPEC, Statement("s", ("a', 'b",)), LIMITS, "UTC")
    two = table_key(SPEC, Statement("s", ("a", "b")), LIMITS, "UTC")
    assert one != two


async def test_viewer_author_and_preview_of_the_same_values_run_the_same_statement(
    stage: Stage,
) -> None:
    """Three roads that give three results is the most common leak; here there is one."""
    runtime = stage.house.runtime
    catalog, now = runtime.catalog.current(), runtime.clock()
    claims = verify(stage.token("orders"), catalog.keys, now)
    loaded = locate(catalog, claims, ResourceKind.QUESTION)
    chosen = bind(loaded, claims, {"category": "Chairs"})
    viewer = compile_placed(loaded.alone(), chosen, now, "UTC")
    opened = open_item(catalog, ResourceKind.QUESTION, stage.ids["orders"])
    assert set(opened.policy.values()) == {Access.EDITABLE}
    sent = {"account": [ACME], "category": "Chairs"}
    author = compile_placed(
        opened.alone(), resolve(opened.parameters, opened.policy, {}, sent), now, "UTC"
    )
    assert (viewer.sql, viewer.binds) == (author.sql, author.binds)


async def test_an_empty_lock_asks_the_source_nothing(stage: Stage) -> None:
    runtime = stage.house.runtime
    catalog = runtime.catalog.current()
    claims = verify(stage.token("orders", {"account": []}), catalog.keys, runtime.clock())
    loaded = locate(catalog, claims, ResourceKind.QUESTION)
    Path(stage.warehouse).unlink()
    found = await answer(
        runtime, loaded.alone(), bind(loaded, claims, {}), Viewing.VIEWER, Locale()
    )
    assert found.table.rows == ()


async def test_rows_are_fresh_for_their_time_but_never_past_the_viewers_midnight(
    stage: Stage,
) -> None:
    runtime = stage.house.runtime
    write_setting(runtime.catalog, "viewer-cache-ttl-seconds", 7 * 86_400)
    opened = open_item(runtime.catalog.current(), ResourceKind.QUESTION, stage.ids["draft"])
    tokyo = Locale(timezone="Asia/Tokyo")
    found = await answer(runtime, opened.alone(), Bound(), Viewing.VIEWER, tokyo)
    end = datetime.fromtimestamp(found.fresh_until, UTC)
    assert (end.hour, end.minute, end.second) == (15, 0, 0)
    assert 0 < found.fresh_until - found.table.fetched_at <= 86_400


def test_today_is_the_day_of_the_viewers_zone() -> None:
    evening = datetime(2024, 2, 28, 20, tzinfo=UTC).timestamp()
    assert today(evening, "UTC").isoformat() == "2024-02-28"
    assert today(evening, "Asia/Tokyo").isoformat() == "2024-02-29"
