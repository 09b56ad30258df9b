"""`signboard apply`: content as files becomes what is stored (docs/content.md)."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from signboard.catalog.content import Action, apply, plan
from signboard.cli.state import State, open_store


def apply_folder(
    folder: Annotated[Path, typer.Argument(help="Folder of YAML and .sql files.")],
    state: State = None,
    plan_only: Annotated[
        bool, typer.Option("--plan", help="Only say what would change; status 2 when something.")
    ] = False,
) -> None:
    """Make everything as the files say; what is not in the folder is left alone."""
    with open_store(state) as store:
        if plan_only:
            planned = plan(store, folder)
            print(planned)
            raise typer.Exit(0 if planned.is_empty else 2)
        report = apply(store, folder)
    done = [change for change in report.plan.changes if change.action is not Action.KEEP]
    print("\n".join(map(str, done)) or "Everything is as the files say already.")
    for note in report.notes:
        print(f"note    {note}")
