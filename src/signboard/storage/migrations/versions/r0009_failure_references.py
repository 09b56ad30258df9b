"""The reference that a reader was given stands with the failure in the audit."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("views", sa.Column("reference", sa.Text(), nullable=True))
    op.create_index(op.f("ix_views_reference"), "views", ["reference"])
