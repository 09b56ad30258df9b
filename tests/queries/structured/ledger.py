"""Accounts and their orders, in Python and in a real database of each engine.

Expected rows are computed from the lists below, never by SQL.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from signboard.catalog.models import SourceField, SourceTable
from signboard.parameters.dates import WEEKDAYS
from signboard.parameters.declared import FieldTarget, Value
from signboard.queries.context import CompileContext, Given
from signboard.queries.statement import FieldRef, Statement
from signboard.queries.structured.compile import compile_structured
from signboard.queries.structured.parse import parse_structured
from signboard.queries.structured.pivot import Pivot
from signboard.queries.structured.schema import Schema
from signboard.results.table import BaseType, Table
from signboard.sources.base import Limits
from signboard.sources.engines import ENGINES
from signboard.sources.execute import Sources

ZONE = ZoneInfo("America/New_York")
NOW = datetime(2024, 3, 13, 14, 35, tzinfo=ZONE)
ACCOUNTS, ORDERS = 1, 2
FIELDS: Mapping[str, tuple[int, int, BaseType]] = {
    "accounts.id": (11, ACCOUNTS, BaseType.INTEGER),
    "accounts.name": (12, ACCOUNTS, BaseType.TEXT),
    "accounts.region": (13, ACCOUNTS, BaseType.TEXT),
    "accounts.manager_id": (14, ACCOUNTS, BaseType.INTEGER),
    "orders.id": (21, ORDERS, BaseType.INTEGER),
    "orders.account_id": (22, ORDERS, BaseType.INTEGER),
    "orders.seller_id": (23, ORDERS, BaseType.INTEGER),
    "orders.status": (24, ORDERS, BaseType.TEXT),
    "orders.total": (25, ORDERS, BaseType.DECIMAL),
    "orders.quantity": (26, ORDERS, BaseType.INTEGER),
    "orders.paid": (27, ORDERS, BaseType.BOOLEAN),
    "orders.day": (28, ORDERS, BaseType.DATE),
    "orders.at": (29, ORDERS, BaseType.DATETIME),
    "orders.seen": (30, ORDERS, BaseType.DATETIME_TZ),
}
KEYS = {14: 11, 22: 11, 23: 11}
Row = Mapping[str, Any]
ACCOUNT_ROWS: Sequence[Row] = (
    {"id": 1, "name": "Acme", "region": "north", "manager_id": None},
    {"id": 2, "name": "O'Hara & Sons", "region": "south", "manager_id": 1},
    {"id": 3, "name": "100% Wool_", "region": "north", "manager_id": 1},
    {"id": 4, "name": "Zebra", "region": None, "manager_id": 2},
)
_STATUSES = ("new", "paid", "Shipped", None, "new", "")


def _order(number: int) -> Row:
    at = datetime(2023, 1, 1, 0, 0) + timedelta(hours=61 * number, minutes=17 * number)
    return {
        "id": number,
        "account_id": (1, 2, 3, None, 2)[number % 5],
        "seller_id": 1 + number % 4,
        "status": _STATUSES[number % 6],
        "total": None if number % 7 == 3 else Decimal(number * 37 % 101) + Decimal("0.25"),
        "quantity": number % 4 + 1,
        "paid": number % 3 == 0,
        "day": at.date(),
        "at": at,
        "seen": at.replace(tzinfo=UTC) + timedelta(hours=2),
    }


# 180 orders from January 2023 to April 2024; the last ones lie in what is the future on `NOW`.
ORDER_ROWS: Sequence[Row] = tuple(_order(number) for number in range(1, 181))
_TYPES: Mapping[str, Mapping[BaseType, str]] = {
    "sqlite": {BaseType.DATETIME: "timestamp", BaseType.DATETIME_TZ: "timestamp with time zone"},
    "postgres": {BaseType.DATETIME: "timestamp", BaseType.DATETIME_TZ: "timestamptz"},
    "duckdb": {BaseType.DATETIME: "timestamp", BaseType.DATETIME_TZ: "timestamptz"},
    "mysql": {BaseType.DATETIME: "datetime", BaseType.DATETIME_TZ: "timestamp null", BaseType.TEXT: "varchar(100)"},
}  # fmt: skip
_ANY_TYPES = {
    BaseType.INTEGER: "integer", BaseType.TEXT: "text", BaseType.DECIMAL: "decimal(10, 2)",
    BaseType.BOOLEAN: "boolean", BaseType.DATE: "date",
}  # fmt: skip


def script(engine: str, schema: str | None) -> Sequence[str]:
    """Statements that make the two tables and fill them."""
    quote = "`" if engine == "mysql" else '"'
    prefix = f"{schema}." if schema else ""
    statements = []
    for table, rows in (("ledger_accounts", ACCOUNT_ROWS), ("ledger orders", ORDER_ROWS)):
        owner = ACCOUNTS if rows is ACCOUNT_ROWS else ORDERS
        types = {**_ANY_TYPES, **_TYPES[engine]}
        columns = [
            f"{quote}{name.split('.')[1]}{quote} {types[base]}"
            for name, (_, of, base) in FIELDS.items()
            if of == owner
        ]
        name = f"{prefix}{quote}{table}{quote}"
        statements.append(f"create table {name} ({', '.join(columns)})")
        values = ", ".join(
            "(" + ", ".join(_literal(one, engine) for one in row.values()) + ")" for row in rows
        )
        statements.append(f"insert into {name} values {values}")
    return statements


def _literal(value: Any, engine: str) -> str:
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, datetime) and value.tzinfo is not None:
        text = value.isoformat(" ").replace("+00:00", "" if engine == "mysql" else "+00:00")
        return f"'{text}'"
    if isinstance(value, datetime):
        return f"'{value.isoformat(' ')}'"
    if isinstance(value, date):
        return f"'{value}'"
    return "'" + value.replace("'", "''") + "'" if isinstance(value, str) else str(value)


@dataclass(frozen=True)
class Ledger:
    """One engine with the two tables."""

    subject: Any
    sources: Sources

    @property
    def schema(self) -> Schema:
        """What a sync would have found, with foreign keys."""
        schema = self.subject.schema
        fields = {
            number: SourceField(
                FieldRef(number, schema, _table_name(of), name.split(".")[1], base),
                of,
                name.split(".")[1].replace("_", " ").capitalize().replace(" id", " ID"),
                number,
                fk_target_field_id=KEYS.get(number),
            )
            for name, (number, of, base) in FIELDS.items()
        }
        tables = {
            of: SourceTable(
                of,
                1,
                schema,
                _table_name(of),
                _table_name(of),
                tuple(number for number, field in fields.items() if field.table_id == of),
            )
            for of in (ACCOUNTS, ORDERS)
        }
        return Schema(1, tables, fields)

    def context(self, start_of_week: str = "sunday") -> CompileContext:
        dialect = ENGINES[self.subject.spec.engine].dialect
        return CompileContext(dialect, {}, NOW, WEEKDAYS[start_of_week])

    def compile(
        self,
        query: object,
        *fed: tuple[FieldTarget, Given],
        start_of_week: str = "sunday",
        pivot: Pivot | None = None,
    ) -> Statement:
        parsed = parse_structured(query)
        return compile_structured(parsed, fed, self.context(start_of_week), self.schema, pivot)

    def table(self, query: object, *fed: tuple[FieldTarget, Given], **words: Any) -> Table:
        statement = self.compile(query, *fed, **words)
        return self.sources.execute_now(self.subject.spec, statement, Limits(1000, 20_000))

    def rows(
        self, query: object, *fed: tuple[FieldTarget, Given], **words: Any
    ) -> list[tuple[Any, ...]]:
        """Rows with numbers as floats and moments without a zone, the same on every engine."""
        table = self.table(query, *fed, **words)
        return [tuple(plain(cell) for cell in row) for row in table.rows]

    def ids(self, condition: object = None, *fed: tuple[FieldTarget, Given]) -> set[int]:
        """Ids of the orders that a filter, or parameters, let through."""
        query = {"source-table": ORDERS, "fields": [ref("orders.id")], "filter": condition}
        return {int(row[0]) for row in self.rows(query, *fed)}


def _table_name(of: int) -> str:
    return "ledger_accounts" if of == ACCOUNTS else "ledger orders"


def ref(name: str, **options: object) -> list[object]:
    """A `["field", id, options]` clause: underscores in options stand for dashes."""
    words = {key.replace("_", "-"): value for key, value in options.items()}
    return ["field", FIELDS[name][0], words or None]


def via(key: str, name: str) -> list[object]:
    """A column of an account behind a foreign key of an order."""
    return ref(name, source_field=FIELDS[key][0])


def target(name: str, key: str | None = None) -> FieldTarget:
    """The column that a parameter filters."""
    return FieldTarget(FIELDS[name][0], FIELDS[key][0] if key else None)


def given(value: Value, type: str = "", *, is_locked: bool = False) -> Given:
    return Given(type, value, is_locked)


def plain(cell: Any) -> Any:
    """A cell as engines can be compared."""
    if isinstance(cell, Decimal | int | float):
        return round(float(cell), 4)
    if isinstance(cell, datetime):
        return cell.astimezone(UTC).replace(tzinfo=None) if cell.tzinfo else cell
    return datetime.combine(cell, datetime.min.time()) if isinstance(cell, date) else cell


def orders_where(holds: Callable[[Row], object]) -> set[int]:
    """Ids of the orders for which a Python condition holds."""
    return {row["id"] for row in ORDER_ROWS if holds(row)}


def clause_id(part: object) -> str | None:
    """Return the name of a case by its clause; the same in every worker, where a function's is not."""
    return None if callable(part) else str(part)[:60]


def account_of(row: Row, key: str = "account_id") -> Row:
    """The account that an order points at, with nothing in it where there is none."""
    found = [one for one in ACCOUNT_ROWS if one["id"] == row[key]]
    return found[0] if found else dict.fromkeys(ACCOUNT_ROWS[0])


def local(moment: datetime) -> datetime:
    """A moment on the report's clock."""
    return moment.astimezone(ZONE).replace(tzinfo=None)
