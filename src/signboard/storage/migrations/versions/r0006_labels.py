"""How people read the values of a column: another column's text, or words that were written down."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("source_fields", sa.Column("labels", sa.Text(), nullable=True))
