"""Two tenants, hundreds of interleaved requests over every route: nothing of one reaches the other.

The routes are those that the server itself lists (incidents R5, R9, R14 to R16 and R21). Requests go
out in handfuls at once, so that both tenants wait for the same pools, caches and shared queries;
some tokens are old, some new, and now and then everything that is kept is out of date at once.
"""

from __future__ import annotations

import asyncio
import io
import json
import random
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from urllib.parse import quote

import httpx
import pytest
from starlette.routing import Route

from signboard.catalog.keys import preview_key
from signboard.catalog.settings import write_setting
from signboard.embed.corridor import EMBED_PAGES, Corridor
from signboard.embed.routes import embed_routes
from signboard.server.app import Plane
from signboard.studio.access.identity import Role
from signboard.studio.access.sessions import Sessions
from signboard.studio.access.users import insert_user
from signboard.tokens.mint import mint, mint_preview
from tests.contract.links.gallery import Gallery, open_gallery
from tests.embed.conftest import OpenWorld
from tests.embed.stage import ACME, BLUE, ORDERS_POLICY, Stage, client_of
from tests.embed.warehouses import ENGINES
from tests.fuzz.target import fill_path

pytestmark = pytest.mark.anyio
TENANTS = {"Acme": ACME, "Blue": BLUE}
HANDFULS, AT_ONCE = 60, 6
CHOICES = ("", "Chairs")
WITHOUT_A_TENANT = ("/params/", "/-/question/values", "/-/dashboard/values")
"""Value lists of public links: nothing is locked there, so they are everybody's (protocol 7)."""


class Ask(NamedTuple):
    """One request; `body` is the form of a POST."""

    tenant: str
    path: str
    headers: dict[str, str]
    body: str | None = None


@dataclass
class Street:
    """Both tenants before the same doors; `tokens` are those that were used before."""

    gallery: Gallery
    session: str
    author: int
    chance: random.Random
    tokens: dict[tuple[str, str, bool], str] = field(default_factory=dict)

    @property
    def stage(self) -> Stage:
        return self.gallery.stage

    def token(self, tenant: str, kind: str, *, is_preview: bool = False) -> str:
        """A token of this tenant for an item of this kind: an old one, or one never seen."""
        key = (tenant, kind, is_preview)
        if key in self.tokens and self.chance.random() < 0.6:
            return self.tokens[key]
        ids, store = self.stage.ids, self.stage.house.runtime.catalog
        resource = {kind: ids["overview" if kind == "dashboard" else "orders"]}
        params = {"account": self.chance.choice([[TENANTS[tenant]], TENANTS[tenant]])}
        if is_preview:
            board = store.current().dashboards[ids["overview"]].policy
            policy = {slug: str(one) for slug, one in board.items()}
            made = mint_preview(
                preview_key(store),
                resource=resource,
                params=params,
                embedding_params=policy if kind == "dashboard" else ORDERS_POLICY,
                author=self.author,
                now=self.stage.house.runtime.clock(),
            )
        else:
            extra = {"nonce": self.chance.random()}
            made = mint(self.stage.secret, resource=resource, params=params, extra=extra)
        self.tokens[key] = made
        return made

    def asks(self, tenant: str) -> Iterator[Ask]:
        """One request for every route that opens an item, and for previews."""
        for route in embed_routes(Corridor(self.stage.house.runtime), EMBED_PAGES):
            assert isinstance(route, Route)
            kind = "dashboard" if "dashboard" in route.path else "question"
            opens = "{token}" in route.path or f"/-/{kind}/" in route.path
            if not opens:
                continue
            if "/public/" in route.path:
                if not any(part in route.path for part in WITHOUT_A_TENANT):
                    yield self._by_link(tenant, route, kind)
                continue
            is_post = "POST" in (route.methods or ())
            ask_for = self._file if is_post else self._by_token
            yield ask_for(tenant, route.path, kind, self.token(tenant, kind))
            if "/-/" in route.path or route.path == f"/embed/{kind}/{{token}}":
                token = self.token(tenant, kind, is_preview=True)
                yield ask_for(tenant, route.path, kind, token)
            elif route.path.startswith("/api/embed/") and "{format" not in route.path and "/field/" not in route.path:  # fmt: skip
                path = route.path.replace("/api/embed/", "/api/preview_embed/")
                token = self.token(tenant, kind, is_preview=True)
                found = self._by_token(tenant, path, kind, token)
                yield found._replace(headers={"x-metabase-session": self.session})

    def _by_token(self, tenant: str, path: str, kind: str, token: str) -> Ask:
        chosen = self.chance.choice(CHOICES)
        letter = "p" if kind == "dashboard" else "t"
        query = {"category": chosen} if chosen else {}
        if "/params/" in path:
            query = {f"{letter}-minimum": "1"} if chosen else {}
            query |= {"value": "Chairs"} if path.endswith("remapping") else {}
        elif "/field/" in path:
            query = {"value": "c"}
        elif query and self.chance.random() < 0.5:
            query = {"parameters": json.dumps({"category": [chosen]})}
        if "/-/" in path:
            return self._fragment(tenant, path, kind, token, {"category": chosen} if chosen else {})
        return Ask(tenant, self._filled(path, kind, token) + "?" + _encode(query), {})

    def _file(self, tenant: str, path: str, kind: str, key: str, account: str = "") -> Ask:
        """A card as a file, posted for by the page's form."""
        form = {"slot": self._slot(kind), "format": self.chance.choice(["csv", "json"])}
        form |= {"account": account} if account else {"category": self.chance.choice(CHOICES)}
        form |= {"token": key} if "/-/" in path else {}
        return Ask(tenant, self._filled(path, kind, key), {}, _encode(form))

    def _slot(self, kind: str) -> str:
        return f"c{self._place()[0]}" if kind == "dashboard" else "c0"

    def _by_link(self, tenant: str, route: Route, kind: str) -> Ask:
        """The same item by its public link, with the tenant's account chosen in the open."""
        link = self.gallery.links["overview" if kind == "dashboard" else "orders"]
        account = str(TENANTS[tenant])
        if "POST" in (route.methods or ()) and route.path.startswith("/public/"):
            return self._file(tenant, route.path, kind, link, account)
        if "/-/" in route.path:
            return self._fragment(tenant, route.path, kind, link, {"account": account})
        path = self._filled(route.path, kind, link)
        letter = "p" if kind == "dashboard" else "t"
        sent = {"parameters": json.dumps([{"id": f"{letter}-account", "value": [account]}])}
        if "POST" in (route.methods or ()):
            return Ask(tenant, path, {}, _encode(sent))
        is_page = route.path.startswith("/public/") and "{format" not in route.path
        return Ask(tenant, f"{path}?{_encode({'account': account} if is_page else sent)}", {})

    def _fragment(self, tenant: str, path: str, kind: str, key: str, query: dict[str, str]) -> Ask:
        letter, slot = "p" if kind == "dashboard" else "t", self._slot(kind)
        own = {"slots": slot, "slot": slot, "parameter": f"{letter}-category", "row": "0"}
        return Ask(tenant, f"{path}?{_encode(own | query)}", {"x-signboard-token": key})

    def _place(self) -> tuple[str, str]:
        _, _, dashcard, _, question = self.stage.card_path("overview").split("/")
        return dashcard, question

    def _filled(self, path: str, kind: str, token: str) -> str:
        dashcard, question = self._place()
        listed = str(self.stage.field_id("orders", "category"))
        values = {
            "token": token, "dashcard_id": dashcard, "card_id": question, "prefix": "a",
            "key": "p-category" if kind == "dashboard" else "t-category",
            "format": self.chance.choice(["csv", "json", "csv", "json", "xlsx"]),
            "form": "svg", "field_id": listed, "other_id": listed,
        }  # fmt: skip
        return fill_path(path, values)


def _encode(query: dict[str, str]) -> str:
    return "&".join(f"{name}={quote(value, safe='')}" for name, value in query.items())


def text_of(answer: httpx.Response) -> str:
    """Everything that an answer says; a workbook's sheets are unpacked."""
    if not answer.content.startswith(b"PK"):
        return answer.text
    with zipfile.ZipFile(io.BytesIO(answer.content)) as book:
        return "".join(book.read(name).decode("utf-8", "replace") for name in book.namelist())


async def ask(client: httpx.AsyncClient, one: Ask) -> httpx.Response:
    if one.body is None:
        return await client.get(one.path, headers=one.headers, follow_redirects=True)
    form = {**one.headers, "content-type": "application/x-www-form-urlencoded"}
    return await client.post(one.path, headers=form, content=one.body)


def judge(one: Ask, answer: httpx.Response) -> bool:
    """Fail where an answer holds anything of the other tenant; True when it holds something own."""
    assert answer.status_code in (200, 202), (one, answer.status_code, answer.text[:300])
    text = text_of(answer)
    if "/public/" in one.path:  # the form of a public page lists everybody's choices
        text = re.sub("<form.*?</form>", "", text, flags=re.DOTALL)
    (other,) = TENANTS.keys() - {one.tenant}
    assert other not in text, one
    assert str(TENANTS[other]) not in text, one
    return one.tenant in text


def open_street(gallery: Gallery, seed: int) -> Street:
    house = gallery.stage.house
    with house.database.begin(touch=False) as connection:
        author = insert_user(connection, "isolation@example.com", "", role=Role.ADMIN, now=0.0)
    session = Sessions(house.database, house.runtime.clock).start(author)
    return Street(gallery, session, author, random.Random(seed))


@pytest.fixture(scope="module", params=ENGINES)
def street(request: pytest.FixtureRequest, open_world: OpenWorld) -> Street:
    return open_street(open_gallery(open_world(request.param)), seed=7)


async def test_no_value_of_one_tenant_is_ever_in_an_answer_to_the_other(street: Street) -> None:
    store, chance = street.stage.house.runtime.catalog, street.chance
    told: dict[str, int] = dict.fromkeys(TENANTS, 0)
    async with client_of(street.stage.app(Plane.ALL)) as client:
        for handful in range(HANDFULS):
            if handful % 12 == 11:  # everything that is kept is out of date
                write_setting(store, "site-name", f"Name {handful}")
            both = {tenant: list(street.asks(tenant)) for tenant in TENANTS}
            some = [chance.choice(both[chance.choice(list(TENANTS))]) for _ in range(AT_ONCE)]
            for one, answer in zip(some, await asyncio.gather(*(ask(client, one) for one in some)), strict=True):  # fmt: skip
                told[one.tenant] += judge(one, answer)
    assert min(told.values()) > HANDFULS  # about as many answers as not have rows to leak


async def test_every_route_tells_each_tenant_its_own_cold_and_warm(street: Street) -> None:
    """Each route once for each tenant in turn, then all again from what is kept."""
    empty: Any = {}
    async with client_of(street.stage.app(Plane.ALL)) as client:
        for one, other in zip(*(list(street.asks(tenant)) for tenant in TENANTS), strict=True):
            for again in (one, other, one, other):
                has_own = judge(again, await ask(client, again))
                route = again.path.partition("?")[0].rpartition("/")[2]
                empty.setdefault(route, []).append(has_own)
    assert sum(any(found) for found in empty.values()) > len(empty) / 4
