"""`signboard token`: makes tokens to try an embed with, and explains why one is refused."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Mapping, Sequence
from typing import Annotated

import typer

from signboard.cli.state import DEFAULT_HOST, DEFAULT_PORT, State, open_store
from signboard.settings import SettingRefused
from signboard.tokens.errors import SecretMissing
from signboard.tokens.explain import Explanation, explain
from signboard.tokens.mint import mint

app = typer.Typer(help="Tokens: make one, or find out why one is refused.", no_args_is_help=True)
_DEFAULT_SECONDS = 600


@app.command("mint")
def mint_token(
    question: Annotated[str | None, typer.Option(help="Id or entity id.")] = None,
    dashboard: Annotated[str | None, typer.Option(help="Id or entity id.")] = None,
    param: Annotated[
        list[str] | None,
        typer.Option(help="slug=value; the value is JSON or text. Repeat a slug for a list."),
    ] = None,
    expires_in: Annotated[
        int, typer.Option(help="Seconds until it ends; 0 for never.", min=0)
    ] = _DEFAULT_SECONDS,
    url: Annotated[bool, typer.Option("--url", help="Print the whole address.")] = False,
    state: State = None,
) -> None:
    """Print a token for one question or dashboard, signed with the signing key."""
    if (question is None) == (dashboard is None):
        raise SettingRefused(reason="Name either --question or --dashboard.")
    kind, key = ("question", question) if question is not None else ("dashboard", dashboard)
    with open_store(state) as store:
        catalog = store.current()
    if catalog.keys.signing is None:
        raise SecretMissing
    token = mint(
        catalog.keys.signing,
        resource={kind: int(key) if key and key.isdecimal() else key},
        params=parse_params(param or []),
        exp=int(time.time()) + expires_in if expires_in else None,
    )
    print(f"{_site(catalog.settings.site_url)}/embed/{kind}/{token}" if url else token)


def _site(site_url: str | None) -> str:
    """Where embeds are; where `signboard serve` listens by default when nobody has said it."""
    if site_url is not None:
        return site_url
    assumed = f"http://{DEFAULT_HOST}:{DEFAULT_PORT}"
    note = "is assumed: no site URL is set. Set SIGNBOARD_SITE_URL, or the site URL under Admin, Embedding."
    print(f"signboard: {assumed} {note}", file=sys.stderr)
    return assumed


@app.command("explain")
def explain_token(
    token: Annotated[str, typer.Argument(help="The token; - reads it from standard input.")] = "-",  # noqa: S107  # no secret: a dash
    state: State = None,
) -> None:
    """Say whether a token is good, and if not, what to change. Prints no value of `params`."""
    raw = (sys.stdin.read() if token == "-" else token).strip()  # noqa: S105  # a dash is no secret
    with open_store(state) as store:
        ring = store.current().keys
    found = explain(raw, ring, time.time())
    print("\n".join(describe(found)))
    raise typer.Exit(0 if found.refusal is None else 1)


def parse_params(pairs: Sequence[str]) -> Mapping[str, object]:
    """Return slug -> value of `slug=value` words; a repeated slug gives a list.

    >>> parse_params(["state=AK", "state=NY", "year=2024", "open=true"])
    {'state': ['AK', 'NY'], 'year': 2024, 'open': True}
    """
    found: dict[str, list[object]] = {}
    for pair in pairs:
        slug, equals, text = pair.partition("=")
        if not slug or not equals:
            raise SettingRefused(reason=f"--param {pair} must look like slug=value.")
        found.setdefault(slug, []).append(_value(text))
    return {slug: values[0] if len(values) == 1 else values for slug, values in found.items()}


def describe(found: Explanation) -> list[str]:
    """Return what is known of a token, one line each."""
    lines = ["good" if found.refusal is None else f"refused: {found.refusal}"]
    if found.key is not None:
        lines.append(f"signed with: {found.key.name} ({found.key.state.value})")
    if found.resource:
        lines.append(f"resource: {json.dumps(dict(found.resource), default=str)}")
    lines += [f"params.{slug}: {kind}" for slug, kind in found.kinds.items()]
    if found.expires_in_seconds is not None:
        lines.append(f"expires in: {found.expires_in_seconds:.0f} s")
    return [*lines, *found.advice]


def _value(text: str) -> object:
    try:
        return json.loads(text)
    except ValueError:
        return text
