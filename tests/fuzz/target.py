"""A stage with one parameter of every kind, public links, and a door whose statements are noted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from starlette.routing import Route

from signboard.catalog.models import ResourceKind
from signboard.catalog.settings import write_setting
from signboard.catalog.sharing.links import create_link
from signboard.embed.corridor import EMBED_PAGES, Corridor
from signboard.embed.routes import embed_routes
from signboard.server.app import Plane, create_app
from signboard.tokens.mint import mint
from tests.embed.stage import ACME, EDITABLE, LOCKED, Stage, add_dashboard, card, parameter, wire
from tests.fuzz.knock import NotedSources

WIDE = """SELECT category, note, total, placed_on FROM orders
WHERE {{account}} AND {{category}} AND {{words}} AND {{not_words}} AND {{sums}} AND {{placed}} AND {{ids}}
[[AND note <> {{word}}]] [[AND total >= {{least}}]] [[AND placed_on <> {{day}}]] ORDER BY note"""
BUCKETS = "SELECT {{unit}} AS bucket, count(*) AS n FROM orders WHERE {{account}} GROUP BY 1"
SHARED = "SELECT title, line FROM products WHERE {{words}} ORDER BY title"
FOREIGN = ("Blue note", "Blue Boats", "880002", "reviewer", "secret_table", "SELECT ")
"""What no answer to Acme's tokens, and none to the shared links, may hold."""
TYPES = {
    "category": "string/=",
    "words": "string/contains",
    "not_words": "string/does-not-contain",
    "sums": "number/between",
    "placed": "date/all-options",
    "ids": "id",
    "word": "category",
    "least": "number/=",
    "day": "date/single",
    "unit": "temporal-unit",
}
"""Slug -> type of every editable parameter."""


@dataclass
class Target:
    """An application, and everything a request to one of its routes needs to be a good one."""

    stage: Stage
    app: Any
    sources: NotedSources
    links: dict[str, str] = field(default_factory=dict)

    def routes(self) -> Iterator[Route]:
        """Every viewers' route, taken from the list that the server itself serves."""
        for route in embed_routes(Corridor(self.stage.house.runtime), EMBED_PAGES):
            assert isinstance(route, Route)
            yield route

    def token(self, path: str, params: Any = None) -> str:
        """A token for the item that a route of this path opens; Acme's unless `params` say otherwise."""
        kind, item = ("dashboard", "board") if "dashboard" in path else ("question", "wide")
        params = {"account": [ACME]} if params is None else params
        return mint(self.stage.secret, resource={kind: self.stage.ids[item]}, params=params)

    def good(self, path: str) -> dict[str, str]:
        """A good value for every placeholder of a route's path."""
        is_public, is_board = "/public" in path, "dashboard" in path
        cards = self.stage.card_path("shared board" if is_public else "board")
        _, _, dashcard, _, question = cards.split("/")
        listed = ("products", "title") if is_public else ("orders", "category")
        listed_id = str(self.stage.field_id(*listed))
        return {
            "token": self.links["dashboard" if is_board else "question"]
            if is_public
            else self.token(path),
            "dashcard_id": dashcard,
            "card_id": question,
            "key": self.key(path, "words" if is_public else "category"),
            "prefix": "c",
            "format": "csv",
            "form": "svg",
            "name": "inter",
            "file": "inter.woff2",
            "field_id": listed_id,
            "other_id": listed_id,
            "rest": "x",
        }

    def key(self, path: str, slug: str) -> str:
        """The id of the parameter with this slug on the item that a route of this path opens."""
        return f"{'p' if 'dashboard' in path else 't'}-{slug}"

    def close(self) -> None:
        self.sources.close_now()


def fill_path(path: str, values: dict[str, str]) -> str:
    """A route's path with values in its placeholders; a placeholder without a value is a mistake."""
    return re.sub(r"\{(\w+)(?::\w+)?\}", lambda found: values[found[1]], path)


def placeholders(path: str) -> list[str]:
    return re.findall(r"\{(\w+)", path)


def open_target(stage: Stage, plane: Plane = Plane.EMBED) -> Target:
    """Add the wide question, its dashboard and the links to a stage; open the door."""
    store = stage.house.runtime.catalog
    write_setting(store, "enable-public-sharing", True)
    write_setting(store, "viewer-cache-ttl-seconds", 0)
    tags: dict[str, dict[str, Any]] = {
        "account": stage.account_tag,
        "category": stage.dimension("orders", "category", "string/="),
        "words": stage.dimension("orders", "note", "string/contains"),
        "not_words": stage.dimension("orders", "note", "string/does-not-contain"),
        "sums": stage.dimension("orders", "total", "number/between"),
        "placed": stage.dimension("orders", "placed_on", "date/all-options"),
        "ids": stage.dimension("orders", "id", "id"),
        "word": {"type": "text"},
        "least": {"type": "number"},
        "day": {"type": "date"},
    }
    unit = {
        "type": "temporal-unit",
        "dimension": ["field", stage.field_id("orders", "placed_on"), None],
    }
    policy = {"account": LOCKED} | dict.fromkeys(tags.keys() - {"account"}, EDITABLE)
    wide = stage.publish("wide", WIDE, tags, **policy)
    bucket_tags = {"account": stage.account_tag, "unit": unit}
    buckets = stage.add_question("buckets", BUCKETS, bucket_tags)
    shown = {"words": stage.dimension("products", "title", "string/contains")}
    shared = stage.add_question("shared", SHARED, shown)
    kinds = {"variable": ("word", "least", "day")}
    wires = [
        wire(slug, wide, slug, "variable" if slug in kinds["variable"] else "dimension")
        for slug in tags
    ]
    parameters = [
        parameter("account", "id"),
        *(parameter(slug, kind) for slug, kind in TYPES.items()),
    ]
    cards = [
        card(wide, 0, parameter_mappings=wires),
        card(
            buckets,
            5,
            parameter_mappings=[wire("account", buckets, "account"), wire("unit", buckets, "unit")],
        ),
    ]
    add_dashboard(stage, "board", parameters, cards, policy | {"unit": EDITABLE})
    words = [parameter("words", "string/contains")]
    only = [card(shared, 0, parameter_mappings=[wire("words", shared, "words")])]
    add_dashboard(stage, "shared board", words, only, {})
    sources = NotedSources()
    house = replace(stage.house, runtime=replace(stage.house.runtime, sources=sources))
    links = {
        "question": create_link(store, ResourceKind.QUESTION, shared),
        "dashboard": create_link(store, ResourceKind.DASHBOARD, stage.ids["shared board"]),
    }
    return Target(stage, create_app(house, plane), sources, links)
