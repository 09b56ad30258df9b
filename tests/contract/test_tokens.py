"""Section 1 of embedding-protocol through HTTP: every token of its table, and which fault comes first."""

from __future__ import annotations

import html
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from types import MappingProxyType
from typing import Any, NamedTuple
from urllib.parse import quote

import httpx
import pytest

from signboard.catalog.keys import set_signing_secret, write_embedding_secret
from signboard.catalog.settings import write_setting
from signboard.server.app import create_app
from tests.contract.embed_api import CARD, DASH, OFF_HERE, ROWS
from tests.embed.stage import Stage, client_of, sqlite_stage
from tests.tokens import contract as tokens
from tests.tokens.contract import CORRUPT, NO_PARAMS, NO_QUESTION, NO_SECRET, NONE_ALGORITHM, NOW

pytestmark = pytest.mark.anyio
NO_ENDPOINT = "API endpoint does not exist."


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """A stage whose key is the table's and whose clock stands still; `open` is its first question."""
    with sqlite_stage(tmp_path_factory.mktemp("tokens")) as stage:
        set_signing_secret(stage.house.runtime.catalog, tokens.SECRET)
        yield stage


@asynccontextmanager
async def visitor(stage: Stage) -> AsyncIterator[httpx.AsyncClient]:
    runtime = replace(stage.house.runtime, clock=lambda: float(NOW))
    async with client_of(create_app(replace(stage.house, runtime=runtime))) as client:
        yield client


def segment(token: str) -> str:
    return quote(token.encode("utf-8", "surrogatepass"), safe="")


SENDABLE = [row for row in tokens.VERIFY if len(row.token) < 60_000]
"""What a client can put into an address at all."""


@pytest.mark.parametrize("row", SENDABLE, ids=lambda row: f"{row.section} {row.case}")
async def test_every_token_is_judged_alike_on_every_path_that_takes_one(
    house: Stage, row: tokens.Row
) -> None:
    path = segment(row.token)
    async with visitor(house) as viewer:
        described = await viewer.get(f"/api/embed/card/{path}")
        rows = await viewer.get(f"/api/embed/card/{path}/query")
        file = await viewer.get(f"/api/embed/card/{path}/query/json")
        listed = await viewer.get(f"/api/embed/card/{path}/params/t-category/values")
        page = await viewer.get(f"/embed/question/{path}")
        header = {"x-signboard-token": row.token.encode("utf-8", "surrogatepass")}
        drawn = await viewer.get("/embed/-/question/cards?slots=c0", headers=header)
    if row.text is None:
        # The token is good; whether it names something is decided after it.
        allowed = {200: None, 400: {NO_QUESTION, NO_PARAMS}}
        assert described.status_code in allowed
        assert described.status_code == 200 or described.text in {NO_QUESTION, NO_PARAMS}
        return
    if not row.token:
        assert (described.status_code, described.text) == (404, NO_ENDPOINT)
        return
    for answer in (described, rows, file, listed, drawn):
        assert (answer.status_code, answer.text) == (400, row.text)
        assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert page.status_code == 400
    assert row.text in html.unescape(page.text)


@pytest.mark.parametrize(("kind", "case", "resource", "expected"), tokens.RESOURCE)
async def test_every_resource_is_read_alike(
    house: Stage, kind: str, case: str, resource: object, expected: int | str
) -> None:
    token = tokens.sign({"resource": resource, "params": {}})
    name = "card" if kind == "question" else kind
    async with visitor(house) as viewer:
        answer = await viewer.get(f"/api/embed/{name}/{token}")
        page = await viewer.get(f"/embed/{kind}/{token}")
    if isinstance(expected, str) and expected != tokens.ENTITY_ID:
        assert answer.status_code == page.status_code == 400
        assert answer.text.startswith(expected)
    else:
        assert answer.status_code == 200 or answer.text in ("Not found.", OFF_HERE)


class Fault(NamedTuple):
    """Several faults at once, and the text of the one that is found first (protocol 1.4)."""

    case: str
    text: str
    path: str = CARD
    item: str = "orders"
    claims: Mapping[str, Any] = MappingProxyType({})
    is_off: bool = False
    has_key: bool = True
    forge: Callable[[str], str] = str


def none_header(token: str) -> str:
    return f"{tokens.NONE_HEADER}.{token.split('.')[1]}."


def cut(token: str) -> str:
    return token[:-4] + "AAAA"


NOBODY: Mapping[str, Any] = {"resource": {"question": 999_999}}
FAULTS = (
    Fault("alg none before the missing key", NONE_ALGORITHM, has_key=False, forge=none_header),
    Fault("the missing key before the signature", NO_SECRET, has_key=False, forge=cut),
    Fault("the signature before the time", CORRUPT, claims={"exp": 1}, forge=cut),
    Fault("the signature before the switch", CORRUPT, is_off=True, forge=cut),
    Fault("the time before the resource", "Token is expired (1)", DASH, claims={"exp": 1}),
    Fault("the time before the switch", "Token is expired (1)", claims={"exp": 1}, is_off=True),
    Fault("the resource before the switch", NO_QUESTION, item="overview", is_off=True),
    Fault("the id before the switch", tokens.QUESTION_ID, claims={"resource": {"question": 0}}, is_off=True),
    Fault("the switch before existence", "Embedding is not enabled.", claims=NOBODY, is_off=True),
    Fault("the switch before publication", "Embedding is not enabled.", item="draft", is_off=True),
    Fault("existence before params", "Not found.", claims=NOBODY | {"params": None}),
    Fault("the archive before params", "Not found.", item="gone", claims={"params": None}),
    Fault("publication before params", OFF_HERE, item="draft", claims={"params": None}),
    Fault("publication before the lock", OFF_HERE, ROWS, "draft", claims={"params": {}}),
    Fault("params before the parameters' rules", NO_PARAMS, ROWS + "?nobody=1", claims={"params": None}),
    Fault("the lock before the unknown", "You must specify a value for :account in the JWT.",
          ROWS + "?nobody=1", claims={"params": {}}),
    Fault("the map in its order", "You must specify a value for :account in the JWT.",
          ROWS + "?note=1", claims={"params": {}}),
    Fault("the rules before the query", "Unknown parameter :nobody.", ROWS + "?nobody=1", "broken"),
)  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.case)
async def test_the_first_fault_is_the_one_that_is_told(house: Stage, fault: Fault) -> None:
    store = house.house.runtime.catalog
    token = fault.forge(house.token(fault.item, **dict(fault.claims)))
    try:
        write_setting(store, "enable-embedding", not fault.is_off)
        if not fault.has_key:
            write_embedding_secret(store, None)
        async with visitor(house) as viewer:
            answer = await viewer.get(fault.path.replace("{token}", token))
    finally:
        write_setting(store, "enable-embedding", True)
        write_embedding_secret(store, tokens.SECRET)
    assert (answer.status_code, answer.text) == (400, fault.text)


async def test_switched_off_every_call_is_refused_and_on_again_everything_works(
    house: Stage,
) -> None:
    """Section 6: published flags are kept."""
    store = house.house.runtime.catalog
    board = f"/api/embed/dashboard/{house.token('overview')}"
    paths = [house.data("orders"), f"/api/embed/card/{house.token('orders')}", board,
             house.data("overview"), f"{house.data('orders')}/csv", f"{board}/params/p-category/values",
             f"/api/embed/pivot/card/{house.token('orders')}/query"]  # fmt: skip
    async with visitor(house) as viewer:
        before = [(await viewer.get(path)).text for path in paths]
        write_setting(store, "enable-embedding", False)
        for path in paths:
            answer = await viewer.get(path)
            assert (answer.status_code, answer.text) == (400, "Embedding is not enabled.")
        page = await viewer.get(house.page("orders"))
        assert (page.status_code, "Embedding is not enabled." in page.text) == (400, True)
        write_setting(store, "enable-embedding", True)
        assert [(await viewer.get(path)).text for path in paths] == before
