"""Files for viewers: the rows of the page, every format, real refusals, and nothing half sent."""

from __future__ import annotations

import csv
import io
from typing import Any

import httpx
import openpyxl
import pytest
import sqlalchemy as sa

from signboard.storage import tables
from tests.embed.stage import ACME, BLUE, EDITABLE, LOCKED, Stage, client_of

pytestmark = [pytest.mark.anyio, pytest.mark.services]
Client = httpx.AsyncClient


def sheet_rows(data: bytes) -> list[tuple[Any, ...]]:
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book.sheetnames == ["Query result"]
    return [tuple(cell.value for cell in row) for row in book["Query result"].iter_rows()]


async def test_a_question_leaves_as_raw_csv(shared: Stage, viewer: Client) -> None:
    answer = await viewer.get(shared.data("orders") + "/csv")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.text == (
        "Category,Note,Total,Placed on\n"
        "Acme Anvils,Acme note one,10.50,2024-01-05\n"
        "Chairs,Acme note three,30.00,2024-03-15\n"
        "Acme Anvils,Acme note two,20.25,2024-02-10\n"
    ).replace(".50", ".5" if shared.engine == "sqlite" else ".50").replace(
        "30.00", "30.0" if shared.engine == "sqlite" else "30.00"
    )


async def test_formatted_csv_says_what_the_page_says(shared: Stage, viewer: Client) -> None:
    answer = await viewer.get(shared.data("orders") + "/csv?format_rows=true")
    page = (await viewer.get(shared.page("orders"))).text
    for row in csv.DictReader(io.StringIO(answer.text)):
        for cell in row.values():
            assert f">{cell}<" in page
    assert '"January 5, 2024"' in answer.text


async def test_json_is_a_list_of_objects_by_title(shared: Stage, viewer: Client) -> None:
    rows = (await viewer.get(shared.data("orders") + "/json")).json()
    assert rows[0] == {
        "Category": "Acme Anvils", "Note": "Acme note one", "Total": 10.5, "Placed on": "2024-01-05",
    }  # fmt: skip
    formatted = (await viewer.get(shared.data("orders") + "/json?format_rows=true")).json()
    assert formatted[0]["Total"] == "10.5"


async def test_xlsx_holds_real_numbers_and_dates(shared: Stage, viewer: Client) -> None:
    for switch in ("", "?format_rows=true"):
        answer = await viewer.get(shared.data("orders") + f"/xlsx{switch}")
        assert answer.headers["content-length"] == str(len(answer.content))
        head, first, *_ = sheet_rows(answer.content)
        assert head == ("Category", "Note", "Total", "Placed on")
        assert (first[2], str(first[3])) == (10.5, "2024-01-05 00:00:00")


@pytest.mark.parametrize("kind", ["csv", "json", "xlsx"])
async def test_a_card_of_a_dashboard_leaves_as_every_format(
    shared: Stage, viewer: Client, kind: str
) -> None:
    answer = await viewer.get(f"{shared.data('overview')}/{kind}")
    assert answer.status_code == 200
    assert len(answer.content) > 100
    if kind != "xlsx":
        assert "Acme" in answer.text
    assert "Blue" not in answer.text


async def test_values_apply_as_in_queries_in_both_forms(shared: Stage, viewer: Client) -> None:
    path = shared.data("orders") + "/json"
    for query in (
        "category=Chairs&format_rows=true",
        'parameters={"category":["Chairs"]}&format_rows=true&pivot_results=false',
    ):
        rows = (await viewer.get(f"{path}?{query}")).json()
        assert [row["Note"] for row in rows] == ["Acme note three"]


async def test_a_file_is_named_after_its_question_and_the_time(stage: Stage) -> None:
    async with client_of(stage.app()) as viewer:
        disposition = (await viewer.get(stage.data("orders") + "/csv")).headers[
            "content-disposition"
        ]
    head, _, rest = disposition.partition("orders_")
    assert head == 'attachment; filename="'
    assert rest.endswith('.csv"')


async def test_formulas_leave_as_text(stage: Stage) -> None:
    sql = """select '=1+1' as "=head", -5 as n, '+43 1' as phone, 'a' as t from orders
             where {{account}} limit 1"""
    stage.publish("odd", sql, {"account": stage.account_tag}, account=LOCKED)
    async with client_of(stage.app()) as viewer:
        text = (await viewer.get(stage.data("odd") + "/csv")).text
        formatted = (await viewer.get(stage.data("odd") + "/csv?format_rows=true")).text
        cells = openpyxl.load_workbook(
            io.BytesIO((await viewer.get(stage.data("odd") + "/xlsx")).content)
        ).active
    assert text == formatted == "'=head,N,Phone,T\n'=1+1,-5,'+43 1,a\n"
    assert cells is not None
    assert (cells["A2"].value, cells["A2"].data_type) == ("=1+1", "s")
    assert (cells["A2"].quotePrefix, cells["D2"].quotePrefix) == (True, False)


async def test_order_titles_and_hidden_columns_are_the_authors(stage: Stage) -> None:
    settings = {
        "table.columns": [
            {"name": "total", "enabled": True},
            {"name": "note", "enabled": True},
            {"name": "category", "enabled": False},
            {"name": "placed_on", "enabled": False},
        ],
        "column_settings": {
            '["name","total"]': {"column_title": "Sum", "number_style": "currency"}
        },
    }
    sql = "select category, note, total, placed_on from orders where {{account}} order by note"
    tag = {"account": stage.account_tag}
    stage.add_question(
        "arranged", sql, tag, enable_embedding=True, embedding_params={"account": LOCKED},
        visualization_settings=settings,
    )  # fmt: skip
    async with client_of(stage.app()) as viewer:
        rows = (await viewer.get(stage.data("arranged") + "/json?format_rows=true")).json()
    assert list(rows[0].items()) == [("Sum", "$10.50"), ("Note", "Acme note one")]


@pytest.mark.parametrize(
    ("kind", "body"), [("csv", b"Category,Note,Total,Placed on\n"), ("json", b"[]")]
)
async def test_a_locked_empty_list_is_a_header_alone(stage: Stage, kind: str, body: bytes) -> None:
    columns = [
        {"name": n, "display_name": n, "base_type": "type/Text"}
        for n in ("category", "note", "total", "placed_on")
    ]
    sql = "select category, note, total, placed_on from orders where {{account}}"
    stage.add_question(
        "known", sql, {"account": stage.account_tag}, enable_embedding=True,
        embedding_params={"account": LOCKED}, result_metadata=columns,
    )  # fmt: skip
    async with client_of(stage.app()) as viewer:
        answer = await viewer.get(stage.data("known", {"account": []}) + f"/{kind}")
        sheet = await viewer.get(stage.data("known", {"account": []}) + "/xlsx")
    assert (answer.status_code, answer.content) == (200, body)
    assert sheet_rows(sheet.content) == [("Category", "Note", "Total", "Placed on")]


@pytest.mark.parametrize("kind", ["csv", "json", "xlsx"])
@pytest.mark.parametrize("item", ["broken", "zero"])
async def test_a_query_that_fails_is_a_real_refusal_without_sql(
    shared: Stage, viewer: Client, item: str, kind: str
) -> None:
    answer = await viewer.get(f"{shared.data(item)}/{kind}?format_rows=true")
    assert answer.status_code == 400
    assert answer.json() == {
        "status": "failed",
        "error": "An error occurred while running the query.",
        "error_type": "invalid-query",
    }
    assert "content-disposition" not in answer.headers


async def test_a_missing_value_says_which(shared: Stage, viewer: Client) -> None:
    answer = await viewer.get(shared.data("needy") + "/csv")
    assert answer.status_code == 400
    assert "Price" in answer.json()["error"]


async def test_tokens_and_values_are_judged_as_for_queries(shared: Stage, viewer: Client) -> None:
    for path, text in (
        (shared.data("draft"), "Embedding is not enabled for this object."),
        (shared.data("orders", {}), "You must specify a value for :account in the JWT."),
    ):
        answer = await viewer.get(f"{path}/csv")
        assert (answer.status_code, answer.text) == (400, text)
    twice = await viewer.get(shared.data("orders") + "/csv?note=x")
    assert twice.text == "You're not allowed to specify a value for :note."
    assert (await viewer.get(shared.data("orders") + "/pdf")).status_code == 404


async def test_each_tenant_gets_its_own_rows_in_every_format(shared: Stage, viewer: Client) -> None:
    for account, own, other in ((ACME, "Acme", "Blue"), (BLUE, "Blue", "Acme")):
        for kind in ("csv", "json", "csv?format_rows=true"):
            text = (await viewer.get(f"{shared.data('orders', {'account': account})}/{kind}")).text
            assert own in text
            assert other not in text


async def test_every_file_is_one_line_of_audit(stage: Stage) -> None:
    async with client_of(stage.app()) as viewer:
        await viewer.get(stage.data("orders") + "/csv")
        await viewer.get(stage.data("overview") + "/xlsx")
        await viewer.get(stage.data("broken") + "/json")
    stage.house.runtime.audit.flush()
    with stage.house.database.read() as connection:
        views = connection.execute(sa.select(tables.views).order_by(tables.views.c.id)).all()
    assert [(view.kind, view.error_code) for view in views] == [
        ("question-csv", None),
        ("dashboard-xlsx", None),
        ("question-json", "sources.table-missing"),
        ("question-card", "sources.table-missing"),  # what its reference is found by
    ]
    assert all(view.fingerprint and view.key_id for view in views)


async def test_pivot_results_turns_a_table(stage: Stage) -> None:
    settings = {
        "pivot_table.column_split": {
            "rows": ["category"], "columns": ["month"], "values": ["total"],
        }
    }  # fmt: skip
    sql = """select category, substr(placed_on, 1, 7) as month, total from orders
             where {{account}} and {{category}} order by 1, 2"""
    tags = {
        "account": stage.account_tag,
        "category": stage.dimension("orders", "category", "string/="),
    }
    stage.add_question(
        "turned", sql, tags, display="pivot", visualization_settings=settings,
        enable_embedding=True, embedding_params={"account": LOCKED, "category": EDITABLE},
    )  # fmt: skip
    async with client_of(stage.app()) as viewer:
        text = (await viewer.get(stage.data("turned") + "/csv?pivot_results=true")).text
        flat = (await viewer.get(stage.data("turned") + "/csv")).text
    assert text == "Category,2024-01,2024-02,2024-03\nAcme Anvils,10.5,20.25,\nChairs,,,30.0\n"
    assert flat.count("\n") == 4
