"""People: roles, links for accounts, sessions' addresses, OpenID sign-in, and when sources are read."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("users", "api_keys"):
        op.add_column(table, sa.Column("role", sa.Text(), server_default="author", nullable=False))
        op.execute(f"update {table} set role = 'admin' where is_admin")
        op.drop_column(table, "is_admin")
    op.add_column("users", sa.Column("subject", sa.Text(), nullable=True))
    # An index, not a constraint: SQLite would copy the table for one, and its drop cascades.
    op.create_index("ix_users_subject", "users", ["subject"], unique=True)
    op.add_column("sessions", sa.Column("address", sa.Text(), nullable=True))
    op.add_column("sources", sa.Column("sync_error", sa.Text(), nullable=True))
    op.add_column(
        "sources", sa.Column("sync_minutes", sa.Integer(), server_default="1440", nullable=False)
    )
    _make_account_links()
    _make_used_sign_ins()


def _make_account_links() -> None:
    op.create_table(
        "account_links",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Double(), nullable=False),
        sa.Column("expires_at", sa.Double(), nullable=False),
        sa.Column("used_at", sa.Double(), nullable=True),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name="fk_account_links_user_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_account_links"),
        sa.UniqueConstraint("token_hash", name="uq_account_links_token_hash"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_account_links_user_id", "account_links", ["user_id"], unique=False)


def _make_used_sign_ins() -> None:
    op.create_table(
        "used_sign_ins",
        sa.Column("state_hash", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("state_hash", name="pk_used_sign_ins"),
    )
    op.create_index("ix_used_sign_ins_expires_at", "used_sign_ins", ["expires_at"], unique=False)
