"""The tables of our own database. Every change here needs a migration: a test compares the two.

Ids are never reused, also after a delete: AUTOINCREMENT on SQLite, identity on PostgreSQL. Times
are Unix seconds. JSON is kept as text, so that authors get back what they sent, in its order.
"""

from __future__ import annotations

import json
from typing import Any

import sqlalchemy as sa

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Json(sa.types.TypeDecorator[object]):
    """A JSON value as text. None is SQL NULL; key order, big integers and NUL in strings survive."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: object, dialect: sa.Dialect) -> str | None:
        """Return the text to store."""
        return None if value is None else json.dumps(value, separators=(",", ":"), allow_nan=False)

    def process_result_value(self, value: str | None, dialect: sa.Dialect) -> object:
        """Return the value that was stored."""
        return None if value is None else json.loads(value)


def _id() -> sa.Column[int]:
    return sa.Column("id", sa.Integer, sa.Identity(), primary_key=True)


def _time(name: str, *, required: bool = True) -> sa.Column[float]:
    return sa.Column(name, sa.Double, nullable=not required)


def _text(name: str, default: str | None = None, *, unique: bool = False) -> sa.Column[str]:
    """A text that is always there, with a default or given by the writer."""
    return sa.Column(name, sa.Text, nullable=False, server_default=default, unique=unique)


def _flag(name: str, default: bool) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean, nullable=False, server_default=sa.true() if default else sa.false())  # fmt: skip


def _number(name: str, default: int) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=False, server_default=str(default))


def _link(name: str, target: str, on_delete: str, *, required: bool = False) -> sa.Column[int]:
    foreign = sa.ForeignKey(f"{target}.id", ondelete=on_delete)
    return sa.Column(name, sa.Integer, foreign, nullable=not required, index=True)


def _embedding() -> tuple[sa.Column[Any], ...]:
    return (
        _flag("enable_embedding", False),
        sa.Column("embedding_params", Json),
        sa.Column("embedding_appearance", Json),
        sa.Column("embedding_type", sa.Text),
        sa.Column("embedding_vouches", Json),  # the card's place -> a person's word
        _time("initially_published_at", required=False),
        sa.Column("public_uuid", sa.Text, unique=True),
    )


def _table(name: str, *parts: sa.schema.SchemaItem) -> sa.Table:
    return sa.Table(name, metadata, *parts, sqlite_autoincrement=True)


catalog_version = sa.Table(
    "catalog_version",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("version", sa.BigInteger, nullable=False),
)
"""One row with id 1. Grows in the transaction of every change that the catalog shows."""

settings = sa.Table(
    "settings",
    metadata,
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("value", Json, nullable=False),
)
"""Wire name -> value, only what differs from the default. Signing keys are in `keys`."""

users = _table(
    "users",
    _id(),
    _text("email", unique=True),  # lower case
    sa.Column("first_name", sa.Text),
    sa.Column("last_name", sa.Text),
    sa.Column("password_hash", sa.Text),  # None: invited, or signs in elsewhere
    _text("role", "author"),  # admin, author, reader
    sa.Column("subject", sa.Text, unique=True, index=True),  # who this is at the OpenID provider
    _flag("is_active", True),
    _time("created_at"),
    _time("last_login_at", required=False),
)

sessions = sa.Table(
    "sessions",
    metadata,
    sa.Column("id_hash", sa.Text, primary_key=True),  # SHA-256 of the cookie's value, in hex
    _link("user_id", "users", "CASCADE", required=True),
    _time("created_at"),
    _time("last_used_at"),
    sa.Column("expires_at", sa.Double, nullable=False, index=True),
    sa.Column("user_agent", sa.Text),
    sa.Column("address", sa.Text),
)

api_keys = _table(
    "api_keys",
    _id(),
    _text("name"),
    _text("key_hash", unique=True),  # SHA-256 of the key, in hex
    _text("prefix"),  # the first characters, for lists
    _link("user_id", "users", "CASCADE"),  # who made it
    _text("role", "author"),
    _time("created_at"),
    _time("last_used_at", required=False),
    _time("expires_at", required=False),
)

setup_links = _table(
    "setup_links",
    _id(),
    _text("token_hash", unique=True),  # SHA-256 of the one-time link's token, in hex
    _time("created_at"),
    _time("expires_at"),
    _time("used_at", required=False),
)

account_links = _table(
    "account_links",
    _id(),
    _text("token_hash", unique=True),  # SHA-256 of the link's secret, in hex
    _link("user_id", "users", "CASCADE", required=True),
    _text("kind"),  # invitation, reset
    _time("created_at"),
    _time("expires_at"),
    _time("used_at", required=False),
)

used_sign_ins = sa.Table(
    "used_sign_ins",
    metadata,
    sa.Column("state_hash", sa.Text, primary_key=True),  # SHA-256 of OpenID's `state`, in hex
    sa.Column("expires_at", sa.Double, nullable=False, index=True),
)
"""Sign-ins by OpenID that have come to their end, so that none comes to it twice."""

keys = _table(
    "keys",
    _id(),
    _text("name"),
    sa.Column("secret", sa.LargeBinary, nullable=False),  # sealed: {"secret": text}
    _text("state"),  # signing, accepted, retired, preview
    _time("created_at"),
    _time("expires_at", required=False),
    _time("last_used_at", required=False),
    sa.Column("policy", Json),
)

collections = _table(
    "collections",
    _id(),
    _text("entity_id", unique=True),
    _text("name"),
    sa.Column("description", sa.Text),
    _link("parent_id", "collections", "SET NULL"),
    _flag("archived", False),
    _time("created_at"),
)

sources = _table(
    "sources",
    _id(),
    _text("name"),
    _text("engine"),
    sa.Column("details", sa.LargeBinary, nullable=False),  # sealed
    _number("revision", 1),
    sa.Column("warning", sa.Text),
    _time("created_at"),
    _time("updated_at"),
    _time("synced_at", required=False),
    sa.Column("sync_error", sa.Text),  # why the last reading of its tables failed
    _number("sync_minutes", 1440),  # between two readings; 0: only when asked
)

source_tables = _table(
    "source_tables",
    _id(),
    _link("source_id", "sources", "CASCADE", required=True),
    _text("schema", ""),  # empty where the engine has none
    _text("name"),
    _text("display_name"),
    sa.Column("description", sa.Text),
    sa.Column("visibility", sa.Text),
    _flag("is_active", True),
    sa.UniqueConstraint("source_id", "schema", "name"),
)

source_fields = _table(
    "source_fields",
    _id(),
    _link("table_id", "source_tables", "CASCADE", required=True),
    _text("name"),
    _text("display_name"),
    sa.Column("description", sa.Text),
    _text("base_type"),
    _text("database_type", ""),
    sa.Column("semantic_type", sa.Text),
    _text("visibility", "normal"),
    _text("values_kind", "none"),  # none, list, search
    _number("position", 0),
    _flag("is_primary_key", False),
    _link("fk_target_field_id", "source_fields", "SET NULL"),
    sa.Column("labels", Json),  # how people read its values (`catalog.stored.labels`)
    _flag("is_active", True),
    sa.UniqueConstraint("table_id", "name"),
)

questions = _table(
    "questions",
    _id(),
    _text("entity_id", unique=True),
    _text("name"),
    sa.Column("description", sa.Text),
    _text("type", "question"),
    _text("display", "table"),
    _link("source_id", "sources", "SET NULL"),
    sa.Column("dataset_query", Json, nullable=False),
    sa.Column("parameters", Json),  # None: derived from the tags
    sa.Column("parameter_mappings", Json),
    sa.Column("visualization_settings", Json, nullable=False),
    sa.Column("result_metadata", Json),
    *_embedding(),
    _flag("archived", False),
    sa.Column("cache_ttl", sa.Integer),
    _link("collection_id", "collections", "SET NULL"),
    sa.Column("collection_position", sa.Integer),
    _link("creator_id", "users", "SET NULL"),
    _number("revision", 1),
    _number("version", 1),  # of what it says; `revision` also counts publishing
    _time("created_at"),
    _time("updated_at"),
)

snippets = _table(
    "snippets",
    _id(),
    _text("entity_id", unique=True),
    _text("name", unique=True),  # what `{{snippet: name}}` says
    sa.Column("description", sa.Text),
    _text("content"),
    sa.Column("template_tags", Json),  # what its own tags are, where a question does not say
    _flag("archived", False),
    _link("collection_id", "collections", "SET NULL"),
    _link("creator_id", "users", "SET NULL"),
    _time("created_at"),
    _time("updated_at"),
)

dashboards = _table(
    "dashboards",
    _id(),
    _text("entity_id", unique=True),
    _text("name"),
    sa.Column("description", sa.Text),
    sa.Column("parameters", Json, nullable=False),
    *_embedding(),
    _flag("archived", False),
    _flag("auto_apply_filters", True),
    _text("width", "fixed"),
    sa.Column("cache_ttl", sa.Integer),
    _link("collection_id", "collections", "SET NULL"),
    sa.Column("collection_position", sa.Integer),
    _link("creator_id", "users", "SET NULL"),
    _number("revision", 1),
    _number("version", 1),  # of what it says; `revision` also counts publishing
    _time("created_at"),
    _time("updated_at"),
)

revisions = _table(
    "revisions",
    _id(),
    _text("kind"),  # question, dashboard
    sa.Column("item_id", sa.Integer, nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    _link("author_id", "users", "SET NULL"),
    _time("at"),
    sa.Column("words", Json, nullable=False),  # what the item said
    sa.Column("restored_from", sa.Integer),  # the number of an older one
    sa.UniqueConstraint("kind", "item_id", "number"),
)

kept_items = sa.Table(
    "kept_items",
    metadata,
    sa.Column(
        "user_id", sa.Integer, sa.ForeignKey("users.id", ondelete="CASCADE"), primary_key=True
    ),
    sa.Column("kind", sa.Text, primary_key=True),  # question, dashboard
    sa.Column("item_id", sa.Integer, primary_key=True, autoincrement=False),
    _time("opened_at", required=False),
    _time("favourite_at", required=False),
)
"""What each person opened last and marked as a favourite."""

dashboard_tabs = _table(
    "dashboard_tabs",
    _id(),
    _text("entity_id", unique=True),
    _link("dashboard_id", "dashboards", "CASCADE", required=True),
    _text("name"),
    _number("position", 0),
)

dashcards = _table(
    "dashcards",
    _id(),
    _text("entity_id", unique=True),
    _link("dashboard_id", "dashboards", "CASCADE", required=True),
    _link("dashboard_tab_id", "dashboard_tabs", "CASCADE"),
    _link("question_id", "questions", "CASCADE"),
    _number("row", 0),
    _number("col", 0),
    _number("size_x", 4),
    _number("size_y", 4),
    sa.Column("parameter_mappings", Json, nullable=False),
    sa.Column("visualization_settings", Json, nullable=False),
    sa.Column("series", Json, nullable=False),  # ids of questions
    sa.Column("inline_parameters", Json, nullable=False),
    _time("created_at"),
    _time("updated_at"),
)

fonts = _table(
    "fonts",
    _id(),
    _text("family"),
    _number("weight", 400),
    _text("format"),  # woff2, ttf
    _text("digest"),  # the first 16 characters of its SHA-256, in hex
    sa.Column("data", sa.LargeBinary, nullable=False),
    _time("created_at"),
    sa.UniqueConstraint("family", "weight", "format"),
)

views = sa.Table(
    "views",
    metadata,
    sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), sa.Identity(), primary_key=True),
    sa.Column("at", sa.Double, nullable=False, index=True),
    _text("kind"),
    sa.Column("item_id", sa.Integer),
    sa.Column("dashcard_id", sa.Integer),
    sa.Column("key_id", sa.Integer),
    sa.Column("fingerprint", sa.Text),
    _number("status", 200),
    sa.Column("elapsed_ms", sa.Double),
    _flag("is_cached", False),
    sa.Column("error_code", sa.Text),
    sa.Column("reference", sa.Text, index=True),
    sqlite_autoincrement=True,
)  # fmt: skip
"""Audit: who looked at what. Written in batches; no foreign keys, because things get deleted."""
