"""The same values give the same statement and the same rows, whoever asks by whichever road.

Three roads that give three results are how rows of one customer reach another.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from signboard.catalog.keys import preview_key
from signboard.queries.statement import Statement
from signboard.server.app import Plane
from signboard.studio.access.identity import Role
from signboard.studio.access.passwords import hash_password
from signboard.studio.access.users import insert_user
from signboard.tokens.mint import mint, mint_preview
from tests.embed.stage import ACME, BLUE
from tests.fuzz.knock import Answer, Header, knock
from tests.fuzz.target import WIDE, Target, open_target

pytestmark = pytest.mark.anyio
PASSWORD = "correct horse battery"
LOCKS = st.sampled_from([[ACME], ACME, str(ACME), [ACME, BLUE], [BLUE], [str(BLUE), ACME]])
CHOICES: dict[str, list[Any]] = {
    "category": ["Chairs", ["Chairs"], ["Acme Anvils", "Chairs"], ["nobody's"]],
    "words": ["note", ["one", "TWO"], "o%e", "' OR 1=1"],
    "not_words": ["three", ["one", "two"]],
    "sums": [[10, 25], ["10.5", 500]],
    "placed": ["2024-01-01~2024-02-28", "2024-02", "Q1-2024", "past30years", "exclude-months-Jan", "~2024-03-01"],
    "ids": [[1, 2, 4], 5, "3"],
    "word": ["Acme note one"],
    "least": [15, "20.25"],
    "day": ["2024-01-05"],
}  # fmt: skip
VALUES = st.fixed_dictionaries(
    {slug: st.one_of(st.none(), st.sampled_from(values)) for slug, values in CHOICES.items()}
)


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def target(request: pytest.FixtureRequest) -> Iterator[Target]:
    """A target with all doors open, and a user for those of the studio."""
    stage = request.getfixturevalue(f"{request.param}_shared")
    with stage.house.database.begin(touch=False) as connection:
        insert_user(
            connection, "ann@example.com", hash_password(PASSWORD), role=Role.AUTHOR, now=0.0
        )
    opened = open_target(stage, Plane.ALL)
    yield opened
    opened.close()


class Cells(HTMLParser):
    """The body cells of the first table of some HTML, row by row."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self._is_over = self._in_cell = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if self._is_over:
            return
        if tag == "tr":
            self.rows.append([])
        self._in_cell = tag == "td" or (self._in_cell and tag not in ("th", "tr"))
        if tag == "td":
            self.rows[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        self._is_over |= tag == "table"
        if tag in ("td", "tr"):
            self._in_cell = False

    def handle_data(self, data: str) -> None:
        if self._in_cell and not self._is_over:
            self.rows[-1][-1] += data


def shown_rows(html: str) -> list[list[str]]:
    """Category and note of every row that a page or a fragment shows."""
    return [row[:2] for row in Cells(html).rows if row]


class Roads:
    """Every road to the same card of the same dashboard."""

    def __init__(self, target: Target, lock: object, chosen: dict[str, Any]) -> None:
        self.target, self.chosen = target, chosen
        self.board = target.stage.ids["board"]
        self.place = target.stage.card_path("board")
        self.slot = f"c{self.place.split('/')[2]}"
        self.params = {"account": lock}
        visible = {"unit": ""} | {slug: "" if v is None else v for slug, v in chosen.items()}
        self.plain = urlencode(visible, doseq=True)
        self.as_json = urlencode({"parameters": json.dumps({"unit": None} | chosen)})
        everything = {"unit": None} | chosen | self.params
        self.sent = [{"id": f"p-{slug}", "value": value} for slug, value in everything.items()]

    def token(self, **params: Any) -> str:
        resource = {"dashboard": self.board}
        return mint(self.target.stage.secret, resource=resource, params=self.params | params)

    def preview_token(self) -> str:
        runtime = self.target.stage.house.runtime
        key = preview_key(runtime.catalog)
        policy = runtime.catalog.current().dashboards[self.board].policy
        return mint_preview(
            key,
            resource={"dashboard": self.board},
            params=self.params,
            embedding_params={slug: access.value for slug, access in policy.items()},
            author=1,
            now=runtime.clock(),
        )

    async def walk(self, session: str) -> dict[str, tuple[list[list[str]], Statement]]:
        """Road -> the first two columns of its rows, and the statement that reached the source."""
        api = f"/api/embed/dashboard/{self.token()}{self.place}"
        signed = f"/api/dashboard/{self.board}{self.place}/query"
        fragment = f"/embed/-/dashboard/cards?slots={self.slot}&{self.plain}"
        header = [(b"x-signboard-token", self.token().encode())]
        preview = f"/embed/dashboard/{self.preview_token()}?{self.plain}"
        set_by_token = self.token(unit=None, **self.chosen)
        return {
            "page": self._shown(await self._get(f"/embed/dashboard/{self.token()}?{self.plain}")),
            "fragment": self._shown(await self._get(fragment, header)),
            "preview": self._shown(await self._get(preview)),
            "page, all in the token": self._shown(
                await self._get(f"/embed/dashboard/{set_by_token}")
            ),
            "API": self._rows(await self._get(f"{api}?{self.as_json}")),
            "API, plain keys": self._rows(await self._get(f"{api}?{self.plain}")),
            "API, all in the token": self._rows(
                await self._get(f"/api/embed/dashboard/{set_by_token}{self.place}")
            ),
            "export": self._exported(await self._get(f"{api}/json?{self.as_json}")),
            "signed in": self._rows(await self._post(signed, session)),
            "signed in, export": self._exported(await self._post(f"{signed}/json", session)),
        }

    async def _get(self, path: str, headers: list[Header] | None = None) -> Answer:
        answer = await knock(self.target.app, path, headers or [])
        assert answer.status in (200, 202), answer.text
        return answer

    async def _post(self, path: str, session: str) -> Answer:
        headers = [
            (b"x-metabase-session", session.encode()),
            (b"content-type", b"application/json"),
        ]
        body = json.dumps({"parameters": self.sent}).encode()
        answer = await knock(self.target.app, path, headers, method="POST", body=body)
        assert answer.status in (200, 202), answer.text
        return answer

    def _shown(self, answer: Answer) -> tuple[list[list[str]], Statement]:
        mark = f"slot={self.slot}"
        html = answer.text
        starts = [
            place for place in (html.find(mark), html.find(f'slot="{self.slot}"')) if place >= 0
        ]
        section = html[min(starts) :].partition("</section>")[0]
        return shown_rows(section), self._statement()

    def _rows(self, answer: Answer) -> tuple[list[list[str]], Statement]:
        body = json.loads(answer.body)
        assert body["status"] == "completed", body
        return [row[:2] for row in body["data"]["rows"]], self._statement()

    def _exported(self, answer: Answer) -> tuple[list[list[str]], Statement]:
        return [list(row.values())[:2] for row in json.loads(answer.body)], self._statement()

    def _statement(self) -> Statement:
        """What the card sent; pages also run the other card and the choices of lists."""
        start = WIDE.partition("\n")[0]
        (statement,) = [one for one in self.target.sources.take() if one.sql.startswith(start)]
        return statement


@pytest.fixture(scope="module")
async def session(target: Target) -> str:
    body = json.dumps({"username": "ann@example.com", "password": PASSWORD}).encode()
    headers = [(b"content-type", b"application/json")]
    answer = await knock(target.app, "/api/session", headers, method="POST", body=body)
    return str(json.loads(answer.body)["id"])


@settings(max_examples=40, derandomize=True, database=None)
@given(lock=LOCKS, chosen=VALUES)
async def test_the_same_values_give_the_same_statement_and_rows_on_every_road(
    target: Target, session: str, lock: object, chosen: dict[str, Any]
) -> None:
    found = await Roads(target, lock, chosen).walk(session)
    rows, statement = found["API"]
    for road, (other_rows, other_statement) in found.items():
        assert other_statement.sql == statement.sql, road
        assert other_statement.binds == statement.binds, road
        assert other_rows == rows, road
    owners = {ACME: "Acme note", BLUE: "Blue note"}
    allowed = [note for account, note in owners.items() if str(account) in str(lock)]
    assert all(row[1].startswith(tuple(allowed)) for row in rows)


async def test_the_roads_are_compared_on_rows_and_not_on_nothing(
    target: Target, session: str
) -> None:
    found = await Roads(target, [ACME], dict.fromkeys(CHOICES)).walk(session)
    assert {len(rows) for rows, _ in found.values()} == {3}
