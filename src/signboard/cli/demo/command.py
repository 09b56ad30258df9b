"""The command `signboard demo`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from signboard.cli.demo.run import run_demo


def demo(
    port: Annotated[int, typer.Option(help="Port of the studio and the embeds.")] = 3300,
    portal_port: Annotated[int, typer.Option(help="Port of the host application.")] = 3400,
    state: Annotated[Path, typer.Option(help="Folder for the demo's data.")] = Path("demo-state"),
) -> None:
    """Show a sample company: studio, published dashboard and a customer portal that embeds it."""
    run_demo(state, port, portal_port)
