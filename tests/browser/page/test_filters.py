"""Filters of every type, by mouse and by keyboard, with script and without."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import NewPage
from tests.browser.page.conftest import House, said, widget


def query(page: Page) -> dict[str, list[str]]:
    """What the page's address says, without the unset filters."""
    found: dict[str, list[str]] = {}
    for key, text in parse_qsl(urlsplit(page.url).query):
        found.setdefault(key, []).append(text)
    return found


def open_filters(house: House, page: Page, search: str = "", name: str = "filters") -> None:
    page.goto(house.address(name, search))
    expect(said(page)).to_be_visible()


def unfold(page: Page, slug: str) -> None:
    """Opens a filter's popover and waits for what the script adds."""
    widget(page, slug).locator("summary").click()
    expect(widget(page, slug).locator(".ft")).to_have_count(1)


def test_a_range_is_chosen_in_a_calendar_by_keyboard_alone(house: House, new_page: NewPage) -> None:
    page = new_page()
    open_filters(house, page, "?range=2024-03-04~2024-03-04")
    widget(page, "range").locator("summary").focus()
    page.keyboard.press("Enter")
    grid = page.get_by_role("grid", name="March 2024")
    expect(grid).to_be_visible()
    day = grid.locator("[tabindex='0']")
    expect(day).to_have_attribute("data-key", "2024-03-04")
    expect(day).to_have_attribute("aria-selected", "true")
    day.focus()
    for key in ("ArrowRight", "ArrowDown", "Home"):
        page.keyboard.press(key)
    expect(grid.locator("[tabindex='0']")).to_have_attribute("data-key", "2024-03-10")
    page.keyboard.press("Enter")
    page.keyboard.press("PageDown")
    page.keyboard.press("Shift+PageUp")
    page.keyboard.press("Shift+PageDown")
    page.keyboard.press("End")
    page.keyboard.press(" ")
    expect(widget(page, "range").locator("summary b")).to_have_text("Mar 10, 2024 – Apr 13, 2024")
    expect(said(page)).to_contain_text("range: 2024-03-10~2024-04-13")
    assert query(page)["range"] == ["2024-03-10~2024-04-13"]
    page.keyboard.press("Escape")
    expect(widget(page, "range").locator("summary")).to_be_focused()


def test_a_range_that_is_begun_and_left_is_that_day(house: House, new_page: NewPage) -> None:
    page = new_page()
    open_filters(house, page, "?range=2024-03-04~2024-03-05")
    unfold(page, "range")
    page.locator("td[data-key='2024-03-20']").click()
    page.keyboard.press("Escape")
    expect(said(page)).to_contain_text("range: 2024-03-20~2024-03-20")


def test_the_time_of_day_is_shown_kept_by_the_calendar_and_can_be_changed(
    house: House, new_page: NewPage, take_picture: Callable[[Page, str], Path]
) -> None:
    page = new_page()
    times = "range=2024-03-04T08:00:00~2024-03-05T17:30:00&day=2024-03-04T10:15:00"
    open_filters(house, page, f"?{times}")
    unfold(page, "range")
    first, last = widget(page, "range").locator("input[type=datetime-local]").all()
    expect(first).to_have_value("2024-03-04T08:00")
    widget(page, "range").locator("td[data-key='2024-03-11']").click()
    widget(page, "range").locator("td[data-key='2024-03-12']").click()
    expect(said(page)).to_contain_text("range: 2024-03-11T08:00~2024-03-12T17:30")
    take_picture(page, "filters-times")
    last.fill("2024-03-12T18:00")
    last.press("Tab")
    expect(said(page)).to_contain_text("range: 2024-03-11T08:00~2024-03-12T18:00")
    page.keyboard.press("Escape")
    unfold(page, "day")
    widget(page, "day").locator("td[data-key='2024-03-20']").click()
    expect(said(page)).to_contain_text("day: 2024-03-20T10:15")
    expect(widget(page, "day").locator("summary b")).to_contain_text("10:15")


@pytest.mark.parametrize(
    ("slug", "steps", "value", "shown"),
    [
        ("day", ["td[data-key='{day}']"], "{day}", None),
        ("month", ["td >> nth=1"], "{year}-02", "February {year}"),
        ("quarter", ["td >> nth=2"], "Q3-{year}", None),
    ],
)
def test_single_dates_are_chosen_in_their_own_grid(
    house: House, new_page: NewPage, slug: str, steps: list[str], value: str, shown: str | None
) -> None:
    page = new_page()
    open_filters(house, page)
    today = page.locator("form.filters").get_attribute("data-today") or ""
    words = {"day": today[:8] + "15", "year": today[:4]}
    unfold(page, slug)
    for step in steps:
        widget(page, slug).locator(step.format(**words)).click()
    expect(said(page)).to_contain_text(f"{slug}: {value.format(**words)}")
    if shown:
        expect(widget(page, slug).locator("summary b")).to_have_text(shown.format(**words))


def test_relative_and_excluded_dates_are_forms_of_a_few_controls(
    house: House, new_page: NewPage
) -> None:
    page = new_page()
    open_filters(house, page)
    unfold(page, "placed")
    placed = widget(page, "placed")
    placed.get_by_role("tab", name="Shortcuts").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    panel = placed.get_by_role("tabpanel", name="Relative")
    panel.locator("select").first.select_option("next")
    panel.locator("input[type=number]").first.fill("2")
    panel.locator("select").nth(1).select_option("week")
    panel.get_by_label("Include the current period").check()
    expect(said(page)).to_contain_text("placed: next2weeks~")
    panel.get_by_label("Starting from", exact=True).first.check()
    expect(said(page)).to_contain_text("placed: next2weeks~-from-1months")
    expect(placed.locator("summary b")).to_have_text("Next 2 weeks, starting 1 month from now")
    placed.get_by_role("tab", name="Exclude").click()
    placed.get_by_role("checkbox", name="Sat").check()
    placed.get_by_role("checkbox", name="Sun").check()
    expect(said(page)).to_contain_text("placed: exclude-days-Sat-Sun")
    placed.get_by_role("tab", name="Shortcuts").click()
    placed.get_by_label("This month", exact=True).check()
    expect(said(page)).to_contain_text("placed: thismonth")
    page.reload()
    expect(placed.locator("summary b")).to_have_text("This month")


def test_a_long_list_is_searched_on_the_server_and_choices_are_chips(
    house: House, new_page: NewPage
) -> None:
    page = new_page()
    open_filters(house, page, "?needed=Extra&category=")
    unfold(page, "product")
    product = widget(page, "product")
    expect(product.get_by_label("Product 128")).to_have_count(0)
    expect(product.locator(".q")).to_be_focused()
    page.keyboard.type("t 12")
    product.get_by_label("Product 128", exact=True).check()
    page.keyboard.press("Escape")
    product.locator("summary").click()
    product.locator(".q").fill("product 003")
    expect(product.get_by_label("Product 003", exact=True)).to_be_visible()
    page.keyboard.press("Enter")
    expect(product.locator("summary b")).to_have_text("Product 128, Product 003")
    expect(product.locator(".chip")).to_have_text(["Product 128", "Product 003"])
    assert query(page)["product"] == ["Product 128", "Product 003"]
    product.get_by_role("button", name="Remove Product 128").click()
    expect(said(page)).to_contain_text("product: Product 003")
    product.locator(".q").fill("no such thing")
    expect(product.get_by_text("No matches")).to_be_visible()


def test_a_list_that_depends_on_another_filter_is_asked_for_anew(
    house: House, new_page: NewPage
) -> None:
    page = new_page()
    open_filters(house, page)
    product = widget(page, "product")
    unfold(page, "product")
    expect(product.get_by_label("Product 003", exact=True)).to_have_count(1)
    page.keyboard.press("Escape")
    unfold(page, "category")
    widget(page, "category").get_by_role("checkbox", name="Chairs").check()
    page.keyboard.press("Escape")
    product.locator("summary").click()
    expect(product.get_by_role("checkbox")).to_have_count(1)
    expect(product.get_by_label("Acme note three", exact=True)).to_be_visible()


def test_one_of_a_list_is_chosen_and_the_list_closes(house: House, new_page: NewPage) -> None:
    page = new_page()
    open_filters(house, page)
    unfold(page, "line")
    line = widget(page, "line")
    line.get_by_label("Extra", exact=True).click()
    expect(line.locator("summary b")).to_have_text("Extra")
    expect(line.locator(".pop")).to_be_hidden()
    expect(line.locator("summary")).to_be_focused()
    line.locator("summary").click()
    line.get_by_role("button", name="Clear").click()
    expect(line.locator("summary b")).to_have_text("All")


def test_typed_values_become_chips_and_numbers_are_checked(house: House, new_page: NewPage) -> None:
    page = new_page()
    open_filters(house, page)
    title = widget(page, "title").get_by_role("textbox")
    title.fill("note")
    title.press("Enter")
    title.fill("Product")
    title.press("Enter")
    expect(widget(page, "title").locator(".chip")).to_have_count(2)
    expect(said(page)).to_contain_text("title: note, Product")
    title.press("Backspace")
    expect(widget(page, "title").locator(".chip")).to_have_count(1)
    widget(page, "title").get_by_role("button", name="Remove note").click()
    expect(widget(page, "title")).not_to_have_class("filter on")
    total = widget(page, "total").get_by_label("Total")
    total.fill("many")
    total.press("Tab")
    expect(total).to_have_attribute("aria-invalid", "true")
    assert "total" not in query(page)
    total.fill("12.5")
    total.press("Tab")
    expect(said(page)).to_contain_text("total: 12.5")
    widget(page, "amount").get_by_label("Amount, max").fill("25")
    page.keyboard.press("Tab")
    expect(said(page)).to_contain_text("amount: , 25")


def test_with_a_button_changes_wait_and_are_counted(house: House, new_page: NewPage) -> None:
    page = new_page()
    open_filters(house, page, name="waiting")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    unfold(page, "category")
    widget(page, "category").get_by_label("Extra").check()
    page.keyboard.press("Escape")
    widget(page, "paid").locator("select").select_option("true")
    button = page.get_by_role("button", name="Apply")
    expect(button.locator("b")).to_have_text("2")
    assert not [url for url in asked if "/dashboard/cards" in url]
    button.click()
    expect(said(page)).to_contain_text("category: Extra")
    expect(button).to_be_disabled()
    assert len([url for url in asked if "/dashboard/cards" in url]) == 1


def test_clearing_a_required_filter_returns_to_its_default_and_reset_to_all_of_them(
    house: House, new_page: NewPage
) -> None:
    page = new_page()
    open_filters(house, page, "?needed=Extra&unit=year&category=Extra")
    unfold(page, "needed")
    needed = widget(page, "needed")
    expect(needed.get_by_role("button", name="Clear")).to_be_hidden()
    needed.get_by_role("checkbox", name="Extra").uncheck()
    expect(needed.locator("summary b")).to_have_text("Chairs")
    page.keyboard.press("Escape")
    page.locator(".rs").click()
    expect(widget(page, "category").locator("summary b")).to_have_text("All")
    expect(widget(page, "unit").locator("select")).to_have_value("month")
    expect(page.locator(".rs")).to_be_hidden()


def test_time_grouping_offers_only_the_units_of_its_author(house: House, new_page: NewPage) -> None:
    page = new_page()
    open_filters(house, page)
    units = widget(page, "unit").locator("option").all_text_contents()
    assert units == ["All", "Week", "Month", "Year"]


def test_without_script_every_type_is_a_form(house: House, new_page: NewPage) -> None:
    page = new_page(java_script_enabled=False)
    open_filters(house, page)
    for slug, label in (("category", "Extra"), ("line", "Extra"), ("relative", "Last month")):
        widget(page, slug).locator("summary").click()
        widget(page, slug).get_by_label(label, exact=True).check()
        widget(page, slug).locator("summary").click()
    widget(page, "title").get_by_label("Title").fill("note")
    widget(page, "amount").get_by_label("Amount, min").fill("3")
    widget(page, "paid").locator("select").select_option("false")
    widget(page, "placed").locator("summary").click()
    widget(page, "placed").locator("input[type=date]").first.fill("2024-01-02")
    widget(page, "placed").locator("summary").click()
    widget(page, "quarter").locator("summary").click()
    widget(page, "quarter").locator("input >> nth=2").check()
    page.get_by_role("button", name="Apply").click()
    text = said(page)
    for line in ("category: Extra", "line: Extra", "title: note", "amount: 3, ", "paid: False",
                 "placed: 2024-01-01~", "relative: lastmonth"):  # fmt: skip
        expect(text).to_contain_text(line)
    expect(widget(page, "placed").locator("summary b")).to_have_text("from Jan 2, 2024")
    widget(page, "placed").locator("summary").click()
    widget(page, "placed").get_by_label("Today", exact=True).check()
    widget(page, "placed").locator("summary").click()
    page.get_by_role("button", name="Apply").click()
    expect(text).to_contain_text("placed: today")


def test_what_was_ticked_and_left_before_the_script_came_is_applied(
    house: House, new_page: NewPage
) -> None:
    page = new_page()
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/embed/-/embed.js", hold)
    page.goto(house.address("filters"), wait_until="commit")
    widget(page, "category").locator("summary").click()
    widget(page, "category").get_by_label("Extra", exact=True).check()
    widget(page, "category").locator("summary").click()
    page.evaluate("document.activeElement.blur()")
    page.mouse.move(0, 0)
    assert "category" not in query(page)
    held[0].continue_()
    expect(said(page)).to_contain_text("category: Extra")
    assert query(page)["category"] == ["Extra"]


def test_values_typed_one_after_the_other_before_the_script_came_are_all_kept(
    house: House, new_page: NewPage
) -> None:
    page = new_page()
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/embed/-/filters-*.js", hold)
    page.goto(house.address("filters"))
    title = widget(page, "title").get_by_role("textbox").last
    with page.expect_request("**/embed/-/filters-*.js"):
        title.focus()
    for text in ("note", "Product"):
        title.fill(text)
        title.press("Enter")
        expect(title).to_have_value("")
    held[0].continue_()
    expect(said(page)).to_contain_text("title: note, Product")
    assert query(page)["title"] == ["note", "Product"]
    expect(widget(page, "title").locator(".chip")).to_have_count(2)


def test_a_small_screen_folds_the_filters_into_one_button(
    house: House, new_page: NewPage, take_picture: Callable[[Page, str], Path]
) -> None:
    page = new_page(viewport={"width": 320, "height": 640})
    open_filters(house, page, "?category=Extra")
    fold = page.get_by_role("button", name="Filters (3)")
    expect(fold).to_have_attribute("aria-expanded", "false")
    expect(widget(page, "category")).to_be_hidden()
    fold.click()
    expect(fold).to_have_attribute("aria-expanded", "true")
    expect(widget(page, "category")).to_be_visible()
    unfold(page, "placed")
    widget(page, "placed").get_by_role("tab", name="Calendar").click()
    overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(overflow) == 0
    take_picture(page, "filters-open-320")


def test_the_bar_stays_in_view_when_the_page_scrolls(house: House, new_page: NewPage) -> None:
    page = new_page(viewport={"width": 1000, "height": 420})
    open_filters(house, page)
    page.mouse.wheel(0, 300)
    page.wait_for_timeout(300)
    assert page.evaluate("scrollY") > 100
    assert page.locator("form.filters").evaluate("form => form.getBoundingClientRect().top") == 0


@pytest.mark.parametrize("width", [320, 768, 1440])
@pytest.mark.parametrize("locale", ["ar", "he", "ja", "de"])
def test_the_bar_holds_in_other_languages_and_directions(
    house: House,
    new_page: NewPage,
    take_picture: Callable[[Page, str], Path],
    locale: str,
    width: int,
) -> None:
    page = new_page(viewport={"width": width, "height": 900})
    page.goto(house.address("filters", "?placed=past30days", "#theme=night", locale=locale))
    expect(said(page)).to_be_visible()
    direction = page.evaluate("getComputedStyle(document.body).direction")
    assert direction == ("rtl" if locale in {"ar", "he"} else "ltr")
    if width == 320:
        page.locator(".fold").click()
    unfold(page, "placed")
    expect(widget(page, "placed").get_by_role("tab")).to_have_count(4)
    widget(page, "placed").get_by_role("tab").nth(1).click()
    overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(overflow) == 0
    take_picture(page, f"filters-{locale}-{width}")


def test_the_form_keeps_its_place_while_it_is_loaded(house: House, new_page: NewPage) -> None:
    page = new_page(viewport={"width": 1440, "height": 900})
    page.add_init_script(
        "window.shift = 0; new PerformanceObserver(list => { for (const one of list.getEntries())"
        " window.shift += one.value }).observe({type: 'layout-shift', buffered: true})"
    )
    open_filters(house, page)
    page.wait_for_timeout(600)
    assert page.evaluate("window.shift") < 0.02


def test_a_hidden_filter_counts_and_is_not_seen(house: House, new_page: NewPage) -> None:
    page = new_page()
    page.goto(house.address("filters", "?title=note", "#hide_parameters=title,code"))
    expect(said(page)).to_contain_text("title: note")
    expect(widget(page, "title")).to_be_hidden()
    unfold(page, "line")
    widget(page, "line").get_by_label("Chairs", exact=True).click()
    expect(said(page)).to_contain_text("line: Chairs")
    expect(said(page)).to_contain_text("title: note")
