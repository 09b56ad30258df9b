"""Claim: an embed data request costs little over the raw query with the same driver."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from http.client import HTTPConnection

import psycopg

from benchmarks.figure import Figure, percentile
from benchmarks.stage import (
    ACCOUNT,
    FRESH,
    FRESH_POSTGRESQL,
    HOST,
    SCHEMA,
    SQL,
    Server,
    Stage,
)

ROUNDS = 300


def measure(stage: Stage, server: Server) -> Iterator[Figure]:
    """Uncached embed data requests over HTTP against the same statement on an open connection."""
    with closing(sqlite3.connect(stage.database)) as sqlite:
        statement = SQL.format(schema="", account="orders.account_id = ?")

        def ask_sqlite() -> object:
            return sqlite.execute(statement, (ACCOUNT,)).fetchall()

        yield from _compare("SQLite", server, stage.data_path(FRESH), ask_sqlite)
    if stage.warehouse is None:
        return
    with psycopg.connect(stage.warehouse, autocommit=True) as postgresql:
        asked = SQL.format(schema=f"{SCHEMA}.", account="orders.account_id = %s")

        def ask_postgresql() -> object:
            return postgresql.execute(asked, (ACCOUNT,)).fetchall()

        yield from _compare("PostgreSQL", server, stage.data_path(FRESH_POSTGRESQL), ask_postgresql)


def _compare(engine: str, server: Server, path: str, ask: Callable[[], object]) -> Iterator[Figure]:
    """Both in turn, so that a noisy moment of the machine hits both."""
    raw: list[float] = []
    embed: list[float] = []
    with closing(HTTPConnection(HOST, server.port)) as connection:

        def request() -> None:
            connection.request("GET", path)
            answer = connection.getresponse()
            body = answer.read()
            assert answer.status == 202, body
            assert b'"completed"' in body, body

        for work in (ask, request):
            for _ in range(20):
                work()
        for _ in range(ROUNDS):
            for times, work in ((raw, ask), (embed, request)):
                started = time.perf_counter()
                work()
                times.append((time.perf_counter() - started) * 1000)
    for name, share, budget in (("p50", 0.5, None), ("p95", 0.95, 5)):
        mine, theirs = percentile(embed, share), percentile(raw, share)
        what = f"{engine}: overhead over the raw query, {name} (raw {theirs:.2f} ms)"
        yield Figure(what, mine - theirs, "ms", budget)
