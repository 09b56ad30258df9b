"""What every viewers' route shares: the runtime, the shelf of finished bodies and the audit line."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import structlog
from starlette.requests import Request
from starlette.responses import Response

from signboard.audit.log import View
from signboard.embed.finished import Body, Remembered, Shelf, accepted_encoding, request_key
from signboard.embed.headers import page_headers
from signboard.embed.sheet import Sheet
from signboard.errors import SignboardError
from signboard.pipeline import Runtime
from signboard.tokens.verify import fingerprint

log = structlog.get_logger("signboard.embed")


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
                [parameter.id for parameter in sheet.bound.visible],
                sheet.locale,
            )
        )

    def respond(
        self,
        request: Request,
        sheet: Sheet,
        body: Body,
        headers: Mapping[str, str],
        status: int = 200,
    ) -> Response:
        """A finished body in the encoding that this client takes."""
        data, encoding = body.encoded(accepted_encoding(request.scope))
        self.remember(request, sheet, body, headers, status)
        self.record(sheet, 0.0, is_cached=True)
        sent = {**headers, "content-encoding": encoding.decode()} if encoding else dict(headers)
        return Response(data, status, sent)

    def remember(
        self,
        request: Request,
        sheet: Sheet,
        body: Body,
        headers: Mapping[str, str],
        status: int = 200,
    ) -> None:
        """Let the same request be answered from the shelf while everything still holds."""
        encoded = tuple((name.encode(), value.encode()) for name, value in headers.items())
        self.shelf.remember(
            request_key(request.scope),
            Remembered(
                body,
                status,
                encoded,
                sheet.visit.claims,
                self._view(sheet, 0.0, is_cached=True, dashcard_id=None),
                sheet.visit.loaded.catalog.version,
            ),
        )

    def record(
        self,
        sheet: Sheet,
        elapsed_seconds: float,
        *,
        is_cached: bool,
        dashcard_id: int | None = None,
        error_code: str | None = None,
    ) -> None:
        """One audit line, buffered."""
        view = self._view(
            sheet,
            elapsed_seconds * 1000,
            is_cached=is_cached,
            dashcard_id=dashcard_id,
            error_code=error_code,
        )
        self.runtime.audit.record(view)

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


def note_refusal(error: SignboardError, kind: str, raw_token: str) -> str:
    """Log a refusal without the token; return the reference that the reader can quote."""
    reference = secrets.token_hex(4)
    log.info(
        "refused", reference=reference, code=error.code, kind=kind, token=fingerprint(raw_token)
    )
    return reference


def headers_of_page(
    request: Request, head_script: str, ancestors: Sequence[str], base_path: str = ""
) -> dict[str, str]:
    """The page's headers for the address that this request came to.

    `base_path` is the path part of the site URL: where a proxy has put us.
    """
    return page_headers(
        host=request.headers.get("host", ""),
        base_path=base_path,
        head_script=head_script,
        ancestors=ancestors,
    )
