"""`signboard keys`: the keys that hosts sign with."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

import typer

from signboard.catalog.keys import regenerate as regenerate_key
from signboard.cli.state import State, open_store
from signboard.tokens.errors import SecretMissing
from signboard.tokens.mint import new_secret

app = typer.Typer(help="Keys that hosts sign with.", no_args_is_help=True)


@app.command("list")
def list_keys(state: State = None) -> None:
    """List the accepted keys without their secrets, the signing one first."""
    with open_store(state) as store:
        for key in store.current().keys.accepted:
            ends = "never" if key.expires_at is None else _when(key.expires_at)
            print(
                f"{key.id}\t{key.state.value}\t{key.name}\t…{_text(key.secret)[-4:]}\tends {ends}"
            )


@app.command()
def show(state: State = None) -> None:
    """Print the signing key, for the host's configuration."""
    with open_store(state) as store:
        signing = store.current().keys.signing
        if signing is None:
            raise SecretMissing
        print(_text(signing.secret))


@app.command()
def regenerate(
    grace_seconds: Annotated[
        int, typer.Option(help="How long the old key stays accepted.", min=0)
    ] = 0,
    state: State = None,
) -> None:
    """Replace the signing key and print the new one; the old one ends now or after a while."""
    with open_store(state) as store:
        print(_text(regenerate_key(store, grace_seconds=float(grace_seconds)).secret))


@app.command()
def new() -> None:
    """Print a fresh secret; nothing is stored."""
    print(new_secret())


def _text(secret: bytes) -> str:
    return secret.decode(errors="replace")


def _when(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="minutes")
