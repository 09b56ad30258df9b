"""The authors' API, asked whatever its own description allows and what it forbids, by Schemathesis."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
import requests
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from structlog.testing import capture_logs

from tests.fuzz.knock import Header, knock
from tests.studio.conftest import AUTHOR, BASE, signed_in

pytestmark = pytest.mark.anyio
EXAMPLES = 3
"""Requests to one operation, for each way to fill its path and each way to generate the rest."""
QUIET = settings(
    max_examples=EXAMPLES,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def operations(description: dict[str, Any]) -> Iterator[Any]:
    """Every operation; what removes things comes last, and what ends the session at the very end."""
    schema = schemathesis.openapi.from_dict(description)
    found = [result.ok() for result in schema.get_all_operations()]
    order = ("get", "post", "put", "patch", "delete")
    yield from sorted(
        found, key=lambda one: (order.index(one.method), "session" in one.path, one.path)
    )


def cases(operation: Any) -> list[requests.PreparedRequest]:
    """Requests that the description allows and that it does not, to things that exist and others."""
    known = {one.name: "1" for one in operation.path_parameters}
    can_be_wrong = bool(operation.query or operation.body)
    collected: list[requests.PreparedRequest] = []
    for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
        for path_parameters in ({}, known) if known else ({},):
            if mode is GenerationMode.NEGATIVE and not can_be_wrong:
                continue

            @QUIET
            @given(operation.as_strategy(mode, path_parameters=path_parameters or None))
            def collect(case: Any) -> None:
                words = case.as_transport_kwargs(base_url=BASE)
                collected.append(requests.Request(**words).prepare())

            collect()
    return collected


_asked: list[tuple[str, list[requests.PreparedRequest]]] = []
"""Operations with their requests: the same for everybody, and slow to think of."""


async def ask_everything(studio: FastAPI, session: tuple[Header, ...]) -> set[str]:
    """Ask all operations; those that answered at least one request well."""
    opened = set()
    if not _asked:
        _asked.extend((one.label, cases(one)) for one in operations(studio.openapi()))
    for label, requests_of_it in _asked:
        for case in requests_of_it:
            assert case.url is not None
            target = case.url.removeprefix(BASE)
            body = case.body.encode() if isinstance(case.body, str) else case.body or b""
            headers = [
                (name.lower().encode("latin-1"), str(value).encode("latin-1", "replace"))
                for name, value in case.headers.items()
                if name.lower() not in {"host", "cookie", "x-metabase-session", "x-api-key"}
            ]
            with capture_logs() as lines:
                answer = await knock(
                    studio, target, [*headers, *session], method=case.method or "GET", body=body
                )
            where = (case.method, target[:300], body[:500], answer.status, answer.text[:300])
            assert answer.status < 500, where
            assert answer.status != 422, where
            assert [one for one in lines if one["log_level"] in ("error", "critical")] == [], where
            if answer.status < 300:
                opened.add(label)
    return opened


FOR_STRANGERS = {
    "GET /api/health",
    "GET /api/session/properties",
    "GET /api/signboard/first-user",
    "GET /api/signboard/sign-in",
    "GET /api/signboard/stylesheet.css",
}


async def test_strangers_get_no_5xx_and_nearly_nothing_else(studio: FastAPI) -> None:
    assert await ask_everything(studio, ()) == FOR_STRANGERS


async def test_authors_get_no_5xx(
    studio: FastAPI, admin: httpx.AsyncClient, orders: dict[str, Any]
) -> None:
    board = {"name": "Board", "parameters": []}
    made = (await admin.post("/api/dashboard", json=board)).json()
    card = {"id": -1, "card_id": orders["id"], "row": 0, "col": 0, "size_x": 4, "size_y": 4}
    await admin.put(f"/api/dashboard/{made['id']}", json={"dashcards": [card]})
    async with signed_in(studio, AUTHOR) as author:
        token = author.headers["x-metabase-session"].encode()
        opened = await ask_everything(studio, ((b"x-metabase-session", token),))
    assert len(opened) > 40
