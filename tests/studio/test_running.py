"""Running questions as an author: envelopes, parameters, failures, cancelling."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from signboard.server.house import House
from tests.studio.conftest import orders_query

pytestmark = pytest.mark.anyio
Client = httpx.AsyncClient
ENVELOPE = {
    "status", "data", "database_id", "started_at", "json_query", "average_execution_time",
    "context", "row_count", "running_time", "cached",
}  # fmt: skip


async def run_card(client: Client, card: dict[str, Any], *parameters: Any) -> httpx.Response:
    body = {"parameters": list(parameters)}
    return await client.post(f"/api/card/{card['id']}/query", json=body)


def sql(database: int, text: str) -> dict[str, Any]:
    return {"database": database, "type": "native", "native": {"query": text}}


async def test_a_card_answers_202_with_the_whole_envelope(
    author: Client, orders: dict[str, Any]
) -> None:
    answer = await run_card(author, orders)
    assert answer.status_code == 202
    body = answer.json()
    assert set(body) == ENVELOPE
    assert (body["status"], body["row_count"], body["context"]) == ("completed", 3, "question")
    assert body["data"]["rows"] == [[1, "AK"], [2, "NY"], [3, "AK"]]
    assert [column["display_name"] for column in body["data"]["cols"]] == ["id", "state"]
    assert "select id, state" in body["data"]["native_form"]["query"]


async def test_values_reach_tags_by_target_and_by_id(
    author: Client, orders: dict[str, Any]
) -> None:
    by_target = {"type": "category", "target": ["dimension", ["template-tag", "state"]], "value": "AK"}  # fmt: skip
    assert (await run_card(author, orders, by_target)).json()["data"]["rows"] == [[1, "AK"], [3, "AK"]]  # fmt: skip
    by_id = {"id": "t-least", "value": 2}
    both = await run_card(author, orders, by_target, by_id)
    assert both.json()["data"]["rows"] == [[3, "AK"]]


async def test_two_parameters_on_one_field_filter_both_count(
    author: Client, orders: dict[str, Any]
) -> None:
    target = ["dimension", ["template-tag", "state"]]
    one = {"type": "string/=", "target": target, "value": ["AK", "NY"]}
    two = {"type": "string/=", "target": target, "value": ["NY"]}
    assert (await run_card(author, orders, one, two)).json()["data"]["rows"] == [[2, "NY"]]


async def test_parameters_may_come_as_form_and_as_query_string(
    author: Client, orders: dict[str, Any]
) -> None:
    text = '[{"id":"t-least","value":3}]'
    path = f"/api/card/{orders['id']}/query"
    for answer in (
        await author.post(path, data={"parameters": text, "format_rows": "true"}),
        await author.post(path, params={"parameters": text}),
    ):
        assert answer.json()["data"]["rows"] == [[3, "AK"]]
    assert (await author.post(path, data={"parameters": "null"})).json()["row_count"] == 3
    assert (await author.post(path, content=b"", headers={"content-type": "text/odd"})).status_code == 202  # fmt: skip


@pytest.mark.parametrize(
    ("parameter", "text"),
    [
        ({"target": ["variable", ["template-tag", "x"]], "value": 1},
         'does not have a template tag named "x".'),
        ({"id": "nobody", "value": 1}, 'does not have a template tag named "nobody".'),
        ({"id": "t-least", "type": "date/range", "value": 1}, "Invalid parameter type date/range"),
    ],
)  # fmt: skip
async def test_a_parameter_without_a_place_is_refused(
    author: Client, orders: dict[str, Any], parameter: Any, text: str
) -> None:
    answer = await run_card(author, orders, parameter)
    assert answer.status_code == 400
    assert text in answer.json()


async def test_parameters_of_related_types_feed_a_tag(
    author: Client, orders: dict[str, Any]
) -> None:
    least = {"target": ["variable", ["template-tag", "least"]], "value": 3}
    for kind in ("number", "number/=", "id", "category", "location/zip_code"):
        answer = await run_card(author, orders, {**least, "type": kind})
        assert answer.json()["data"]["rows"] == [[3, "AK"]], kind
    state = {"target": ["dimension", ["template-tag", "state"]], "value": ["NY"]}
    for kind in ("string/=", "text", "id", "category", "location/state"):
        answer = await run_card(author, orders, {**state, "type": kind})
        assert answer.json()["data"]["rows"] == [[2, "NY"]], kind
    refused = await run_card(author, orders, {**state, "type": "number/between"})
    assert refused.status_code == 400
    assert refused.json().startswith('Invalid parameter type number/between for "state". Allowed: ')


async def test_every_road_of_a_saved_card_refuses_a_tag_that_is_not_there(
    author: Client, orders: dict[str, Any]
) -> None:
    number = orders["id"]
    sent = [{"type": "text", "target": ["variable", ["template-tag", "x"]], "value": 1}]
    text = f'Invalid parameter: Card {number} does not have a template tag named "x".'
    for path in ("query", "query/csv", "query/xlsx", "query/json"):
        answer = await author.post(f"/api/card/{number}/{path}", json={"parameters": sent})
        assert (answer.status_code, answer.json()) == (400, text), path


async def test_referenced_card_brings_its_own_defaults_and_may_be_built(
    admin: Client, shop: int, orders: dict[str, Any]
) -> None:
    target = ["variable", ["template-tag", "least"]]
    stored = {"id": "t-least", "slug": "least", "name": "Least", "type": "number/=", "default": 2, "target": target}  # fmt: skip
    await admin.put(f"/api/card/{orders['id']}", json={"parameters": [stored]})
    tables = (await admin.get(f"/api/database/{shop}/metadata")).json()["tables"]
    table = next(one for one in tables if one["name"] == "orders")
    inner = {"source-table": table["id"], "filter": ["=", ["field", "state", None], "AK"]}
    built = {"database": shop, "type": "query", "query": inner}
    body = {"name": "Built", "display": "table", "dataset_query": built}
    made = (await admin.post("/api/card", json=body)).json()

    async def rows(text: str) -> Any:
        answer = (await admin.post("/api/dataset", json=sql(shop, text))).json()
        return answer["data"]["rows"] if answer["status"] == "completed" else answer["error"]

    slug = f"{{{{#{orders['id']}-orders}}}}"
    assert await rows(f"select id from {slug} o order by id") == [[2], [3]]
    assert await rows(f"with o as {slug} select count(*) from o") == [[2]]
    assert await rows(f"select id from {{{{#{made['id']}}}}} b order by id") == [[1], [3]]
    assert await rows("select * from {{#999}} b") == "Card 999 not found."


async def test_an_ad_hoc_query_runs_with_tags(author: Client, shop: int) -> None:
    query = await orders_query(author, shop)
    parameters = [{"type": "number", "target": ["variable", ["template-tag", "least"]], "value": 3}]
    answer = await author.post("/api/dataset/", json={**query, "parameters": parameters})
    assert answer.status_code == 202
    assert answer.json()["data"]["rows"] == [[3, "AK"]]
    assert answer.json()["context"] == "ad-hoc"
    assert answer.json()["database_id"] == shop


async def test_big_integers_keep_every_digit_and_dates_their_midnight(
    author: Client, shop: int
) -> None:
    text = "select total, placed_on from orders where id = 3"
    rows = (await author.post("/api/dataset", json=sql(shop, text))).json()["data"]["rows"]
    assert rows == [["9007199254740993", "2024-04-01T00:00:00Z"]]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("select nothing from orders", "nothing"),
        ("select * from [[ x ]] orders", "[[...]] clauses must contain at least one"),
        ("delete from orders", ""),
        ("select 1; select 2", ""),
        ("select * from no_such_table", "no_such_table"),
    ],
)
async def test_a_failing_query_is_told_in_the_body_without_a_stack_trace(
    author: Client, shop: int, text: str, says: str
) -> None:
    answer = await author.post("/api/dataset", json=sql(shop, text))
    assert answer.status_code == 202
    body = answer.json()
    assert body["status"] == "failed"
    assert body["data"] == {"rows": [], "cols": []}
    assert says in body["error"]
    assert "Traceback" not in answer.text
    assert not body.get("stacktrace")


async def test_a_database_that_is_not_there_is_404(author: Client) -> None:
    assert (await author.post("/api/dataset", json=sql(77, "select 1"))).status_code == 404


async def test_a_dashcard_takes_the_dashboards_parameters_by_id(
    author: Client, orders: dict[str, Any]
) -> None:
    board = (await author.post("/api/dashboard", json={"name": "Board"})).json()
    mapping = {"parameter_id": "p1", "card_id": orders["id"], "target": ["dimension", ["template-tag", "state"]]}  # fmt: skip
    body = {
        "parameters": [{"id": "p1", "name": "State", "slug": "state", "type": "string/="}],
        "dashcards": [{"id": -1, "card_id": orders["id"], "row": 0, "col": 0, "size_x": 4,
                       "size_y": 4, "parameter_mappings": [mapping]}],
    }  # fmt: skip
    filled = (await author.put(f"/api/dashboard/{board['id']}", json=body)).json()
    path = f"/api/dashboard/{board['id']}/dashcard/{filled['dashcards'][0]['id']}/card"
    run = {"parameters": [{"id": "p1", "value": ["NY"]}], "dashboard_load_id": "x"}
    answer = await author.post(f"{path}/{orders['id']}/query", json=run)
    assert answer.json()["data"]["rows"] == [[2, "NY"]]
    unknown = await author.post(f"{path}/{orders['id']}/query", json={"parameters": [{"id": "x"}]})
    assert unknown.status_code == 400
    assert unknown.json() == 'Dashboard does not have a parameter with ID "x".'
    elsewhere = await author.post(f"{path}/99/query", json={})
    assert elsewhere.status_code == 404
    values = await author.get(f"/api/dashboard/{board['id']}/params/p1/values")
    assert values.json() == {"values": [["AK"], ["NY"]], "has_more_values": False}
    found = await author.get(f"/api/dashboard/{board['id']}/params/p1/search/n")
    assert found.json()["values"] == [["NY"]]
    named = await author.get(f"/api/dashboard/{board['id']}/params/p1/remapping?value=NY")
    assert named.json() == ["NY"]


async def test_choices_of_a_filter_that_cannot_have_any_are_refused_in_the_wires_words(
    author: Client,
) -> None:
    filters = [
        {"id": "bare", "name": "Bare", "slug": "bare", "type": "string/="},
        {"id": "free", "name": "Free", "slug": "free", "type": "string/=", "values_query_type": "none"},
        {"id": "known", "name": "Known", "slug": "known", "type": "string/=",
         "values_source_type": "static-list",
         "values_source_config": {"values": [["a", "Apples"], ["b", "Bears"]]}},
    ]  # fmt: skip
    body = {"name": "Board", "parameters": filters}
    board = f"/api/dashboard/{(await author.post('/api/dashboard', json=body)).json()['id']}/params"
    for end in ("/values", "/search/a", "/remapping?value=a"):
        bare = await author.get(f"{board}/bare{end}")
        assert (bare.status_code, bare.json()) == (
            400,
            "Parameter bare does not have any Fields associated with it",
        )
        nobody = await author.get(f"{board}/nobody{end}")
        assert (nobody.status_code, nobody.json()) == (
            400,
            "Dashboard does not have a parameter with the ID nobody",
        )
        assert (await author.get(f"{board}/free{end}")).status_code == 200
    assert (await author.get(f"{board}/known/remapping?value=b")).json() == ["b", "Bears"]
    assert (await author.get(f"{board}/known/remapping?value=x")).json() == ["x"]


async def test_a_questions_variable_names_its_values_too(
    author: Client, orders: dict[str, Any]
) -> None:
    path = f"/api/card/{orders['id']}/params"
    tag = next(one for one in orders["parameters"] if one["slug"] == "state")
    named = await author.get(f"{path}/{tag['id']}/remapping?value=AK")
    assert (named.status_code, named.json()) == (200, ["AK"])
    assert (await author.get(f"{path}/nobody/remapping?value=AK")).json() == ["AK"]


async def test_the_editor_gets_a_drawn_result_and_a_readable_error(
    author: Client, shop: int
) -> None:
    query = sql(shop, "select state, count(*) as orders from orders group by 1")
    body = {"dataset_query": query, "display": "bar", "visualization_settings": {}}
    drawn = (await author.post("/api/signboard/render", json=body)).json()
    assert drawn["error"] is None
    assert drawn["row_count"] == 2
    assert "<svg" in drawn["html"] or "<table" in drawn["html"]
    assert "<script" not in drawn["html"]
    wrong = {"dataset_query": sql(shop, "select missing")}
    failed = (await author.post("/api/signboard/render", json=wrong)).json()
    assert "missing" in failed["error"]
    assert failed["html"] == ""


async def test_results_are_written_in_the_authors_language_before_the_instances(
    admin: Client, author: Client, shop: int
) -> None:
    query = sql(shop, "select 1234.5 as amount, date('2024-03-26') as day")
    none = sql(shop, "select 1 as amount where 1 = 0")
    await admin.put("/api/setting/site-locale", json={"value": "fr"})
    for spoken, amount, day, nothing in (
        ("de-AT,en;q=0.5", "1.234,5", "26. März 2024", "Keine Ergebnisse"),
        ("en-GB", "1,234.5", "26 March 2024", "No results"),
        ("*", "1\u202f234,5", "26 mars 2024", "Aucun résultat"),
    ):
        headers = {"accept-language": spoken}
        body = {"dataset_query": query, "display": "table"}
        drawn = await author.post("/api/signboard/render", json=body, headers=headers)
        assert amount in drawn.json()["html"], spoken
        assert day in drawn.json()["html"], spoken
        body = {"dataset_query": none, "display": "bar"}
        empty = await author.post("/api/signboard/render", json=body, headers=headers)
        assert nothing in empty.json()["html"], spoken
        file = {**query, "format_rows": True}
        saved = await author.post("/api/dataset/csv", json=file, headers=headers)
        assert amount in saved.text, spoken


async def test_the_editor_draws_the_series_of_a_card_on_one_chart(
    author: Client, shop: int
) -> None:
    by_state = "select state, {} as {} from orders group by 1"
    first = {"dataset_query": sql(shop, by_state.format("count(*)", "orders")), "name": "Orders"}
    other = {"dataset_query": sql(shop, by_state.format("3", "aims")), "name": "Aims"}
    broken = {"dataset_query": sql(shop, "select missing"), "name": "Broken"}
    body = {**first, "display": "bar", "series": [{**other, "display": "line"}, broken]}
    drawn = (await author.post("/api/signboard/render", json=body)).json()
    assert drawn["error"] is None
    assert "Aims" in drawn["html"]
    assert "Broken" not in drawn["html"]
    table = (await author.post("/api/signboard/render", json={**body, "display": "table"})).json()
    assert "Aims" not in table["html"]


SLOW = """
with recursive n(i) as (select 1 union all select i + 1 from n where i < 2000000000)
select count(*) from n
"""


async def test_leaving_stops_the_query_at_the_source(
    house: House, studio: FastAPI, admin: Client, shop: int
) -> None:
    gone = asyncio.Event()
    body = httpx.Request("POST", "http://x", json=sql(shop, SLOW)).content
    messages = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive() -> dict[str, Any]:
        if messages:
            return messages.pop()
        await gone.wait()
        return {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        sent.append(message)

    sent: list[Any] = []
    session = admin.headers["X-Metabase-Session"].encode()
    scope = {
        "type": "http", "method": "POST", "path": "/api/dataset", "query_string": b"",
        "root_path": "", "scheme": "http", "http_version": "1.1", "server": ("x", 80),
        "headers": [(b"x-metabase-session", session), (b"content-type", b"application/json")],
    }  # fmt: skip
    task = asyncio.create_task(studio(scope, receive, send))
    await asyncio.sleep(0.3)
    assert not task.done()
    assert len(house.runtime.sources._runs) == 1
    gone.set()
    await asyncio.wait_for(task, 30)
    for _ in range(100):
        if not house.runtime.sources._runs:
            break
        await asyncio.sleep(0.05)
    assert not house.runtime.sources._runs


async def test_words_are_drawn_as_viewers_will_see_them(author: Client) -> None:
    async def drawn(kind: str, **settings: object) -> str:
        wishes = {"virtual_card": {"display": kind}, **settings}
        asked = {"visualization_settings": wishes}
        answer = await author.post("/api/signboard/render-words", json=asked)
        return str(answer.json()["html"])

    assert "<strong>b</strong>" in await drawn("text", text="**b**")
    assert await drawn("heading", text="**b**") == '<h2 class="sb-hd" dir="auto">**b**</h2>'
    assert '<a href="https://example.com/"' in await drawn(
        "link", link={"url": "https://example.com/"}
    )
    assert await drawn("iframe", iframe="<iframe>", text="x") == ""
