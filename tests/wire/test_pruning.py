"""What viewers may know: no SQL, no source, no parameter that is not theirs, no locked value."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from signboard.catalog.closure import Loaded, Placed
from signboard.catalog.models import (
    Catalog,
    Dashboard,
    Dashcard,
    Question,
    ResourceKind,
    Source,
    SourceField,
    SourceTable,
    Wiring,
)
from signboard.errors import SignboardError
from signboard.parameters.declared import Access, Parameter, Target, TargetKind, ValuesSource
from signboard.pipeline import Answer, Locale
from signboard.queries.errors import QueryRefused
from signboard.queries.statement import FieldRef, Statement
from signboard.queries.tags import NativeQuery, TagType, TemplateTag
from signboard.results.table import BaseType, Column, Table
from signboard.settings import Settings
from signboard.sources.base import SourceSpec
from signboard.sources.errors import QueryFailed
from signboard.tokens.keyring import KeyRing
from signboard.wire.cards import card, embed_card
from signboard.wire.dashboards import dashboard_shape, embed_dashboard
from signboard.wire.dataset import (
    GENERIC_FAILURE,
    Run,
    dataset,
    embed_dataset,
    embed_failed_dataset,
    failed_dataset,
)
from signboard.wire.json import dumps
from signboard.wire.metadata import database

pytestmark = pytest.mark.pure

SQL = "select secret_column from orders where {{state}} and plan = {{plan}}"
STATE = TemplateTag("state", TagType.DIMENSION, "t1", "State", field_id=5, widget_type="string/=")
PLAN = TemplateTag("plan", TagType.TEXT, "t2", "Plan", default="hidden-default")
PARAMETERS = (
    Parameter("t1", "state", "State", "string/=", target=Target(TargetKind.DIMENSION, "state"),
              filtering_parameters=("t2",)),
    Parameter("t2", "plan", "Plan", "string/=", default="hidden-default",
              target=Target(TargetKind.VARIABLE, "plan"),
              values_source=ValuesSource("card", card_id=77)),
)  # fmt: skip
QUESTION = Question(
    id=3, entity_id="e" * 21, name="Orders", description=None, display="bar", source_id=9,
    query=NativeQuery(SQL, {"state": STATE, "plan": PLAN}),
    policy={"state": Access.EDITABLE, "plan": Access.LOCKED},
    stored={"dataset_query": {"database": 9, "type": "native", "native": {"query": SQL}}},
)  # fmt: skip
FIELD = SourceField(
    FieldRef(5, "public", "orders", "state", BaseType.TEXT),
    table_id=4,
    display_name="State",
    position=0,
)
SOURCE = Source(9, "Shop", SourceSpec(9, "postgres", {"host": "db.internal", "password": "pa55"}))
CATALOG = Catalog(
    version=1, settings=Settings(), keys=KeyRing(1), sources={9: SOURCE},
    tables={4: SourceTable(4, 9, "public", "orders", "Orders", (5,))}, fields={5: FIELD},
    questions={3: QUESTION},
)  # fmt: skip


def loaded_question(**policy: Access) -> Loaded:
    question = replace(QUESTION, policy=policy) if policy else QUESTION
    return Loaded(CATALOG, ResourceKind.QUESTION, question.policy, PARAMETERS, question=question)


def loaded_dashboard() -> Loaded:
    cards = (
        Dashcard(1, 0, 0, 12, 6, question_id=3, wirings=(
            Wiring("t1", 3, Target(TargetKind.DIMENSION, "state")),
            Wiring("t2", 3, Target(TargetKind.VARIABLE, "plan")))),
        Dashcard(2, 6, 0, 12, 2, virtual="text", text="For {{plan}}", wirings=(
            Wiring("t2", None, Target(TargetKind.TEXT, "plan")),),
            settings={"virtual_card": {"display": "text"}, "text": "For {{plan}}"}),
    )  # fmt: skip
    board = Dashboard(8, "d" * 21, "Board", None, PARAMETERS, cards, policy=QUESTION.policy)
    return Loaded(CATALOG, ResourceKind.DASHBOARD, board.policy, PARAMETERS, dashboard=board)


HIDDEN = (
    "secret_column",
    "select",
    "plan",
    "hidden-default",
    "pa55",
    "db.internal",
    '"database"',
    "77",
)


@pytest.mark.parametrize("word", HIDDEN)
def test_an_embedded_question_tells_nothing_of_this(word: str) -> None:
    assert word not in dumps(embed_card(loaded_question())).decode()


def test_an_embedded_question_has_exactly_these_keys() -> None:
    shape = embed_card(loaded_question())
    assert set(shape) == {
        "id", "entity_id", "name", "description", "display", "visualization_settings",
        "dataset_query", "parameters", "param_fields",
    }  # fmt: skip
    assert [one["slug"] for one in shape["parameters"]] == ["state"]
    assert "filteringParameters" not in shape["parameters"][0]
    assert shape["param_fields"] is not None
    assert shape["param_fields"]["t1"][0]["name"] == "state"


def test_a_parameter_that_the_token_names_is_hidden_even_with_null() -> None:
    shape = embed_card(loaded_question(), {"state"})
    assert shape["parameters"] == []
    assert shape["param_fields"] is None
    assert shape["dataset_query"] == {"type": "native", "native": {"template-tags": {}}}


def test_an_unlisted_parameter_is_hidden() -> None:
    assert embed_card(loaded_question(plan=Access.DISABLED))["parameters"] == []


@pytest.mark.parametrize("word", ["secret_column", "hidden-default", "pa55", '"database"', "t2"])
def test_an_embedded_dashboard_tells_nothing_of_this(word: str) -> None:
    shape = embed_dashboard(loaded_dashboard(), {"plan": ["gold"]})
    assert word not in dumps(shape).decode()


def test_locked_values_stand_only_in_text_cards_that_an_author_wired() -> None:
    shape = embed_dashboard(loaded_dashboard(), {"plan": ["gold"]})
    first, second = shape["dashcards"]
    assert "gold" not in dumps(first).decode()
    assert second["visualization_settings"]["text"] == "For gold"
    assert [one["parameter_id"] for one in first["parameter_mappings"]] == ["t1"]  # type: ignore[index]


def test_authors_get_the_whole_card_and_dashboard() -> None:
    assert card(QUESTION, {})["dataset_query"] == QUESTION.stored["dataset_query"]
    board = loaded_dashboard().dashboard
    assert board is not None
    whole = dashboard_shape(CATALOG, board, {})
    assert [len(one["parameter_mappings"]) for one in whole["dashcards"]] == [2, 1]
    assert whole["dashcards"][0]["card"] is not None


def test_details_are_masked_and_only_given_on_request() -> None:
    assert "details" not in database(SOURCE)
    details = database(SOURCE, with_details=True)["details"]
    assert details == {"host": "db.internal", "password": "**MetabasePass**"}


COLUMNS = (
    Column("id", "ID", BaseType.INTEGER, "int4", field_id=5),
    Column("d", "D", BaseType.DATE),
)


def answered(*, truncated: bool = False) -> Answer:
    table = Table(COLUMNS, [(1, None)], truncated=truncated)
    return Answer(Placed(CATALOG, QUESTION, {}, ()), table, Locale())


def test_viewers_get_three_keys_and_nothing_of_the_database() -> None:
    body = embed_dataset(answered(), timezone="UTC")
    assert set(body) == {"status", "data", "json_query"}
    assert set(body["data"]) == {"cols", "rows", "insights", "results_timezone"}
    assert body["json_query"] == {}
    assert not {"id", "table_id", "database_type"} & set(body["data"]["cols"][0])


def test_a_cut_result_says_where() -> None:
    assert embed_dataset(answered(truncated=True))["data"]["rows_truncated"] == 1
    assert "rows_truncated" not in embed_dataset(answered())["data"]


def test_authors_read_the_sql_that_ran_and_its_binds() -> None:
    body = dataset(answered(), Run(database_id=9), Statement("select $1", ("x",)))
    assert body["data"]["native_form"] == {"query": "select $1", "params": ["x"]}
    assert body["database_id"] == 9


class Required(QueryRefused):
    code, text, error_type = (
        "x.required",
        "You'll need to pick a value.",
        "missing-required-parameter",
    )


def test_viewers_read_only_public_failures() -> None:
    failed = QueryFailed(private={"driver_message": 'relation "secret" does not exist'})
    assert embed_failed_dataset(failed)["error"] == GENERIC_FAILURE
    assert "secret" not in json.dumps(embed_failed_dataset(failed))
    assert embed_failed_dataset(SignboardError())["error"] == GENERIC_FAILURE
    assert embed_failed_dataset(Required())["error"] == "You'll need to pick a value."


def test_authors_read_what_the_database_said() -> None:
    failed = QueryFailed(private={"driver_message": 'no such column: "x"', "sql": "select"})
    body = failed_dataset(failed, Run())
    assert body["error"].startswith('no such column: "x"\n')
    assert body["error_type"] == "invalid-query"
    assert body["data"] == {"rows": [], "cols": []}
