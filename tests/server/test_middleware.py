"""Wrappers and errors: odd paths, blanked tokens, headers on everything, answers for what escapes."""

from __future__ import annotations

from typing import Any

import pytest
import structlog
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from signboard.server.middleware import AccessLog, RefuseOddPaths, SecureByDefault, blank_token
from signboard.server.problems import Problems
from signboard.sources.errors import QueryFailed
from tests.embed.stage import client_of

pytestmark = pytest.mark.anyio


async def _plain(scope: Scope, receive: Receive, send: Send) -> None:
    await PlainTextResponse("here")(scope, receive, send)


def _raising(error: Exception, *, begun: bool = False) -> Any:
    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        if begun:
            await send({"type": "http.response.start", "status": 200, "headers": []})
        raise error

    return app


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("/embed/question/a.b.c", "/embed/question/[token]"),
        ("/embed/dashboard/whatever", "/embed/dashboard/[token]"),
        ("/api/embed/card/a.b.c/query", "/api/embed/card/[token]/query"),
        ("/api/preview_embed/card/a.b.c", "/api/preview_embed/card/[token]"),
        ("/api/embed/pivot/card/a.b.c/query", "/api/embed/pivot/card/[token]/query"),
        ("/elsewhere/a.b.c/x", "/elsewhere/[token]/x"),
        ("/x/" + "y" * 70, "/x/[token]"),
        ("/api/card/12", "/api/card/12"),
        ("/app/iframeResizer.js", "/app/iframeResizer.js"),
    ],
)
def test_a_path_in_the_log_holds_no_token(path: str, shown: str) -> None:
    assert blank_token(path) == shown


async def test_odd_paths_are_404_also_on_servers_that_give_the_decoded_path_only() -> None:
    seen: list[Any] = []

    async def send(message: Any) -> None:
        seen.append(message)

    scope = {"type": "http", "method": "GET", "path": "/a/../b", "headers": []}
    await RefuseOddPaths(_plain)(scope, _nothing, send)
    assert seen[0]["status"] == 404


async def _nothing() -> Any:
    return {"type": "http.request", "body": b"", "more_body": False}


async def test_every_answer_that_says_nothing_of_framing_may_not_be_framed() -> None:
    async with client_of(SecureByDefault(_plain)) as client:
        answer = await client.get("/")
    assert answer.headers["x-frame-options"] == "DENY"
    assert answer.headers["content-security-policy"] == "frame-ancestors 'none'"
    assert answer.headers["cache-control"] == "no-store"


async def test_an_escaped_error_is_answered_with_a_reference_and_nothing_private() -> None:
    error = ValueError("select secret from t where id = 770001")
    with structlog.testing.capture_logs() as lines:
        async with client_of(Problems(_raising(error))) as client:
            answer = await client.get("/anything")
            embed = await client.get("/api/embed/card/x")
    assert (answer.status_code, embed.status_code) == (500, 400)
    reference = answer.headers["x-signboard-reference"]
    assert reference in answer.text
    assert next(line["reference"] for line in lines) == reference
    assert "secret" not in answer.text
    assert all("770001" not in str(line) for line in lines)
    trace = lines[0]["exc_info"]
    assert "770001" not in str(trace)


async def test_a_known_error_keeps_its_status_and_its_readers_text() -> None:
    error = QueryFailed(private={"sql": "select secret"})
    async with client_of(Problems(_raising(error))) as client:
        answer = await client.get("/api/card/1")
    assert answer.status_code == 400
    assert answer.text == str(error)


async def test_an_error_after_the_first_byte_ends_the_connection_without_its_text() -> None:
    """The server logs what it is given, and must be given nothing private."""
    error = ValueError("select secret")
    scope = {"type": "http", "method": "GET", "path": "/", "headers": []}

    async def send(message: Any) -> None:
        return None

    with pytest.raises(RuntimeError) as caught:
        await Problems(_raising(error, begun=True))(scope, _nothing, send)
    assert str(caught.value) == "ValueError"
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__


async def test_each_request_is_one_line_with_its_status_and_time() -> None:
    with structlog.testing.capture_logs() as lines:
        async with client_of(AccessLog(_plain)) as client:
            await client.get("/embed/question/a.b.c?x=1")
    (line,) = lines
    assert (line["method"], line["path"], line["status"]) == ("GET", "/embed/question/[token]", 200)
    assert 0 <= line["ms"] < 1_000
