"""`serve`: opens the house and listens. One process, one event loop."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import uvicorn

from signboard.server.app import MakeSample, Plane, create_app
from signboard.server.house import House, open_house
from signboard.server.logs import set_up_logs
from signboard.settings import Startup

GRACE_SECONDS = 5


def run(
    *,
    host: str,
    port: int,
    state_dir: Path | None,
    environ: Mapping[str, str],
    plane: Plane = Plane.ALL,
    ready: Callable[[House], None] | None = None,
    make_sample: MakeSample | None = None,
) -> None:
    """Serve until the process is told to stop.

    `ready` is called with the open house before the first request is taken. Errors: those of
    `open_house`; the command line turns them into a text.
    """
    set_up_logs()
    house = open_house(Startup.from_environment(environ, state_dir), environ)
    if ready is not None:
        ready(house)
    config = uvicorn.Config(
        create_app(house, plane, make_sample),
        host=host,
        port=port,
        access_log=False,
        log_config=None,
        server_header=False,
        date_header=True,
        timeout_graceful_shutdown=GRACE_SECONDS,
        h11_max_incomplete_event_size=65_536,
    )
    uvicorn.Server(config).run()
