"""`/embed/question/<token>.csv` and its like: the page's address with a format is an export's."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from starlette.convertors import Convertor, register_url_convertor
from starlette.requests import Request
from starlette.responses import Response

from signboard.embed.corridor import Corridor
from signboard.embed.headers import api_headers


@dataclass(frozen=True, slots=True)
class ExportRedirect:
    """Sends a question's address with a format on to the API of the same door (2.1)."""

    corridor: Corridor
    door: str

    async def respond(self, request: Request) -> Response:
        """302 with the whole query string, whatever the token: the API says what is wrong with it."""
        site_url = self.corridor.runtime.catalog.current().settings.site_url or ""
        token, form = quote(request.path_params["token"]), request.path_params["format"]
        target = f"{site_url}/api/{self.door}/card/{token}/query/{form}?{request.url.query}"
        return Response(status_code=302, headers={**api_headers(), "location": target})


class ExportFormat(Convertor[str]):
    """The ending of an address that names a file's format."""

    regex = "csv|xlsx|json"

    def convert(self, value: str) -> str:
        """The format."""
        return value

    def to_string(self, value: str) -> str:
        """The ending."""
        return value


register_url_convertor("format", ExportFormat())
