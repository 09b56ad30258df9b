"""Paper: the page's content as PDF, every row of its tables, and never what is locked."""

from __future__ import annotations

from io import BytesIO

import httpx
import pytest
from pypdf import PdfReader

from signboard.catalog.questions import update_question
from tests.embed.stage import (
    ACME,
    BLUE,
    LOCKED,
    Stage,
    add_dashboard,
    card,
    client_of,
    parameter,
    wire,
)

pytestmark = pytest.mark.anyio


def read(answer: httpx.Response) -> PdfReader:
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/pdf"
    return PdfReader(BytesIO(answer.content))


def text_of(pdf: PdfReader) -> str:
    return "\n".join(page.extract_text() for page in pdf.pages)


async def test_a_question_is_a_document_with_this_viewers_rows(
    shared: Stage, viewer: httpx.AsyncClient
) -> None:
    answer = await viewer.get(shared.page("orders") + ".pdf?category=Chairs")
    said = text_of(read(answer))
    assert answer.headers["content-disposition"].startswith('inline; filename="orders_')
    for text in ("orders", "Category", "Chairs", "Acme note three", "As of", "1 / 1"):
        assert text in said, text
    assert "Acme note one" not in said
    assert "Blue" not in said
    assert str(ACME) not in said  # a locked value is on no paper
    blue = text_of(read(await viewer.get(shared.page("orders", {"account": [BLUE]}) + ".pdf")))
    assert "Blue note one" in blue
    assert "Acme" not in blue


async def test_a_dashboard_is_a_document_with_its_cards_filters_and_fonts(
    shared: Stage, viewer: httpx.AsyncClient
) -> None:
    pdf = read(await viewer.get(shared.page("overview") + ".pdf?category=Chairs&paper=letter"))
    said = text_of(pdf)
    assert "Acme note three" in said
    assert "Category" in said
    assert {round(float(side)) for side in pdf.pages[0].mediabox[2:]} == {612, 792}
    fonts = {
        str(font.get_object()["/BaseFont"])
        for page in pdf.pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert any("inter" in name.lower() for name in fonts)
    turned = read(await viewer.get(shared.page("overview") + ".pdf?orientation=landscape"))
    assert turned.pages[0].mediabox.width > turned.pages[0].mediabox.height


async def test_a_long_table_goes_over_pages_with_its_titles_on_each(stage: Stage) -> None:
    sql = (
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 180) "
        "SELECT i AS running_number, 'row ' || i AS label FROM n, accounts WHERE id = {{account}} "
        "ORDER BY i"
    )
    tags = {"account": {"type": "number"}}
    stage.publish_same_for_everyone("long", sql, tags, account=LOCKED)
    async with client_of(stage.app()) as viewer:
        pdf = read(await viewer.get(stage.page("long", {"account": ACME}) + ".pdf"))
    assert len(pdf.pages) > 2
    for number, page in enumerate(pdf.pages, 1):
        said = page.extract_text()
        assert "Running number" in said
        assert f"{number} / {len(pdf.pages)}" in said
    assert "row 180" in text_of(pdf)


async def test_a_token_without_the_right_to_download_has_no_paper(
    shared: Stage, viewer: httpx.AsyncClient
) -> None:
    for item in ("orders", "overview"):
        answer = await viewer.get(shared.page(item, None, downloads=False) + ".pdf")
        assert (answer.status_code, answer.text) == (400, "Downloads are switched off for this embed.")  # fmt: skip


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("paper=a0", "paper must be one of: a4, letter."),
        ("orientation=up", "orientation must be one of: portrait, landscape."),
        ("theme=dark", "theme must be one of: light, night, transparent."),
    ],
)
async def test_a_paper_that_we_do_not_have_is_refused(
    shared: Stage, viewer: httpx.AsyncClient, query: str, text: str
) -> None:
    answer = await viewer.get(f"{shared.page('orders')}.pdf?{query}")
    assert (answer.status_code, answer.text) == (400, text)


async def test_a_question_that_fails_is_a_text_and_a_failing_card_is_drawn_as_failed(
    stage: Stage,
) -> None:
    ids = stage.ids
    cards = [
        card(ids[name], row * 5, parameter_mappings=[wire("account", ids[name], "account")])
        for row, name in enumerate(("broken", "total"))
    ]
    add_dashboard(stage, "empty", [parameter("account", "id")], cards, {"account": LOCKED})
    async with client_of(stage.app()) as viewer:
        failed = await viewer.get(stage.page("broken") + ".pdf")
        half = await viewer.get(stage.page("empty") + ".pdf", headers={"accept-language": "de"})
    assert failed.status_code >= 400
    assert "secret_table" not in failed.text
    said = text_of(read(half))
    assert "Dieses Diagramm kann gerade nicht" in said.replace("\n", " ")
    assert "60,75" in said


async def test_an_archived_card_is_on_paper_with_its_title_and_says_so(stage: Stage) -> None:
    update_question(stage.house.runtime.catalog, stage.ids["total"], {"archived": True})
    async with client_of(stage.app()) as viewer:
        pdf = read(await viewer.get(stage.page("overview") + ".pdf"))
    assert "This chart is no longer available." in text_of(pdf)
    assert "total" in text_of(pdf)
    assert "Not found." not in text_of(pdf)


async def test_data_is_never_read_as_markup(stage: Stage) -> None:
    said = '#panic() $x$ *b* \\u{41} @ref <l> "q" ${1} = h'
    update_question(
        stage.house.runtime.catalog, stage.ids["orders"], {"name": said, "description": said}
    )
    async with client_of(stage.app()) as viewer:
        pdf = read(await viewer.get(stage.page("orders") + ".pdf"))
    assert said.replace(" ", "") in text_of(pdf).replace(" ", "").replace("\n", "")


async def test_words_links_and_unknown_cards_of_a_dashboard_are_on_paper_or_left_out(
    stage: Stage,
) -> None:
    def virtual(row: int, display: str, **settings: object) -> dict[str, object]:
        words = {"virtual_card": {"display": display}, **settings}
        return card(None, row, visualization_settings=words)

    cards = [
        virtual(0, "heading", text="Overview of *all*"),
        virtual(4, "text", text="Some **bold** words\n\n1. first\n2. second"),
        virtual(8, "link", link={"url": "https://example.com/help"}),
        virtual(12, "iframe", iframe="<iframe src=x>"),
    ]
    add_dashboard(stage, "empty", [], cards, {})
    async with client_of(stage.app()) as viewer:
        pdf = read(await viewer.get(stage.page("empty", {}) + ".pdf"))
    said = text_of(pdf)
    for text in ("Overview of *all*", "Some bold words", "1.", "second", "example.com/help"):
        assert text in said, text
    assert "iframe" not in said
    links = [
        note.get_object()["/A"]["/URI"]
        for page in pdf.pages
        for note in page.get("/Annots", ())
        if "/A" in note.get_object()
    ]
    assert "https://example.com/help" in links
