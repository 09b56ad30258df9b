"""What every viewers' route shares: the runtime, the shelf of finished bodies and the audit line."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TypeVar

import structlog
from starlette.requests import Request
from starlette.responses import Response

from signboard.audit.log import LOCK_OPENED, View
from signboard.catalog.errors import CatalogTooOld
from signboard.catalog.models import ResourceKind
from signboard.embed.admit import Visit, admit, verify_either, verify_preview
from signboard.embed.encodings import Body, accepted_encoding, compress_body
from signboard.embed.finished import Remembered, Shelf, request_key, times_of
from signboard.embed.headers import page_headers
from signboard.embed.sheet import Sheet
from signboard.errors import Audience, Fault, SignboardError
from signboard.pipeline import Runtime
from signboard.tokens.verify import fingerprint

T = TypeVar("T")

log = structlog.get_logger("signboard.embed")

VIEWER_LEFT = "embed.viewer-left"
"""The audit's word for an answer that nobody waited for."""


@dataclass(frozen=True, slots=True)
class Fresh:
    """A body that was just made, with all that is needed to keep it."""

    scope: str
    plain: bytes
    fresh_until: float
    status: int = 200
    dashcard_id: int | None = None
    gains_by_compression: bool = True


@dataclass(frozen=True, slots=True)
class Finished:
    """A body of the shelf, by its scope."""

    scope: str
    body: Body
    status: int = 200
    dashcard_id: int | None = None


@dataclass(frozen=True, slots=True)
class Corridor:
    """Handed to every endpoint of this room."""

    runtime: Runtime
    shelf: Shelf = field(default_factory=Shelf)

    def scope(self, form: str, sheet: Sheet) -> str:
        """Key of a finished body: everything that decides what it shows, and no token."""
        visit = sheet.visit
        loaded = visit.loaded
        return repr(
            (
                form,
                loaded.kind.value,
                loaded.item.id,
                loaded.catalog.version,
                visit.viewing.value,
                sorted((slug, access.value) for slug, access in loaded.policy.items()),
                sheet.bound.scope(),
                visit.may_download,
                visit.claims.look,
                [parameter.id for parameter in sheet.bound.visible],
                sheet.locale,
            )
        )

    def respond(
        self, request: Request, sheet: Sheet, found: Finished, headers: Mapping[str, str]
    ) -> Response:
        """A finished body in the form that this client takes."""
        view = self.record(sheet, 0.0, is_cached=True, dashcard_id=found.dashcard_id)
        self._remember(request, sheet, found, headers, view)
        data, encoding = found.body.encoded(accepted_encoding(request.scope))
        sent = {**headers, "content-encoding": encoding.decode()} if encoding else dict(headers)
        return Response(data, found.status, sent)

    async def keep(
        self, request: Request, sheet: Sheet, fresh: Fresh, headers: Mapping[str, str]
    ) -> None:
        """Compress a body that was just sent and keep it for the others of its scope."""
        if fresh.gains_by_compression:
            body = await asyncio.to_thread(compress_body, fresh.plain, fresh.fresh_until)
        else:
            body = Body(fresh.plain, b"", b"", fresh.fresh_until)
        self.shelf.keep(fresh.scope, body)
        found = Finished(fresh.scope, body, fresh.status, fresh.dashcard_id)
        view = self._view(sheet, 0.0, is_cached=True, dashcard_id=fresh.dashcard_id)
        self._remember(request, sheet, found, headers, view)

    def _remember(
        self,
        request: Request,
        sheet: Sheet,
        found: Finished,
        headers: Mapping[str, str],
        view: View,
    ) -> None:
        """Let the same request be answered from the shelf while everything still holds."""
        if sheet.bound.opened_ids:
            return  # every use is an audit line of its own (decision 5)
        claims, catalog = sheet.visit.claims, sheet.visit.loaded.catalog
        encoded = tuple((name.encode(), value.encode()) for name, value in headers.items())
        answer = Remembered(
            found.scope,
            found.status,
            encoded,
            view,
            catalog.version,
            *times_of(claims, catalog.keys),
        )
        self.shelf.remember(request_key(request.scope), answer)

    def record(
        self,
        sheet: Sheet,
        elapsed_seconds: float,
        *,
        is_cached: bool,
        dashcard_id: int | None = None,
        error_code: str | None = None,
        kind: str | None = None,
    ) -> View:
        """One audit line, buffered, and one more when a lock was switched off (decision 5).

        `kind` is the word for what was done, the item's kind unless given.
        """
        view = self._view(
            sheet,
            elapsed_seconds * 1000,
            is_cached=is_cached,
            dashcard_id=dashcard_id,
            error_code=error_code,
        )
        view = replace(view, kind=kind or view.kind)
        self.runtime.audit.record(view)
        if sheet.bound.opened_ids:
            self.runtime.audit.record(replace(view, error_code=LOCK_OPENED))
        return view

    def _view(
        self,
        sheet: Sheet,
        elapsed_ms: float,
        *,
        is_cached: bool,
        dashcard_id: int | None,
        error_code: str | None = None,
    ) -> View:
        claims = sheet.visit.claims
        return View(
            at=self.runtime.clock(),
            kind=sheet.visit.loaded.kind.value,
            item_id=sheet.visit.loaded.item.id,
            dashcard_id=dashcard_id,
            key_id=claims.key_id,
            fingerprint=claims.fingerprint,
            status=200 if error_code is None else 400,
            elapsed_ms=elapsed_ms,
            is_cached=is_cached,
            error_code=error_code,
        )


class ViewerLeft(SignboardError):
    """The viewer closed the connection before the answer was there; nobody reads this."""

    code, status, fault, shown_to = VIEWER_LEFT, 499, Fault.VIEWER, Audience.VIEWER
    text = "The viewer left."


async def while_connected(request: Request, work: Awaitable[T]) -> T:
    """The result of the work, which is cancelled when the viewer leaves (decision 13).

    Errors: those of the work; `embed.viewer-left`.
    """
    task = asyncio.ensure_future(work)
    leaving = asyncio.ensure_future(_left(request))
    try:
        await asyncio.wait({task, leaving}, return_when=asyncio.FIRST_COMPLETED)
        if not task.done():
            raise ViewerLeft
        return task.result()
    finally:
        leaving.cancel()
        task.cancel()


async def _left(request: Request) -> None:
    """Returns once the connection is closed; embed requests have no body worth reading."""
    while (await request.receive())["type"] != "http.disconnect":
        pass


def note_refusal(error: SignboardError, kind: str, raw_token: str) -> str:
    """Log a refusal without the token; return the reference that the reader can quote."""
    reference = secrets.token_hex(4)
    log.info(
        "refused", reference=reference, code=error.code, kind=kind, token=fingerprint(raw_token)
    )
    return reference


@dataclass(frozen=True, slots=True)
class Refusal:
    """How a refusal reads: its status, and the error that its reader may know of.

    `text` is None when that is not the error itself.
    """

    status: int
    error: SignboardError
    text: str | None


@dataclass(frozen=True, slots=True)
class Door:
    """A way in: the first word of its paths, who is let in, and how its refusals read."""

    name: str
    admit: Callable[[Runtime, ResourceKind, str], Visit]
    read_refusal: Callable[[SignboardError], Refusal]


def refusal_status(error: SignboardError) -> int:
    """400 whatever was refused (protocol 1.5), but when we have nothing to serve from (decision 12)."""
    return error.status if isinstance(error, CatalogTooOld | ViewerLeft) else 400


def embed_refusal(error: SignboardError) -> Refusal:
    """The bare text for viewers and hosts (protocol 1.5)."""
    if error.shown_to in {Audience.VIEWER, Audience.HOST}:
        return Refusal(refusal_status(error), error, str(error))
    return Refusal(refusal_status(error), SignboardError(), None)


EMBED_API = Door("embed", admit, embed_refusal)
"""What a host's token opens, and no other: all of the embed plane."""
PREVIEW_PAGES = Door("embed", partial(admit, read=verify_preview), embed_refusal)
"""Pages and their fragments for authors only: the studio plane's (decision 12)."""
EMBED_PAGES = Door("embed", partial(admit, read=verify_either), embed_refusal)
"""Where one process serves viewers and authors, the same pages open both (decision 9)."""


def headers_of_page(
    request: Request,
    head_script: str,
    ancestors: Sequence[str],
    base_path: str = "",
    *,
    door: Door,
) -> dict[str, str]:
    """The page's headers for the address that this request came to.

    `base_path` is the path part of the site URL: where a proxy has put us.
    """
    return page_headers(
        host=request.headers.get("host", ""),
        base_path=base_path,
        head_script=head_script,
        ancestors=ancestors,
        door=door.name,
    )
