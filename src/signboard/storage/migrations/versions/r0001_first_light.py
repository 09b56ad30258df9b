"""First light: people, keys, sources, questions, dashboards, settings and audit."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    _make_catalog_version()
    _make_collections()
    _make_keys()
    _make_settings()
    _make_setup_links()
    _make_sources()
    _make_users()
    _make_views()
    _make_api_keys()
    _make_dashboards()
    _make_questions()
    _make_sessions()
    _make_source_tables()
    _make_dashboard_tabs()
    _make_source_fields()
    _make_dashcards()


def _make_catalog_version() -> None:
    op.create_table(
        "catalog_version",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_catalog_version"),
    )
    op.execute("insert into catalog_version (id, version) values (1, 1)")


def _make_collections() -> None:
    op.create_table(
        "collections",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("entity_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("archived", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("created_at", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["collections.id"], name="fk_collections_parent_id", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_collections"),
        sa.UniqueConstraint("entity_id", name="uq_collections_entity_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_collections_parent_id", "collections", ["parent_id"], unique=False)


def _make_keys() -> None:
    op.create_table(
        "keys",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("secret", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Double(), nullable=False),
        sa.Column("expires_at", sa.Double(), nullable=True),
        sa.Column("last_used_at", sa.Double(), nullable=True),
        sa.Column("policy", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_keys"),
        sqlite_autoincrement=True,
    )


def _make_settings() -> None:
    op.create_table(
        "settings",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_settings"),
    )


def _make_setup_links() -> None:
    op.create_table(
        "setup_links",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Double(), nullable=False),
        sa.Column("expires_at", sa.Double(), nullable=False),
        sa.Column("used_at", sa.Double(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_setup_links"),
        sa.UniqueConstraint("token_hash", name="uq_setup_links_token_hash"),
        sqlite_autoincrement=True,
    )


def _make_sources() -> None:
    op.create_table(
        "sources",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("engine", sa.Text(), nullable=False),
        sa.Column("details", sa.LargeBinary(), nullable=False),
        sa.Column("revision", sa.Integer(), server_default="1", nullable=False),
        sa.Column("warning", sa.Text(), nullable=True),
        sa.Column("created_at", sa.Double(), nullable=False),
        sa.Column("updated_at", sa.Double(), nullable=False),
        sa.Column("synced_at", sa.Double(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_sources"),
        sqlite_autoincrement=True,
    )


def _make_users() -> None:
    op.create_table(
        "users",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("first_name", sa.Text(), nullable=True),
        sa.Column("last_name", sa.Text(), nullable=True),
        sa.Column("password_hash", sa.Text(), nullable=True),
        sa.Column("is_admin", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("is_active", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("created_at", sa.Double(), nullable=False),
        sa.Column("last_login_at", sa.Double(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_users"),
        sa.UniqueConstraint("email", name="uq_users_email"),
        sqlite_autoincrement=True,
    )


def _make_views() -> None:
    op.create_table(
        "views",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            sa.Identity(always=False),
            nullable=False,
        ),
        sa.Column("at", sa.Double(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.Column("dashcard_id", sa.Integer(), nullable=True),
        sa.Column("key_id", sa.Integer(), nullable=True),
        sa.Column("fingerprint", sa.Text(), nullable=True),
        sa.Column("status", sa.Integer(), server_default="200", nullable=False),
        sa.Column("elapsed_ms", sa.Double(), nullable=True),
        sa.Column("is_cached", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("error_code", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_views"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_views_at", "views", ["at"], unique=False)


def _make_api_keys() -> None:
    op.create_table(
        "api_keys",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("key_hash", sa.Text(), nullable=False),
        sa.Column("prefix", sa.Text(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("is_admin", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("created_at", sa.Double(), nullable=False),
        sa.Column("last_used_at", sa.Double(), nullable=True),
        sa.Column("expires_at", sa.Double(), nullable=True),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name="fk_api_keys_user_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_api_keys"),
        sa.UniqueConstraint("key_hash", name="uq_api_keys_key_hash"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_api_keys_user_id", "api_keys", ["user_id"], unique=False)


def _make_dashboards() -> None:
    op.create_table(
        "dashboards",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("entity_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("parameters", sa.Text(), nullable=False),
        sa.Column("enable_embedding", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("embedding_params", sa.Text(), nullable=True),
        sa.Column("embedding_appearance", sa.Text(), nullable=True),
        sa.Column("embedding_type", sa.Text(), nullable=True),
        sa.Column("initially_published_at", sa.Double(), nullable=True),
        sa.Column("public_uuid", sa.Text(), nullable=True),
        sa.Column("archived", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("auto_apply_filters", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("width", sa.Text(), server_default="fixed", nullable=False),
        sa.Column("cache_ttl", sa.Integer(), nullable=True),
        sa.Column("collection_id", sa.Integer(), nullable=True),
        sa.Column("collection_position", sa.Integer(), nullable=True),
        sa.Column("creator_id", sa.Integer(), nullable=True),
        sa.Column("revision", sa.Integer(), server_default="1", nullable=False),
        sa.Column("created_at", sa.Double(), nullable=False),
        sa.Column("updated_at", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(
            ["collection_id"],
            ["collections.id"],
            name="fk_dashboards_collection_id",
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["creator_id"], ["users.id"], name="fk_dashboards_creator_id", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_dashboards"),
        sa.UniqueConstraint("entity_id", name="uq_dashboards_entity_id"),
        sa.UniqueConstraint("public_uuid", name="uq_dashboards_public_uuid"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_dashboards_collection_id", "dashboards", ["collection_id"], unique=False)
    op.create_index("ix_dashboards_creator_id", "dashboards", ["creator_id"], unique=False)


def _make_questions() -> None:
    op.create_table(
        "questions",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("entity_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("type", sa.Text(), server_default="question", nullable=False),
        sa.Column("display", sa.Text(), server_default="table", nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=True),
        sa.Column("dataset_query", sa.Text(), nullable=False),
        sa.Column("parameters", sa.Text(), nullable=True),
        sa.Column("parameter_mappings", sa.Text(), nullable=True),
        sa.Column("visualization_settings", sa.Text(), nullable=False),
        sa.Column("result_metadata", sa.Text(), nullable=True),
        sa.Column("enable_embedding", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("embedding_params", sa.Text(), nullable=True),
        sa.Column("embedding_appearance", sa.Text(), nullable=True),
        sa.Column("embedding_type", sa.Text(), nullable=True),
        sa.Column("initially_published_at", sa.Double(), nullable=True),
        sa.Column("public_uuid", sa.Text(), nullable=True),
        sa.Column("archived", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("cache_ttl", sa.Integer(), nullable=True),
        sa.Column("collection_id", sa.Integer(), nullable=True),
        sa.Column("collection_position", sa.Integer(), nullable=True),
        sa.Column("creator_id", sa.Integer(), nullable=True),
        sa.Column("revision", sa.Integer(), server_default="1", nullable=False),
        sa.Column("created_at", sa.Double(), nullable=False),
        sa.Column("updated_at", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(
            ["collection_id"],
            ["collections.id"],
            name="fk_questions_collection_id",
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["creator_id"], ["users.id"], name="fk_questions_creator_id", ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["source_id"], ["sources.id"], name="fk_questions_source_id", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_questions"),
        sa.UniqueConstraint("entity_id", name="uq_questions_entity_id"),
        sa.UniqueConstraint("public_uuid", name="uq_questions_public_uuid"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_questions_collection_id", "questions", ["collection_id"], unique=False)
    op.create_index("ix_questions_creator_id", "questions", ["creator_id"], unique=False)
    op.create_index("ix_questions_source_id", "questions", ["source_id"], unique=False)


def _make_sessions() -> None:
    op.create_table(
        "sessions",
        sa.Column("id_hash", sa.Text(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.Double(), nullable=False),
        sa.Column("last_used_at", sa.Double(), nullable=False),
        sa.Column("expires_at", sa.Double(), nullable=False),
        sa.Column("user_agent", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name="fk_sessions_user_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id_hash", name="pk_sessions"),
    )
    op.create_index("ix_sessions_expires_at", "sessions", ["expires_at"], unique=False)
    op.create_index("ix_sessions_user_id", "sessions", ["user_id"], unique=False)


def _make_source_tables() -> None:
    op.create_table(
        "source_tables",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("schema", sa.Text(), server_default="", nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("display_name", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("visibility", sa.Text(), nullable=True),
        sa.Column("is_active", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.ForeignKeyConstraint(
            ["source_id"], ["sources.id"], name="fk_source_tables_source_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_source_tables"),
        sa.UniqueConstraint(
            "source_id", "schema", "name", name="uq_source_tables_source_id_schema_name"
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_source_tables_source_id", "source_tables", ["source_id"], unique=False)


def _make_dashboard_tabs() -> None:
    op.create_table(
        "dashboard_tabs",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("entity_id", sa.Text(), nullable=False),
        sa.Column("dashboard_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(
            ["dashboard_id"],
            ["dashboards.id"],
            name="fk_dashboard_tabs_dashboard_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_dashboard_tabs"),
        sa.UniqueConstraint("entity_id", name="uq_dashboard_tabs_entity_id"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_dashboard_tabs_dashboard_id", "dashboard_tabs", ["dashboard_id"], unique=False
    )


def _make_source_fields() -> None:
    op.create_table(
        "source_fields",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("table_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("display_name", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("base_type", sa.Text(), nullable=False),
        sa.Column("database_type", sa.Text(), server_default="", nullable=False),
        sa.Column("semantic_type", sa.Text(), nullable=True),
        sa.Column("visibility", sa.Text(), server_default="normal", nullable=False),
        sa.Column("values_kind", sa.Text(), server_default="none", nullable=False),
        sa.Column("position", sa.Integer(), server_default="0", nullable=False),
        sa.Column("is_primary_key", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("fk_target_field_id", sa.Integer(), nullable=True),
        sa.Column("is_active", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.ForeignKeyConstraint(
            ["fk_target_field_id"],
            ["source_fields.id"],
            name="fk_source_fields_fk_target_field_id",
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["table_id"], ["source_tables.id"], name="fk_source_fields_table_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_source_fields"),
        sa.UniqueConstraint("table_id", "name", name="uq_source_fields_table_id_name"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_source_fields_fk_target_field_id", "source_fields", ["fk_target_field_id"], unique=False
    )
    op.create_index("ix_source_fields_table_id", "source_fields", ["table_id"], unique=False)


def _make_dashcards() -> None:
    op.create_table(
        "dashcards",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("entity_id", sa.Text(), nullable=False),
        sa.Column("dashboard_id", sa.Integer(), nullable=False),
        sa.Column("dashboard_tab_id", sa.Integer(), nullable=True),
        sa.Column("question_id", sa.Integer(), nullable=True),
        sa.Column("row", sa.Integer(), server_default="0", nullable=False),
        sa.Column("col", sa.Integer(), server_default="0", nullable=False),
        sa.Column("size_x", sa.Integer(), server_default="4", nullable=False),
        sa.Column("size_y", sa.Integer(), server_default="4", nullable=False),
        sa.Column("parameter_mappings", sa.Text(), nullable=False),
        sa.Column("visualization_settings", sa.Text(), nullable=False),
        sa.Column("series", sa.Text(), nullable=False),
        sa.Column("inline_parameters", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Double(), nullable=False),
        sa.Column("updated_at", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(
            ["dashboard_id"],
            ["dashboards.id"],
            name="fk_dashcards_dashboard_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["dashboard_tab_id"],
            ["dashboard_tabs.id"],
            name="fk_dashcards_dashboard_tab_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["question_id"], ["questions.id"], name="fk_dashcards_question_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_dashcards"),
        sa.UniqueConstraint("entity_id", name="uq_dashcards_entity_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_dashcards_dashboard_id", "dashcards", ["dashboard_id"], unique=False)
    op.create_index(
        "ix_dashcards_dashboard_tab_id", "dashcards", ["dashboard_tab_id"], unique=False
    )
    op.create_index("ix_dashcards_question_id", "dashcards", ["question_id"], unique=False)
