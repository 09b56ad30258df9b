"""The stage's world with public links, and questions that say where a widget's choices come from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from signboard.catalog.dashboards import create_dashboard, update_dashboard
from signboard.catalog.metadata import update_field
from signboard.catalog.models import ResourceKind
from signboard.catalog.questions import update_question
from signboard.catalog.settings import write_setting
from signboard.catalog.sharing.links import create_link
from tests.embed.stage import DASHBOARDS, EDITABLE, LOCKED, Stage, card, parameter, wire

SHARED = ("orders", "total", "overview", "other", "broken", "needy")
ACCOUNTS = "SELECT id, name FROM accounts WHERE {{id}} ORDER BY id"
PRODUCTS = "SELECT id, account_id FROM orders WHERE {{buyer}} AND {{product}} ORDER BY id"
CATEGORIES = "SELECT DISTINCT category, note FROM orders WHERE {{mine}} ORDER BY note"
EVERYBODYS = "SELECT DISTINCT note FROM orders ORDER BY note"


@dataclass
class Gallery:
    """A stage whose items of `SHARED` have public links: `links` are their UUIDs by name."""

    stage: Stage
    links: dict[str, str] = field(default_factory=dict)

    def page(self, item: str) -> str:
        return f"/public/{self._kind(item)}/{self.links[item]}"

    def api(self, item: str) -> str:
        name = "dashboard" if item in DASHBOARDS else "card"
        return f"/api/public/{name}/{self.links[item]}"

    def rows(self, item: str) -> str:
        """Path of a question's rows, or of those of a dashboard's first card."""
        end = self.stage.card_path(item) if item in DASHBOARDS else "/query"
        return self.api(item) + end

    def embed(self, item: str, params: Mapping[str, object]) -> str:
        return f"/api/embed/card/{self.stage.token(item, dict(params))}"

    def _kind(self, item: str) -> str:
        return "dashboard" if item in DASHBOARDS else "question"


def open_gallery(stage: Stage) -> Gallery:
    """Switch sharing on, share the items of `SHARED`, add the questions about choices."""
    store = stage.house.runtime.catalog
    write_setting(store, "enable-public-sharing", True)
    gallery = Gallery(stage)
    for name in SHARED:
        kind = ResourceKind.DASHBOARD if name in DASHBOARDS else ResourceKind.QUESTION
        gallery.links[name] = create_link(store, kind, stage.ids[name])
    for table, column in (("accounts", "name"), ("products", "title")):
        update_field(store, stage.field_id(table, column), {"semantic_type": "type/Name"})
    _add_questions(stage)
    return gallery


def _add_questions(stage: Stage) -> None:
    ids = {"id": stage.dimension("accounts", "id", "id")}
    stage.publish("accounts", ACCOUNTS, ids, id=EDITABLE)
    products = {
        "buyer": stage.account_tag,
        "product": stage.dimension("products", "id", "id"),
    }
    sql = PRODUCTS.replace("FROM orders", "FROM orders JOIN products ON products.id = product_id")
    stage.publish("buys", sql.replace("SELECT id", "SELECT orders.id"), products, buyer=LOCKED, product=EDITABLE)  # fmt: skip
    mine = {"mine": stage.account_tag}
    stage.add_question("categories", CATEGORIES, mine)
    stage.add_question("everybodys", EVERYBODYS, {})
    for name, source in (("picked", "categories"), ("leaky", "everybodys")):
        _add_picked(stage, name, source)


def _add_picked(stage: Stage, name: str, source: str) -> None:
    """A question whose note filter lists another question's rows."""
    tags = {"account": stage.account_tag, "note": stage.dimension("orders", "note", "string/=")}
    sql = "SELECT note FROM orders WHERE {{account}} AND {{note}} ORDER BY note"
    stage.publish(name, sql, tags, account=LOCKED, note=EDITABLE)
    store = stage.house.runtime.catalog
    config = {
        "card_id": stage.ids[source],
        "value_field": ["field", "note", {"base-type": "type/Text"}],
        "label_field": ["field", "category", {"base-type": "type/Text"}],
    }
    stored = {
        **parameter("note", "string/="),
        "id": "t-note",
        "target": ["dimension", ["template-tag", "note"]],
        "values_source_type": "card",
        "values_source_config": config,
    }
    update_question(store, stage.ids[name], {"parameters": [stored]}, None)


def add_linked(stage: Stage) -> int:
    """A dashboard whose account is locked and whose products are linked to the category."""
    store = stage.house.runtime.catalog
    parameters = [
        parameter("account", "id"),
        parameter("category", "string/="),
        parameter("note", "string/=", filteringParameters=["p-category"]),
    ]
    wires = [wire(slug, stage.ids["orders"], slug) for slug in ("account", "category", "note")]
    made = create_dashboard(store, {"name": "linked", "parameters": parameters}, None)
    words = {
        "dashcards": [card(stage.ids["orders"], 0, parameter_mappings=wires)],
        "enable_embedding": True,
        "embedding_params": {"account": LOCKED, "category": EDITABLE, "note": EDITABLE},
    }
    update_dashboard(store, made.id, words)
    return made.id
