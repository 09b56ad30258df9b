"""Embedding vouches: who said that a card may be shown although it does not obey every lock."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("questions", "dashboards"):
        op.add_column(table, sa.Column("embedding_vouches", sa.Text(), nullable=True))
