"""Cards that failed, found nothing, or take their time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, Route, expect

from signboard.tokens.mint import mint
from tests.browser.cards.conftest import House
from tests.embed.stage import ACME, LOCKED, add_dashboard, card, parameter, wire

OpenPage = Callable[..., Page]


def test_a_failed_card_can_be_tried_again(house: House, open_page: OpenPage) -> None:
    page = open_page()
    card = house.card(page, "broken")
    code = card.locator("code")
    before = code.text_content() or ""
    assert before.startswith("Reference ")
    card.get_by_role("button", name="Try again").click()
    expect(code).not_to_have_text(before)
    expect(card.get_by_role("button", name="Try again")).to_be_focused()


def test_what_fails_and_what_is_empty_speaks_the_language_that_the_address_asks_for(
    house: House, open_page: OpenPage, take_picture: Callable[[Page, str], Path]
) -> None:
    page = open_page("?category=Nothing", "#locale=de")
    expect(page.locator("html")).to_have_attribute("lang", "de")
    failed = house.card(page, "broken")
    expect(failed).to_contain_text("Dieses Diagramm kann gerade nicht angezeigt werden.")
    expect(failed.locator("code")).to_contain_text("Kennung ")
    expect(failed.get_by_role("button", name="Erneut versuchen")).to_be_visible()
    expect(house.card(page, "none")).to_contain_text("Keine Ergebnisse")
    page.route("**/embed/-/dashboard/cards?*", lambda route: route.abort())
    house.card(page, "long").get_by_role("button", name="Nächste Seite").click()
    expect(page.get_by_role("alert")).to_contain_text("kann gerade nicht angezeigt werden")
    take_picture(page, "cards-failed-de")


def test_a_card_without_rows_says_which_filters_may_be_the_reason(
    house: House, open_page: OpenPage, take_picture: Callable[[Page, str], Path]
) -> None:
    page = open_page("?category=Chairs&category=Nothing")
    card = house.card(page, "none")
    expect(card.locator(".b > b")).to_have_count(1)
    page = open_page("?category=Nothing")
    card = house.card(page, "none")
    expect(card).to_contain_text("No results")
    expect(card).to_contain_text("Filters in force: Category")
    take_picture(page, "cards-empty")


def test_a_slow_card_says_so_after_a_while_and_nothing_moves(
    house: House, open_page: OpenPage
) -> None:
    page = open_page()
    card = house.card(page, "long")
    size = "element => [element.offsetTop, element.offsetWidth, element.offsetHeight]"
    before = card.evaluate(size)
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/embed/-/dashboard/cards?*", hold)
    card.get_by_role("columnheader", name="Total").get_by_role("button").click()
    slow = card.locator(".slow")
    expect(slow).to_have_count(0)
    expect(slow).to_contain_text("Still running… ")
    assert card.evaluate(size) == before
    expect(card.locator("tbody tr")).to_have_count(50)
    held[0].continue_()
    expect(card.get_by_role("columnheader", name="Total")).to_have_attribute(
        "aria-sort", "ascending"
    )
    expect(slow).to_have_count(0)


def test_what_cannot_be_asked_is_said_and_can_be_tried_again(
    house: House, open_page: OpenPage, take_picture: Callable[[Page, str], Path]
) -> None:
    page = open_page()
    card = house.card(page, "long")
    page.route("**/embed/-/dashboard/cards?*", lambda route: route.abort())
    card.get_by_role("button", name="Next page").click()
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("There was a problem displaying this chart.")
    expect(card.locator("tbody tr")).to_have_count(50)
    page.screenshot(path=take_picture(page, "cards-toast"))
    page.unroute("**/embed/-/dashboard/cards?*")
    alert.get_by_role("button", name="Try again").click()
    expect(card.locator(".f")).to_contain_text("Rows 51–100 of 120")


def test_a_slow_card_keeps_nobody_from_using_the_others(
    house: House, new_page: OpenPage, take_picture: Callable[[Page, str], Path]
) -> None:
    stage, ids = house.stage, house.stage.ids
    slow = ids["slow"]
    wires = {one: [wire("account", one, "account")] for one in (slow, ids["lines"])}
    cards = [
        card(one, row * 7, id=-9 - row, parameter_mappings=wires[one])
        for row, one in enumerate((slow, ids["lines"]))
    ]
    parameters = [parameter("account", "id"), parameter("category", "string/=")]
    policy = {"account": LOCKED, "category": "enabled"}
    add_dashboard(stage, "slow page", parameters, cards, policy)
    resource = {"dashboard": ids["slow page"]}
    token = mint(stage.secret, resource=resource, params={"account": [ACME]})
    page = new_page()
    page.goto(f"{house.url}/embed/dashboard/{token}#locale=de", wait_until="commit")
    stage_of_plot = page.locator(".sb-xy > .g[tabindex]")
    stage_of_plot.wait_for()
    expect(page.locator("html")).to_have_attribute("lang", "de")
    assert page.evaluate("document.readyState") == "loading"
    stage_of_plot.focus()
    page.keyboard.press("Home")
    expect(page.locator(".tip b")).to_have_text("Januar 2024")
    waiting = page.locator("main .sk").first.evaluate(
        "skeleton => getComputedStyle(skeleton, '::after').content"
    )
    assert waiting == '"Läuft noch …"'
    page.wait_for_timeout(5000)
    page.screenshot(path=take_picture(page, "cards-skeleton-slow"))
    assert page.evaluate("document.readyState") == "loading"
    page.close()
