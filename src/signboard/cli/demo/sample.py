"""The sample company for an instance of one's own: its data as an upload, its content applied."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import yaml

from signboard.catalog.content import apply
from signboard.catalog.store import CatalogStore
from signboard.cli.demo.company import Company, generate
from signboard.cli.demo.load import load_sqlite
from signboard.sources.execute import Sources

CONTENT = Path(__file__).parent / "content"
FIRST_DASHBOARD = "Company"
_GENERATED_SHARE = 0.8


class _Make(Protocol):
    def __call__(self, *, on_progress: Callable[[float], None]) -> Company:
        """Return the company, telling the finished share."""
        ...


def make_sample(
    store: CatalogStore,
    sources: Sources,
    on_progress: Callable[[float], None],
    make_company: _Make = generate,
) -> int:
    """Make the company's database and content and return the dashboard to look at first.

    Made again it changes nothing. The instance keeps its name; embedding is switched on, so that
    the published dashboard can be tried. Raises the errors of `apply` and OSError.
    """
    assert sources.uploads is not None, "a house with a state folder has a place for uploads"
    database = sources.uploads / "sample" / "tidemark.db"
    company = make_company(on_progress=lambda done: on_progress(done * _GENERATED_SHARE))
    database.parent.mkdir(0o700, parents=True, exist_ok=True)
    load_sqlite(company, database)
    on_progress(0.9)
    with tempfile.TemporaryDirectory() as folder:
        content = Path(folder) / "content"
        shutil.copytree(CONTENT, content)
        # All but the company's name: the instance keeps its own.
        (content / "settings.yaml").write_text("enable-embedding: true\n")
        source = {"name": "Sample data", "engine": "sqlite", "details": {"db": str(database)}}
        (content / "sources" / "tidemark.yaml").write_text(yaml.safe_dump(source))
        apply(store, content, sources=sources)
    on_progress(1.0)
    found = store.current().dashboards.values()
    return next(
        (one.id for one in found if one.name == FIRST_DASHBOARD), min(one.id for one in found)
    )
