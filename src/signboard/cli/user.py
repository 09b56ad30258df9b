"""`signboard user`: accounts, also before the first start."""

from __future__ import annotations

import sys
import time
from typing import Annotated

import typer

from signboard.cli.state import State, open_database
from signboard.studio.access.identity import Role
from signboard.studio.access.users import create_user, load_users

app = typer.Typer(help="Accounts of authors.", no_args_is_help=True)


@app.command()
def create(
    email: Annotated[str, typer.Option(help="E-mail address to sign in with.")],
    admin: Annotated[bool, typer.Option("--admin", help="May change everything.")] = False,
    password_stdin: Annotated[
        bool, typer.Option("--password-stdin", help="Read the password from standard input.")
    ] = False,
    first_name: Annotated[str | None, typer.Option()] = None,
    last_name: Annotated[str | None, typer.Option()] = None,
    state: State = None,
) -> None:
    """Create a user; without --password-stdin the password is asked for."""
    if password_stdin:
        password = sys.stdin.readline().rstrip("\r\n")
    else:
        password = typer.prompt("Password", hide_input=True, confirmation_prompt=True)
    with open_database(state) as database:
        user_id = create_user(
            database,
            email,
            password,
            role=Role.ADMIN if admin else Role.AUTHOR,
            now=time.time(),
            names=(first_name, last_name),
        )
    role = "administrator" if admin else "author"
    print(f"Created {role} {email.strip().lower()} (user {user_id}).")


@app.command("list")
def list_users(state: State = None) -> None:
    """List the users."""
    with open_database(state) as database:
        for user in load_users(database):
            print(f"{user.id}\t{user.role.value}\t{user.email}\t{user.common_name}")
