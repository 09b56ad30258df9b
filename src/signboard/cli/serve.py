"""`signboard serve`: everything in one process, or one plane of it."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from signboard.cli.demo.sample import make_sample
from signboard.cli.state import DEFAULT_HOST, DEFAULT_PORT, State
from signboard.server.app import Plane
from signboard.server.house import House
from signboard.server.run import run
from signboard.studio.access.first_user import LINK_SECONDS, issue_link


def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = DEFAULT_HOST,
    port: Annotated[int, typer.Option(help="Port to listen on.", min=1, max=65535)] = DEFAULT_PORT,
    state: State = None,
    plane: Annotated[
        Plane, typer.Option(help="all; embed: viewers only, no login; studio: authors only.")
    ] = Plane.ALL,
) -> None:
    """Serve embeds and the studio until told to stop."""
    address = f"http://{f'[{host}]' if ':' in host else host}:{port}"

    def ready(house: House) -> None:
        print(f"Signboard serves {address}", flush=True)
        if plane is not Plane.EMBED:
            settings = house.runtime.catalog.current().settings
            # The site URL is where viewers go; in two planes the studio is not there.
            known = settings.studio_url if plane is Plane.STUDIO else settings.studio_address
            _offer_first_user(house, known or address)

    run(
        host=host,
        port=port,
        state_dir=state,
        environ=os.environ,
        plane=plane,
        ready=ready,
        make_sample=make_sample,
    )


def _offer_first_user(house: House, address: str) -> None:
    """Print the one-time link while nobody has an account (decision 11)."""
    path = issue_link(house.database, house.runtime.clock())
    if path is None:
        return
    minutes = LINK_SECONDS // 60
    print(f"Make the first administrator ({minutes} minutes, once): {address}{path}", flush=True)
