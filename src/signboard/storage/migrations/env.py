"""Runs the revisions on the connection that `storage.migrate` holds under its lock."""

from __future__ import annotations

from alembic import context

from signboard.storage import tables

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=tables.metadata,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
