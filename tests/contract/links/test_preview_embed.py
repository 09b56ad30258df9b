"""`/api/preview_embed/**` by role and by token (embedding-protocol 2.7, decision 9)."""

from __future__ import annotations

import uuid
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest

from signboard.catalog.keys import preview_key
from signboard.catalog.settings import write_setting
from signboard.server.app import Plane
from signboard.studio.access.identity import Role
from signboard.studio.access.sessions import Sessions
from signboard.studio.access.users import insert_user
from signboard.tokens.mint import mint, mint_preview
from tests.contract.links.gallery import Gallery
from tests.embed.stage import ACME, Stage, client_of

pytestmark = pytest.mark.anyio
DRAFT = {"account": "locked", "category": "enabled", "minimum": "enabled"}
LOCK = {"account": [ACME]}
CARD, DASH = "/api/preview_embed/card/", "/api/preview_embed/dashboard/"


def session(stage: Stage, *, is_admin: bool) -> tuple[int, str]:
    """A new user's id and the text of a session of theirs."""
    house = stage.house
    email = f"{uuid.uuid4().hex}@example.com"
    with house.database.begin(touch=False) as connection:
        made = insert_user(
            connection, email, "", role=Role.ADMIN if is_admin else Role.AUTHOR, now=0.0
        )
    return made, Sessions(house.database, house.runtime.clock).start(made)


@pytest.fixture
async def admin(sqlite_gallery: Gallery) -> AsyncIterator[httpx.AsyncClient]:
    """A client with an administrator's session on every plane."""
    async with administrator(sqlite_gallery.stage) as client:
        yield client


@asynccontextmanager
async def administrator(stage: Stage) -> AsyncIterator[httpx.AsyncClient]:
    """A client with the session of a new administrator."""
    _, text = session(stage, is_admin=True)
    async with client_of(stage.app(Plane.ALL)) as client:
        client.headers["X-Metabase-Session"] = text
        yield client


def preview(stage: Stage, item: str, params: Any = None, draft: Any = None, **more: Any) -> str:
    """A token as the classic front end signs its previews: with the hosts' key."""
    claims = {"_embedding_params": DRAFT if draft is None else draft, **more}
    return stage.token(item, LOCK if params is None else params, **claims)


async def test_an_unpublished_item_is_shown_under_the_tokens_own_visibility(
    sqlite_gallery: Gallery, admin: httpx.AsyncClient
) -> None:
    token = preview(sqlite_gallery.stage, "draft")
    card = await admin.get(CARD + token)
    assert [one["slug"] for one in card.json()["parameters"]] == ["category", "minimum"]
    rows = await admin.get(f"{CARD}{token}/query?category=Chairs")
    assert rows.status_code == 202
    assert [row[1] for row in rows.json()["data"]["rows"]] == ["Acme note three"]
    pivot = await admin.get(f"/api/preview_embed/pivot/card/{token}/query?category=Chairs")
    assert pivot.json() == rows.json()
    values = await admin.get(f"{CARD}{token}/params/t-category/values")
    assert values.json()["values"] == [["Acme Anvils"], ["Chairs"]]
    label = await admin.get(f"{CARD}{token}/params/t-category/remapping?value=Chairs")
    assert label.json() == ["Chairs"]
    other = await admin.get(
        CARD + preview(sqlite_gallery.stage, "draft", draft={"note": "enabled"})
    )
    assert [one["slug"] for one in other.json()["parameters"]] == ["note"]


async def test_a_dashboard_with_its_cards_and_lists(
    sqlite_gallery: Gallery, admin: httpx.AsyncClient
) -> None:
    stage = sqlite_gallery.stage
    token = preview(stage, "off")
    board = await admin.get(DASH + token)
    assert [one["slug"] for one in board.json()["parameters"]] == ["category"]
    rows = await admin.get(f"{DASH}{token}{stage.card_path('off', 1)}?category=Chairs")
    assert (rows.status_code, rows.json()["data"]["rows"]) == (202, [[30]])
    values = await admin.get(f"{DASH}{token}/params/p-category/values")
    assert values.json()["values"] == [["Acme Anvils"], ["Chairs"]]
    found = await admin.get(f"{DASH}{token}/params/p-category/search/cha")
    assert found.json()["values"] == [["Chairs"]]
    elsewhere = await admin.get(f"{DASH}{token}{stage.card_path('overview')}")
    assert elsewhere.status_code == 404


async def test_lists_of_a_dashboard_lay_the_tokens_visibility_over_the_stored_one(
    sqlite_gallery: Gallery, admin: httpx.AsyncClient
) -> None:
    stage = sqlite_gallery.stage
    token = preview(stage, "overview", draft={"note": "disabled"})
    kept = await admin.get(f"{DASH}{token}/params/p-category/values")
    assert kept.json()["values"] == [["Acme Anvils"], ["Chairs"]]
    hidden = await admin.get(f"{DASH}{token}/params/p-note/values")
    assert hidden.status_code == 400
    whole = await admin.get(DASH + preview(stage, "overview", {}, draft={}))
    assert whole.json()["parameters"] == []


async def test_a_preview_of_many_rows_is_cut_at_two_thousand(
    sqlite_gallery: Gallery, admin: httpx.AsyncClient
) -> None:
    token = preview(sqlite_gallery.stage, "many", draft={"account": "enabled"}, params={})
    rows = await admin.get(f"{CARD}{token}/query")
    assert rows.json()["data"]["rows_truncated"] == 2000


REFUSED: Mapping[str, tuple[dict[str, Any], int, str]] = {
    "no visibility": (
        {"_embedding_params": None},
        400,
        "Token is missing value for keypath [:_embedding_params]",
    ),
    "no params": ({"params": None}, 400, "Token is missing value for keypath [:params]"),
    "expired": ({"exp": 1234567890}, 400, "Token is expired (1234567890)"),
    "another kind": (
        {"resource": {"dashboard": 1}},
        400,
        "Token is missing value for keypath [:resource :question]",
    ),
    "not there": ({"resource": {"question": 999999}}, 404, "Not found."),
}


@pytest.mark.parametrize("case", REFUSED)
async def test_refusals_keep_their_status_and_their_text(
    sqlite_gallery: Gallery, admin: httpx.AsyncClient, case: str
) -> None:
    claims, status, text = REFUSED[case]
    token = sqlite_gallery.stage.token("draft", LOCK, **{"_embedding_params": DRAFT, **claims})
    answer = await admin.get(CARD + token)
    assert (answer.status_code, answer.text) == (status, text)
    assert answer.headers["content-type"].startswith("text/plain")


async def test_a_foreign_key_and_a_missing_lock_are_refused(
    sqlite_gallery: Gallery, admin: httpx.AsyncClient
) -> None:
    forged = mint(b"another key of enough characters", resource={"question": 1}, params={})
    corrupt = await admin.get(CARD + forged)
    assert (corrupt.status_code, corrupt.text) == (400, "Message seems corrupt or manipulated")
    unlocked = await admin.get(f"{CARD}{preview(sqlite_gallery.stage, 'draft', {})}/query")
    assert unlocked.text == "You must specify a value for :account in the JWT."


async def test_nothing_is_previewed_while_embedding_is_off(own: Gallery) -> None:
    write_setting(own.stage.house.runtime.catalog, "enable-embedding", False)
    async with administrator(own.stage) as client:
        off = await client.get(CARD + preview(own.stage, "draft"))
    assert (off.status_code, off.text) == (400, "Embedding is not enabled.")


PATHS = ("", "/query", "/params/t-category/values", "/params/t-category/search/a",
         "/params/t-category/remapping?value=a")  # fmt: skip
BOARD_PATHS = ("", "/dashcard/1/card/1", "/params/p-category/values",
               "/params/p-category/search/a", "/params/p-category/remapping?value=a")  # fmt: skip


async def test_every_path_needs_an_administrators_session(sqlite_gallery: Gallery) -> None:
    stage = sqlite_gallery.stage
    _, author = session(stage, is_admin=False)
    paths = [CARD + preview(stage, "draft") + end for end in PATHS]
    paths += [DASH + preview(stage, "overview") + end for end in BOARD_PATHS]
    paths += [paths[1].replace("/card/", "/pivot/card/")]
    async with client_of(stage.app(Plane.ALL)) as client:
        for path in paths:
            nobody = await client.get(path)
            assert (nobody.status_code, nobody.text) == (401, "Unauthenticated")
            somebody = await client.get(path, headers={"X-Metabase-Session": author})
            assert (somebody.status_code, somebody.text) == (
                403,
                "You don't have permissions to do that.",
            )
    async with client_of(stage.app(Plane.EMBED)) as client:
        assert [(await client.get(path)).status_code for path in paths] == [404] * len(paths)


async def test_a_host_tokens_visibility_counts_nowhere_else(sqlite_gallery: Gallery) -> None:
    stage = sqlite_gallery.stage
    opened = preview(stage, "orders", draft={"account": "enabled"}, params={})
    async with client_of(stage.app()) as client:
        refused = await client.get(f"/api/embed/card/{opened}/query")
        assert refused.text == "You must specify a value for :account in the JWT."
        assert (await client.get(f"/embed/question/{opened}")).status_code == 400


async def test_the_studios_own_preview_token_is_its_authors(
    sqlite_gallery: Gallery, admin: httpx.AsyncClient
) -> None:
    stage = sqlite_gallery.stage
    store = stage.house.runtime.catalog
    words: dict[str, Any] = {
        "resource": {"question": stage.ids["draft"]},
        "params": LOCK,
        "embedding_params": DRAFT,
        "now": stage.house.runtime.clock(),
    }
    other, text = session(stage, is_admin=True)
    token = mint_preview(preview_key(store), author=other, **words)
    foreign = await admin.get(CARD + token)
    assert foreign.status_code == 403
    theirs = await admin.get(CARD + token, headers={"X-Metabase-Session": text})
    assert theirs.status_code == 200
