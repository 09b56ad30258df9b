"""Migrations: from empty, from every revision, many at once, and from the future."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

import signboard.storage
from signboard.settings import Startup
from signboard.storage import tables
from signboard.storage.counting import count_statements
from signboard.storage.database import Database, postgres_engine, sqlite_engine
from signboard.storage.errors import SchemaTooNew
from signboard.storage.migrate import REVISIONS, load_revision, migrate

MIGRATIONS = Path(signboard.storage.__file__).with_name("migrations")


def engine_of(startup: Startup) -> sa.Engine:
    if startup.database_url:
        return postgres_engine(startup.database_url)
    return sqlite_engine(f"sqlite:///{startup.state_dir / 'signboard.db'}")


def differences(engine: sa.Engine) -> list[object]:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, tables.metadata))


def test_revisions_are_those_of_the_scripts() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    scripts = ScriptDirectory.from_config(config)
    assert tuple(one.revision for one in reversed(list(scripts.walk_revisions()))) == REVISIONS


def test_empty_database_becomes_exactly_the_tables(startup: Startup) -> None:
    database = Database.open(startup)
    assert differences(database.engine) == []
    database.close()


@pytest.mark.parametrize("earlier", REVISIONS)
def test_every_earlier_revision_becomes_exactly_the_tables(startup: Startup, earlier: str) -> None:
    engine = engine_of(startup)
    migrate(engine, startup.state_dir, earlier)
    with engine.begin() as connection:
        connection.exec_driver_sql(
            "insert into collections (entity_id, name, created_at) values ('kept', 'kept', 0)"
        )
    migrate(engine, startup.state_dir)
    with engine.connect() as connection:
        assert load_revision(connection) == REVISIONS[-1]
        assert connection.scalar(sa.select(tables.collections.c.name)) == "kept"
    assert differences(engine) == []
    engine.dispose()


def test_what_was_published_before_vouches_existed_stays_as_it_was(startup: Startup) -> None:
    engine = engine_of(startup)
    migrate(engine, startup.state_dir, "0001")
    old = {
        tables.questions: {"dataset_query": "{}", "visualization_settings": "{}"},
        tables.dashboards: {"parameters": "[]"},
    }
    for table, words in old.items():
        row = {"entity_id": "e", "name": "n", "enable_embedding": True, **words}
        row |= {"embedding_params": '{"a":"locked"}', "created_at": 0, "updated_at": 0}
        insert = sa.insert(sa.table(table.name, *(sa.column(key) for key in row)))
        with engine.begin() as connection:
            connection.execute(insert.values(row))
    migrate(engine, startup.state_dir)
    with engine.connect() as connection:
        for table in old:
            row = dict(connection.execute(sa.select(table)).mappings().one())
            assert row["embedding_vouches"] is None
            assert (row["enable_embedding"], row["embedding_params"]) == (True, {"a": "locked"})
    engine.dispose()


def test_newer_schema_refuses_to_start_and_says_what_to_do(startup: Startup) -> None:
    database = Database.open(startup)
    with database.begin() as connection:
        connection.exec_driver_sql("update alembic_version set version_num = '9999'")
    database.close()
    with pytest.raises(SchemaTooNew) as caught:
        Database.open(startup)
    assert "revision 9999" in str(caught.value)
    assert "Start the newer version, or restore the backup" in str(caught.value)


def test_many_starts_at_once_migrate_once(startup: Startup) -> None:
    with ThreadPoolExecutor(4) as threads:
        for opened in list(threads.map(lambda _: Database.open(startup), range(4))):
            opened.close()
    database = Database.open(startup)
    with database.read() as connection:
        assert (
            connection.scalar(sa.select(sa.func.count()).select_from(tables.catalog_version)) == 1
        )
    database.close()


def test_failed_migration_leaves_an_empty_database(
    startup: Startup, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A table that is in the way makes the first revision fail half-way."""
    engine = engine_of(startup)
    with engine.begin() as connection:
        connection.exec_driver_sql("create table views (in_the_way integer)")
    with pytest.raises(sa.exc.DBAPIError):
        migrate(engine, startup.state_dir)
    assert sa.inspect(engine).get_table_names() == ["views"]
    engine.dispose()


def test_start_on_the_newest_schema_does_not_import_alembic(tmp_path: Path) -> None:
    Database.open(Startup(tmp_path)).close()
    script = (
        "import sys; from pathlib import Path; from signboard.settings import Startup;"
        "from signboard.storage.database import Database;"
        f"Database.open(Startup(Path({str(tmp_path)!r}))).close();"
        "sys.exit('alembic' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


def test_start_on_the_newest_schema_asks_little(startup: Startup) -> None:
    database = Database.open(startup)
    with count_statements(database) as counter:
        migrate(database.engine, startup.state_dir)
    assert counter.count <= 4
    database.close()
