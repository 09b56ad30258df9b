"""A small host's world for embed tests: two tenants' orders, published items, tokens and a client."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import httpx

from signboard.catalog.closure import open_item
from signboard.catalog.dashboards import create_dashboard, update_dashboard
from signboard.catalog.keys import ensure_signing_key, preview_key
from signboard.catalog.models import ResourceKind, Vouch
from signboard.catalog.questions import create_question, update_question
from signboard.catalog.scope import SAME_FOR_EVERYONE, check_scope
from signboard.catalog.settings import write_setting
from signboard.catalog.sources import create_source
from signboard.catalog.stored.parse import parse_policy
from signboard.catalog.stored.published import give_vouch
from signboard.catalog.sync import sync_source
from signboard.server.app import Plane, create_app
from signboard.server.house import House, open_house
from signboard.settings import Startup
from signboard.tokens.mint import mint, mint_preview
from tests.embed import warehouses
from tests.embed.warehouses import details_of, file_of, fill

ACME, BLUE = warehouses.ACME, warehouses.BLUE
BASE = "http://embed.test"
ORDERS = """SELECT category, note, total, placed_on FROM orders
WHERE {{account}} AND {{category}} AND {{placed}} AND {{note}} [[AND total >= {{minimum}}]]
ORDER BY note"""
LOCKED, EDITABLE, DISABLED = "locked", "enabled", "disabled"
ORDERS_POLICY = {
    "account": LOCKED,
    "category": EDITABLE,
    "placed": EDITABLE,
    "minimum": EDITABLE,
    "note": DISABLED,
}


@dataclass
class Stage:
    """An open house with its published items; `ids` are questions and dashboards by name."""

    house: House
    engine: str
    source_id: int
    warehouse: str
    ids: dict[str, int] = field(default_factory=dict)

    @property
    def secret(self) -> bytes:
        key = self.house.runtime.catalog.current().keys.signing
        assert key is not None
        return key.secret

    def field_id(self, table: str, column: str) -> int:
        catalog = self.house.runtime.catalog.current()
        return next(
            one.id
            for one in catalog.fields.values()
            if (one.ref.table, one.ref.column) == (table, column)
        )

    def token(self, item: str, params: Any = None, /, **claims: Any) -> str:
        """A token for an item by its name; Acme's unless `params` say otherwise."""
        kind = "dashboard" if item in DASHBOARDS else "question"
        params = {"account": [ACME]} if params is None else params
        exp = claims.pop("exp", None)
        resource = {kind: self.ids[item]}
        return mint(self.secret, resource=resource, params=params, exp=exp, extra=claims)

    def preview(self, item: str, policy: dict[str, str], **params: object) -> str:
        """A token of the studio's for an item by its name, published or not."""
        runtime, kind = self.house.runtime, "dashboard" if item in DASHBOARDS else "question"
        return mint_preview(
            preview_key(runtime.catalog),
            resource={kind: self.ids[item]},
            params=params,
            embedding_params=policy,
            author=1,
            now=runtime.clock(),
        )

    def page(self, item: str, params: Any = None, /, **claims: Any) -> str:
        kind = "dashboard" if item in DASHBOARDS else "question"
        return f"/embed/{kind}/{self.token(item, params, **claims)}"

    def data(self, item: str, params: Any = None, /, **claims: Any) -> str:
        """Path of a question's rows, or of those of a dashboard's first card."""
        token = self.token(item, params, **claims)
        if item in DASHBOARDS:
            return f"/api/embed/dashboard/{token}{self.card_path(item)}"
        return f"/api/embed/card/{token}/query"

    def card_path(self, item: str, position: int = 0) -> str:
        catalog = self.house.runtime.catalog.current()
        cards = [c for c in catalog.dashboards[self.ids[item]].dashcards if c.question_id]
        card = cards[position]
        return f"/dashcard/{card.id}/card/{card.question_id}"

    def app(self, plane: Plane = Plane.EMBED) -> Any:
        return create_app(self.house, plane)

    def add_question(self, name: str, sql: str, tags: Mapping[str, Any], **words: Any) -> int:
        """A question; tags without a name of their own are named by their key."""
        full = {
            key: {"id": f"t-{key}", "name": key, "display-name": key.title(), **tag}
            for key, tag in tags.items()
        }
        native = {"query": sql, "template-tags": full}
        query = {"database": self.source_id, "type": "native", "native": native}
        body = {"name": name, "dataset_query": query, "display": "table", **words}
        made = create_question(self.house.runtime.catalog, body, None)
        self.ids[name] = made.id
        return made.id

    def publish(self, name: str, sql: str, tags: Mapping[str, Any], **policy: str) -> int:
        return self.add_question(name, sql, tags, enable_embedding=True, embedding_params=policy)

    def publish_same_for_everyone(
        self, name: str, sql: str, tags: Mapping[str, Any], **policy: str
    ) -> None:
        """A question that does not obey its lock, with somebody who vouches for it."""
        store = self.house.runtime.catalog
        made = self.add_question(name, sql, tags)
        loaded = open_item(store.current(), ResourceKind.QUESTION, made)
        locked = replace(loaded, policy=parse_policy(policy))
        (finding,) = check_scope(locked)
        vouch = Vouch(SAME_FOR_EVERYONE, finding.fingerprint, "Ann")
        give_vouch(store, locked, finding.key, vouch)
        update_question(store, made, {"enable_embedding": True, "embedding_params": policy})

    def dimension(self, table: str, column: str, widget: str, **more: Any) -> dict[str, Any]:
        target = ["field", self.field_id(table, column), None]
        return {"type": "dimension", "dimension": target, "widget-type": widget, **more}

    @property
    def account_tag(self) -> dict[str, Any]:
        return self.dimension("orders", "account_id", "id")


DASHBOARDS = {"overview", "other", "slowly", "off", "shelved", "unwired", "empty"}


def open_stage(folder: Path, engine: str, warehouse: str, own: str | None = None) -> Stage:
    """A house on an empty state, connected to a warehouse that already holds the tenants' data.

    `own` is the URL of an empty database for our own tables, a SQLite file unless given.
    """
    environ = {"SIGNBOARD_DATABASE_URL": own} if own else {}
    house = open_house(Startup.from_environment(environ, folder / "state"), environ)
    store = house.runtime.catalog
    write_setting(store, "enable-embedding", True)
    ensure_signing_key(store)
    source = create_source(store, "Warehouse", engine, details_of(engine, warehouse))
    sync_source(store, source.id, house.runtime.sources.inspect_now(source.spec))
    stage = Stage(house, engine, source.id, warehouse)
    _add_questions(stage)
    _add_dashboards(stage)
    return stage


def close_stage(stage: Stage) -> None:
    stage.house.runtime.sources.close_now()
    stage.house.close()


def _add_questions(stage: Stage) -> None:
    account = {"account": stage.account_tag}
    orders = {
        **account,
        "category": stage.dimension("orders", "category", "string/="),
        "placed": stage.dimension("orders", "placed_on", "date/all-options"),
        "note": stage.dimension("orders", "note", "string/contains"),
        "minimum": {"type": "number"},
    }
    stage.publish("orders", ORDERS, orders, **ORDERS_POLICY)
    total = "SELECT sum(total) AS total FROM orders WHERE {{account}} AND {{category}}"
    summed = {name: orders[name] for name in ("account", "category")}
    stage.add_question("total", total, summed, display="scalar")
    stage.add_question("draft", ORDERS, orders)
    stage.publish("gone", ORDERS, orders, **ORDERS_POLICY)
    stage.publish(
        "plain",
        "SELECT note FROM orders WHERE account_id = {{account}} ORDER BY note",
        {"account": {"type": "number"}},
        account=LOCKED,
    )
    stage.publish(
        "needy",
        "SELECT note FROM orders WHERE {{account}} AND total > {{price}}",
        {**account, "price": {"type": "number", "required": True, "display-name": "Price"}},
        account=LOCKED,
        price=EDITABLE,
    )
    broken = "SELECT note FROM secret_table WHERE {{account}}"
    stage.publish("broken", broken, account, account=LOCKED)
    for name, sql in warehouses.SQL[stage.engine].items():
        stage.publish(name, sql, account, account=LOCKED)
    reviews = "SELECT reviewer FROM reviews WHERE {{reviewer}} AND 0 = {{account}}"
    tags = {
        "account": {"type": "number"},
        "reviewer": stage.dimension("reviews", "reviewer", "string/="),
    }
    stage.publish_same_for_everyone("reviews", reviews, tags, account=LOCKED, reviewer=EDITABLE)


def parameter(slug: str, kind: str, **more: Any) -> dict[str, Any]:
    return {"id": f"p-{slug}", "slug": slug, "name": slug.title(), "type": kind, **more}


def wire(parameter: str, question_id: int, tag: str, kind: str = "dimension") -> dict[str, Any]:
    target = [kind, ["template-tag", tag]]
    return {"parameter_id": f"p-{parameter}", "card_id": question_id, "target": target}


def card(question_id: int | None, row: int, **more: Any) -> dict[str, Any]:
    size = {"row": row, "col": 0, "size_x": 12, "size_y": 4}
    return {"id": -1 - row, "card_id": question_id, **size, **more}


def text_card(row: int, text: str, *wires: tuple[str, str]) -> dict[str, Any]:
    settings = {"virtual_card": {"display": "text"}, "text": text}
    mappings = [
        {"parameter_id": f"p-{parameter}", "target": ["text-tag", tag]} for parameter, tag in wires
    ]
    return card(None, row, visualization_settings=settings, parameter_mappings=mappings)


def _add_dashboards(stage: Stage) -> None:
    ids = stage.ids
    parameters = [
        parameter("account", "id"),
        parameter("category", "string/="),
        parameter("placed", "date/all-options"),
        parameter("note", "string/contains", values_query_type="none"),
        parameter("minimum", "number/="),
        parameter("product", "string/="),
        parameter("hidden", "string/="),
    ]
    orders = [
        wire("account", ids["orders"], "account"),
        wire("category", ids["orders"], "category"),
        wire("placed", ids["orders"], "placed"),
        wire("note", ids["orders"], "note"),
        wire("minimum", ids["orders"], "minimum", "variable"),
    ]
    total = [wire(name, ids["total"], name) for name in ("account", "category")]
    policy = {
        "account": LOCKED,
        "category": EDITABLE,
        "placed": EDITABLE,
        "note": EDITABLE,
        "minimum": EDITABLE,
        "hidden": DISABLED,
    }
    cards = [
        card(ids["orders"], 0, parameter_mappings=orders),
        card(ids["total"], 5, parameter_mappings=total),
        text_card(10, "Category: **{{which}}**", ("category", "which")),
    ]
    add_dashboard(stage, "overview", parameters, cards, policy)
    locked = {"account": LOCKED, "category": EDITABLE}
    add_dashboard(
        stage, "other", parameters[:2], [card(ids["total"], 0, parameter_mappings=total)], locked
    )
    slow = [wire("account", ids["slow"], "account")]
    both = [
        card(ids["slow"], 0, parameter_mappings=slow),
        card(ids["total"], 5, parameter_mappings=total),
    ]
    add_dashboard(stage, "slowly", parameters[:2], both, locked)
    add_dashboard(stage, "off", parameters[:2], both, locked, enable_embedding=False)
    add_dashboard(stage, "shelved", parameters[:2], both[1:], locked, archived=True)
    stale = {"account": LOCKED, "stale": EDITABLE}
    add_dashboard(stage, "unwired", parameters[:1], both[1:], stale)
    add_dashboard(stage, "empty", [], [], {})
    update_question(stage.house.runtime.catalog, ids["gone"], {"archived": True}, None)


def add_dashboard(
    stage: Stage,
    name: str,
    parameters: list[dict[str, Any]],
    cards: list[dict[str, Any]],
    policy: Mapping[str, str],
    **words: Any,
) -> None:
    """A published dashboard, unless `words` say otherwise."""
    store = stage.house.runtime.catalog
    made = create_dashboard(store, {"name": name, "parameters": parameters}, None)
    published = {"enable_embedding": True, "embedding_params": dict(policy), **words}
    update_dashboard(store, made.id, {"dashcards": cards, **published})
    stage.ids[name] = made.id


@asynccontextmanager
async def client_of(app: Any, **options: Any) -> AsyncIterator[httpx.AsyncClient]:
    """A client whose answers never raise, as a browser's do not."""
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url=BASE, **options) as client:
        yield client


@contextmanager
def file_stage(folder: Path, engine: str, own: str | None = None) -> Iterator[Stage]:
    """A stage on a database file of its own in the folder; `engine` is one that keeps files."""
    warehouse = file_of(engine, folder)
    fill(engine, warehouse)
    stage = open_stage(folder, engine, warehouse, own)
    yield stage
    close_stage(stage)


@contextmanager
def sqlite_stage(folder: Path) -> Iterator[Stage]:
    """A stage on a SQLite file of its own in the folder."""
    with file_stage(folder, "sqlite") as stage:
        yield stage
