"""Every viewers' route, with hostile values in every place where a stranger or a host can put one."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from structlog.testing import capture_logs

from tests.embed.stage import ACME
from tests.fuzz.corpus import HEADERS, JSONS, MARKS, PIECES, TEXTS, percent
from tests.fuzz.knock import Answer, Header, knock
from tests.fuzz.target import FOREIGN, TYPES, Target, fill_path, placeholders

pytestmark = pytest.mark.anyio
FORGIVEN = {200, 202, 302, 400, 404, 405, 414, 431}
FAILED = b'"status":"failed"'
EXPORT_FAILED = {502, 504}
"""A file that its source refused is a real 5xx that says so, never a short file (decision 8)."""
REQUESTS_A_ROUTE = 10


@dataclass(frozen=True)
class Ask:
    """One request, as bytes of a request line and headers."""

    path: str
    query: str = ""
    headers: tuple[Header, ...] = ()
    method: str = "GET"
    body: bytes = b""

    @property
    def target(self) -> str:
        return f"{self.path}?{self.query}" if self.query else self.path


async def look(target: Target, ask: Ask) -> Answer:
    """Ask, and hold the answer against everything that must be true of any answer."""
    with capture_logs() as lines:
        answer = await knock(target.app, ask.target, ask.headers, method=ask.method, body=ask.body)
    where = (ask.method, ask.target[:300], ask.headers, answer.status, answer.text[:300])
    if answer.status not in FORGIVEN:
        assert answer.status in EXPORT_FAILED, where
        assert FAILED in answer.body.replace(b": ", b":"), where
    assert [line for line in lines if line["log_level"] in ("error", "critical")] == [], where
    for statement in target.sources.take():
        shown = statement.sql.lower()
        assert not any(mark in shown for mark in MARKS), (where, statement)
    assert not any(foreign in answer.text for foreign in FOREIGN), where
    return answer


def fragment_headers(target: Target, path: str) -> tuple[Header, ...]:
    if "/-/" not in path:
        return ()
    token = target.good(path)["token"]
    return ((b"x-signboard-token", token.encode()), (b"accept-encoding", b"identity"))


async def test_good_requests_of_this_test_are_good_ones(target: Target) -> None:
    """Otherwise everything below would knock at closed doors."""
    opened = 0
    for route in target.routes():
        path = fill_path(route.path, target.good(route.path))
        for method in sorted(route.methods or ()):
            query = "slots=c0" if "/question/cards" in path else ""
            ask = Ask(path, query, fragment_headers(target, route.path), method)
            answer = await look(target, ask)
            opened += answer.status in (200, 202, 302)
    assert opened > 60


def rows_path(target: Target, slug: str, **params: Any) -> str:
    """Path of the rows that a parameter filters: the question's, or those of the dashboard's chart."""
    path = "/api/embed/dashboard/" if slug == "unit" else "/api/embed/card/"
    end = target.stage.card_path("board", 1) if slug == "unit" else "/query"
    return f"{path}{target.token(path, {'account': [ACME]} | params)}{end}"


def page_path(target: Target, slug: str) -> str:
    path = f"/embed/{'dashboard' if slug == 'unit' else 'question'}/"
    return path + target.token(path)


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
async def test_a_hostile_text_is_a_value_of_every_parameter(target: Target, text: str) -> None:
    for slug in TYPES:
        query = f"{slug}={percent(text)}"
        await look(target, Ask(page_path(target, slug), query))
        await look(target, Ask(rows_path(target, slug), query))
        await look(target, Ask(rows_path(target, slug, **{slug: text})))


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
async def test_a_hostile_text_is_a_search_a_constraint_and_a_lock(
    target: Target, text: str
) -> None:
    path = "/api/embed/card/"
    lists = f"{path}{target.token(path)}/params/t-category"
    await look(target, Ask(f"{lists}/search/{percent(text)}"))
    await look(target, Ask(f"{lists}/remapping", f"value={percent(text)}"))
    await look(target, Ask(f"{lists}/values", f"t-words={percent(text)}&t-placed={percent(text)}"))
    await look(target, Ask(f"{lists}/values", f"{percent(text)}={percent(text)}"))
    fragment = Ask(
        "/embed/-/question/values",
        f"parameter=t-category&search={percent(text)}&words={percent(text)}",
        fragment_headers(target, "/embed/-/question/values"),
    )
    await look(target, fragment)
    for value in (text, [text], [text, ACME], {"sql": text}, [[text]]):
        locked = target.token(path, {"account": value})
        await look(target, Ask(f"{path}{locked}/query"))
        await look(target, Ask(f"/embed/question/{locked}"))
        await look(target, Ask(f"{path}{locked}/params/t-category/values"))


@pytest.mark.parametrize("text", JSONS, ids=range(len(JSONS)))
async def test_any_json_is_a_value_or_refused(target: Target, text: str) -> None:
    for slug in TYPES:
        path, body = rows_path(target, slug), percent(f'{{"{slug}": {text}}}')
        await look(target, Ask(path, f"parameters={body}"))
        await look(target, Ask(f"{path}/json", f"parameters={body}"))
    await look(target, Ask(rows_path(target, "words"), f"parameters={percent(text)}"))
    link = f"/api/public/card/{target.links['question']}/query"
    sent = f'[{{"id": "t-words", "type": "string/contains", "value": {text}}}]'
    for body in (
        sent,
        text,
        f"[{text}]",
        f'[{{"id": {text}, "value": 1}}]',
        f'[{{"target": {text}}}]',
    ):
        await look(target, Ask(link, f"parameters={percent(body)}"))


async def test_every_route_with_something_hostile_in_every_place(target: Target) -> None:
    """Seeded, so that a finding is found again."""
    chance = random.Random(20_31)
    for route in target.routes():
        for method in sorted(route.methods or ()):
            for ask in hostile(target, route.path, method, chance):
                await look(target, ask)


def hostile(target: Target, template: str, method: str, chance: random.Random) -> Iterator[Ask]:
    """Requests to one route: each good but for one or two places."""
    good = target.good(template)
    headers = fragment_headers(target, template)
    for name in placeholders(template):
        for piece in chance.sample(PIECES, 6):
            yield Ask(fill_path(template, good | {name: piece}), "", headers, method)
    path = fill_path(template, good)
    keys = [*TYPES, "account", "parameters", "slots", "parameter", "search", "value", "url", "limit",
            "format_rows", "pivot_results", "maxwidth", "t-category", "p-words", "zq7f", ""]  # fmt: skip
    for _ in range(REQUESTS_A_ROUTE):
        query = "&".join(
            f"{chance.choice(keys)}={percent(chance.choice(TEXTS))}"
            for _ in range(chance.randint(1, 3))
        )
        if chance.random() < 0.3:
            query = f"parameters={percent(chance.choice(JSONS))}"
        if chance.random() < 0.2:
            query = f"{chance.choice(PIECES)}&%zz=%&=&&;{chance.choice(PIECES)}"
        more = (*headers, *chance.sample(HEADERS, chance.choice((0, 0, 1, 3))))
        body = query.encode() if method not in ("GET", "HEAD") else b""
        yield Ask(path, query, more, method, body)
    for _ in range(4):
        if "/public" in template or "token" not in good or "/-/" in template:
            break
        params: dict[Any, Any] = {
            "account": [ACME],
            chance.choice(list(TYPES)): chance.choice(TEXTS),
        }
        if chance.random() < 0.5:
            params = json.loads(
                chance.choice(['{"account":{"a":1}}', "[]", "{}", '{"":null}', "[1]", '"zq7f"'])
            )
        yield Ask(
            fill_path(template, good | {"token": target.token(template, params)}), "", (), method
        )


STORABLE = [
    text
    for text in TEXTS
    if "zq7f" in text
    and not any(letter == "\0" or 0xD800 <= ord(letter) < 0xE000 for letter in text)
]


@pytest.mark.parametrize("text", STORABLE, ids=range(len(STORABLE)))
async def test_a_hostile_text_reaches_its_source_whole_and_in_a_bind(
    target: Target, text: str
) -> None:
    """So that the marks above are looked for in statements that did hold the values."""
    for slug in ("category", "word"):
        await knock(target.app, f"{rows_path(target, slug)}?{slug}={percent(text)}")
        (statement,) = target.sources.take()
        assert text in statement.binds
        assert "zq7f" not in statement.sql
