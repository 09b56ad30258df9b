"""Snippets say what their own tags are."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("snippets", sa.Column("template_tags", sa.Text(), nullable=True))
