"""`signboard openapi`: the description of the authors' API, from an application on an empty state."""

from __future__ import annotations

import json
import tempfile

from signboard.server.house import open_house
from signboard.settings import Startup
from signboard.studio.app import create_studio


def openapi() -> None:
    """Print the OpenAPI description as JSON."""
    with tempfile.TemporaryDirectory() as folder:
        house = open_house(Startup.from_environment({}, folder), {})
        try:
            description = create_studio(house.runtime, house.database, house.vault).openapi()
        finally:
            house.close()
    print(json.dumps(description, indent=2, sort_keys=True))
