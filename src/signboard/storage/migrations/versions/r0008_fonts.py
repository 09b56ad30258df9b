"""Fonts that an instance has uploaded for its embeds."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "fonts",
        sa.Column("id", sa.Integer(), sa.Identity(), nullable=False),
        sa.Column("family", sa.Text(), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False, server_default="400"),
        sa.Column("format", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fonts")),
        sa.UniqueConstraint(
            "family", "weight", "format", name=op.f("uq_fonts_family_weight_format")
        ),
        sqlite_autoincrement=True,
    )
