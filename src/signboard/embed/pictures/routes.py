"""Routes of pictures for each door of viewers: `/embed` by token, `/public` by UUID."""

from __future__ import annotations

from starlette.convertors import Convertor, register_url_convertor
from starlette.routing import BaseRoute, Route

from signboard.catalog.models import ResourceKind
from signboard.embed.corridor import Corridor, Door
from signboard.embed.pictures.answer import PictureEndpoint
from signboard.embed.pictures.printed import PaperEndpoint


class PictureForm(Convertor[str]):
    """The ending of an address that names a picture's form."""

    regex = "svg|png"

    def convert(self, value: str) -> str:
        """The form."""
        return value

    def to_string(self, value: str) -> str:
        """The ending."""
        return value


register_url_convertor("picture", PictureForm())


def picture_routes(corridor: Corridor, door: Door) -> list[BaseRoute]:
    """Documents of both kinds, a question's picture, and that of one card of a dashboard."""
    question, dashboard = (
        PictureEndpoint(corridor, kind, door).respond
        for kind in (ResourceKind.QUESTION, ResourceKind.DASHBOARD)
    )
    papers = [
        Route(
            f"/{door.name}/{kind.value}/{{token}}.pdf", PaperEndpoint(corridor, kind, door).respond
        )
        for kind in ResourceKind
    ]
    return [
        *papers,
        Route(f"/{door.name}/question/{{token}}.{{form:picture}}", question),
        Route(
            f"/{door.name}/dashboard/{{token}}/dashcard/{{dashcard_id:id}}.{{form:picture}}",
            dashboard,
        ),
    ]
