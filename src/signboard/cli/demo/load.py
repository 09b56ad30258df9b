"""Writes the sample company into a database. The only part of the demo that writes to one."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from signboard.cli.demo.company import Company

if TYPE_CHECKING:
    import psycopg


def load_sqlite(company: Company, path: Path) -> None:
    """A SQLite file with the company's tables, replacing what was there in one step."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".part")
    draft.unlink(missing_ok=True)
    with closing(sqlite3.connect(draft)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        connection.executescript(_schema())
        for name, rows in company.tables():
            places = ", ".join("?" * len(rows[0]))
            connection.executemany(f"INSERT INTO {name} VALUES ({places})", rows)
        connection.execute("ANALYZE")
        connection.commit()
    os.replace(draft, path)


def load_postgresql(company: Company, connection: psycopg.Connection[Any], schema: str) -> None:
    """The company's tables in a new PostgreSQL schema of that name, committed."""
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE SCHEMA "{schema}"')
        cursor.execute(f'SET LOCAL search_path TO "{schema}"')
        cursor.execute(_schema())
        for name, rows in company.tables():
            with cursor.copy(f"COPY {name} FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        for name, _ in company.tables():
            cursor.execute(f"ANALYZE {name}")
    connection.commit()


def _schema() -> str:
    return resources.files(__package__).joinpath("schema.sql").read_text("utf-8")
