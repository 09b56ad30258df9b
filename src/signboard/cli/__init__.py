"""The command line: operators' tools around one state folder. Each command loads only what it needs."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Annotated

import typer

from signboard import __version__
from signboard.errors import SignboardError

_COMMANDS: Mapping[str, str] = {
    "serve": "signboard.cli.serve:serve",
    "demo": "signboard.cli.demo.command:demo",
    "user": "signboard.cli.user:app",
    "keys": "signboard.cli.keys:app",
    "apply": "signboard.cli.apply:apply_folder",
    "token": "signboard.cli.token:app",
    "openapi": "signboard.cli.openapi:openapi",
}
"""Command -> where it lives. Only the one that is asked for is imported: starting must be quick."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run `signboard …`; a refusal is one line on standard error and status 1."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if words == ["--version"]:
        print(f"signboard {__version__}")
        return
    try:
        build(words)(words)
    except SignboardError as error:
        print(f"signboard: {error}", file=sys.stderr)
        raise SystemExit(1) from None


def build(words: Sequence[str]) -> typer.Typer:
    """Return the application with the command that the words name, with all for `--help`."""
    app = typer.Typer(
        name="signboard",
        help="Live charts and dashboards inside other people's products.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )
    app.callback()(_about)
    named = [word for word in words[:1] if word in _COMMANDS]
    for name in named or _COMMANDS:
        module, _, attribute = _COMMANDS[name].partition(":")
        found = getattr(import_module(module), attribute)
        if isinstance(found, typer.Typer):
            app.add_typer(found, name=name)
        else:
            app.command(name=name)(found)
    return app


def _about(
    _version: Annotated[bool, typer.Option("--version", help="Show the version.")] = False,
) -> None:
    """Live charts and dashboards inside other people's products."""
