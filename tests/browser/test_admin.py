"""An administrator's way from an empty machine: one-time link, sample data, people, keys, settings."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import find_violations, require_accessible
from tests.browser.conftest import NewPage
from tests.browser.serving import Server, serving
from tests.studio.people.openid_provider import CLIENT_ID, CLIENT_SECRET, running_provider

EMAIL, PASSWORD = "ann@example.com", "correct horse battery"
TakePicture = Callable[[Page, str], Path]
PAGES = {
    "databases": "Databases",
    "databases/1": "Sample data",
    "embedding": "Embedding",
    "people": "People",
    "sessions": "Sessions",
    "api-keys": "API keys",
    "sign-in": "Sign-in",
    "settings": "Settings",
    "appearance": "Appearance",
    "health": "Health",
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of this file's own, on an empty state."""
    with serving(tmp_path_factory.mktemp("empty-machine")) as running:
        yield running


@pytest.fixture(scope="module")
def begun(server: Server, browser: object) -> dict[str, bool]:
    """Whether the first test of the story has been here; the others need its administrator."""
    return {"done": False}


def first_steps(
    server: Server, page: Page, begun: dict[str, bool], take_picture: TakePicture | None = None
) -> None:
    """The one-time link, a name and a password, and the sample data."""
    page.goto(server.link)
    form = page.get_by_role("form")
    form.get_by_label("First name").fill("Ann")
    form.get_by_label("Email").fill(EMAIL)
    form.get_by_label("Password", exact=True).fill(PASSWORD)
    form.get_by_role("button").last.click()
    expect(page.get_by_role("heading", name="What do you want to look at?")).to_be_visible()
    begun["done"] = True
    if take_picture:
        require_accessible(page)
        take_picture(page, "admin-begin-1280")
    page.get_by_role("button", name=re.compile("^Sample data")).click()
    expect(page).to_have_url(re.compile(r"/dashboard/\d+"), timeout=90_000)
    frame = page.frame_locator("iframe")
    expect(frame.locator("section svg, section table").first).to_be_attached(timeout=30_000)


def sign_in(server: Server, page: Page, begun: dict[str, bool]) -> None:
    """Sign in as the administrator; whichever test comes first makes the account."""
    if not begun["done"]:
        first_steps(server, page, begun)
        return
    page.goto(server.url)
    page.get_by_label("Email").fill(EMAIL)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", name="Home")).to_be_visible()


def open_admin(server: Server, page: Page, path: str) -> None:
    page.goto(f"{server.url}/admin/{path}")
    expect(page.get_by_role("heading", level=1, name=PAGES[path])).to_be_visible()
    expect(page.locator("[aria-busy=true]")).to_have_count(0)


def test_from_an_empty_machine_to_a_working_example(
    server: Server, begun: dict[str, bool], new_page: NewPage, take_picture: TakePicture
) -> None:
    page = new_page()
    if begun["done"]:
        sign_in(server, page, begun)
    else:
        first_steps(server, page, begun, take_picture)
        take_picture(page, "admin-sample-1280")
        again = new_page()
        again.goto(server.link)
        again.get_by_label("Email").fill("other@example.com")
        again.get_by_label("Password", exact=True).fill(PASSWORD)
        again.get_by_role("form").get_by_role("button").last.click()
        expect(again.get_by_role("alert")).to_contain_text("no longer valid")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_is_seen_in_both_themes_and_axe_finds_nothing(
    server: Server,
    begun: dict[str, bool],
    new_page: NewPage,
    take_picture: TakePicture,
    scheme: str,
) -> None:
    page = new_page(color_scheme=scheme, reduced_motion="reduce")
    sign_in(server, page, begun)
    found: dict[str, list[str]] = {}
    for path in PAGES:
        open_admin(server, page, path)
        found[f"{path} {scheme}"] = find_violations(page)
        for width in (1280, 768):
            page.set_viewport_size({"width": width, "height": 900})
            is_wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
            assert not is_wide, f"{path} is wider than {width} px"
            take_picture(page, f"admin-{path.replace('/', '-')}-{scheme}-{width}")
        page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{server.url}/account")
    expect(page.get_by_text("This device")).to_be_visible()
    found[f"account {scheme}"] = find_violations(page)
    take_picture(page, f"admin-account-{scheme}-1280")
    lines = [f"{name}: {line}" for name, lines in found.items() for line in lines]
    assert not lines, "\n".join(lines)


def test_somebody_is_invited_by_keyboard_and_reads_without_writing(
    server: Server, begun: dict[str, bool], new_page: NewPage, take_picture: TakePicture
) -> None:
    page = new_page()
    sign_in(server, page, begun)
    open_admin(server, page, "people")
    page.get_by_role("button", name="Invite").focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Invite somebody")
    expect(dialog.get_by_label("Email")).to_be_focused()
    page.keyboard.press("Enter")
    expect(dialog.get_by_text("Write an address such as")).to_be_visible()
    page.keyboard.type("cleo@example.com")
    dialog.get_by_label("Role").select_option("Reader")
    require_accessible(page)
    dialog.get_by_label("Email").press("Enter")
    shown = page.get_by_role("dialog", name="Invitation link")
    link = shown.get_by_role("textbox").input_value()
    take_picture(page, "admin-invitation-1280")
    shown.get_by_role("button", name="Close").last.click()
    expect(page.get_by_role("row", name=re.compile("cleo@example.com"))).to_contain_text("Invited")

    cleo = new_page()
    cleo.goto(link)
    expect(cleo.get_by_text("For cleo@example.com")).to_be_visible()
    require_accessible(cleo)
    take_picture(cleo, "admin-join-1280")
    cleo.get_by_label("First name").fill("Cleo")
    cleo.get_by_label("New password", exact=True).fill("another good password")
    cleo.get_by_role("button", name="Save and sign in").click()
    expect(cleo.get_by_role("heading", name="Home")).to_be_visible()
    expect(cleo.get_by_role("link", name="New question")).to_have_count(0)
    expect(cleo.get_by_role("link", name="Admin")).to_have_count(0)
    cleo.goto(f"{server.url}/admin/people")
    expect(cleo.get_by_role("alert")).to_be_visible()
    take_picture(cleo, "admin-forbidden-1280")
    card = cleo.request.get(f"{server.url}/api/card").json()[0]
    cleo.goto(f"{server.url}/question/{card['id']}")
    frame = cleo.frame_locator("iframe")
    expect(frame.locator("main")).to_be_attached()
    query = {"database": 1, "type": "native", "native": {"query": "select 1"}}
    assert cleo.request.post(f"{server.url}/api/dataset", data=query).status == 403

    used = new_page()
    used.goto(link)
    expect(used.get_by_role("alert")).to_contain_text("no longer valid")

    row = page.get_by_role("row", name=re.compile("cleo@example.com"))
    row.get_by_role("button", name=re.compile("More about")).click()
    page.get_by_role("menuitem", name="Deactivate").click()
    page.get_by_role("dialog").get_by_role("button", name="Deactivate").click()
    expect(row).to_have_count(0)
    assert cleo.request.get(f"{server.url}/api/user/current").status == 401


def test_the_last_administrator_is_told_why_not(
    server: Server, begun: dict[str, bool], new_page: NewPage
) -> None:
    page = new_page()
    sign_in(server, page, begun)
    open_admin(server, page, "people")
    select = page.get_by_label("Role of Ann")
    select.select_option("Author")
    expect(page.get_by_text("This is the last administrator")).to_be_visible()
    expect(select).to_have_value("admin")


def test_a_file_becomes_a_database_and_its_columns_get_names(
    server: Server,
    begun: dict[str, bool],
    new_page: NewPage,
    take_picture: TakePicture,
    tmp_path: Path,
) -> None:
    file = tmp_path / "Branches.csv"
    file.write_text("town,staff\nGraz,3\nWien,14\n")
    page = new_page()
    sign_in(server, page, begun)
    open_admin(server, page, "databases")
    page.get_by_role("button", name="Add database").click()
    dialog = page.get_by_role("dialog", name="Add database")
    dialog.get_by_label("Name", exact=True).fill("Elsewhere")
    dialog.get_by_label("Host").fill("127.0.0.1")
    dialog.get_by_label("Port").fill("1")
    dialog.get_by_label("Database name").fill("shop")
    dialog.get_by_label("User").fill("reader")
    dialog.get_by_role("button", name="Test connection").click()
    expect(dialog.get_by_role("alert")).to_contain_text("Connection refused")
    expect(dialog.get_by_label("Host")).to_have_value("127.0.0.1")  # nothing typed is lost
    take_picture(page, "admin-connect-refused-1280")
    dialog.get_by_label("Kind").select_option("Upload a file")
    dialog.get_by_label("Name", exact=True).fill("")
    dialog.locator("input[type=file]").set_input_files(file)
    expect(dialog.get_by_label("Name", exact=True)).to_have_value("Branches")
    require_accessible(page)
    dialog.get_by_role("button", name="Connect").click()
    expect(page.get_by_text("Branches is connected.")).to_be_visible()
    expect(page.get_by_text("staff · Whole number (BIGINT)")).to_be_visible()
    name = page.get_by_label("Name of Staff")
    name.fill("People at work")
    name.press("Enter")
    page.get_by_label("Filter by of Town").select_option("Search box")
    page.reload()
    expect(page.get_by_label("Name of People at work")).to_have_value("People at work")
    expect(page.get_by_label("Filter by of Town")).to_have_value("search")
    open_admin(server, page, "databases")
    page.get_by_role("button", name="Sync now: Branches").click()
    expect(page.get_by_text(re.compile("Synced"))).to_have_count(2)
    page.get_by_role("button", name="More about Branches").click()
    page.get_by_role("menuitem", name="Remove").click()
    page.get_by_role("dialog").get_by_role("button", name="Remove").click()
    expect(page.get_by_text("Branches is removed.")).to_be_visible()


def test_a_foreign_key_is_read_as_a_name(
    server: Server, begun: dict[str, bool], new_page: NewPage, take_picture: TakePicture
) -> None:
    page = new_page()
    sign_in(server, page, begun)
    open_admin(server, page, "databases/1")
    page.get_by_role("button", name="Orders", exact=True).click()
    reading = page.get_by_label("What is read of Account ID")
    expect(reading).to_have_value("")
    with page.expect_response(re.compile("/dimension$")) as answered:
        reading.select_option("As Name")
    key = answered.value.json()["field_id"]
    page.reload()
    page.get_by_role("button", name="Orders", exact=True).click()
    expect(reading.locator("option:checked")).to_have_text("As Name")
    take_picture(page, "admin-tables-key-1280")
    address = f"{server.url}/api/field/{key}/values"
    first = page.request.get(address).json()["values"][0]
    assert isinstance(first[1], str)
    with page.expect_response(re.compile("/dimension$")):
        reading.select_option("As the key")
    assert len(page.request.get(address).json()["values"][0]) == 1


def test_keys_are_made_used_and_revoked(
    server: Server, begun: dict[str, bool], new_page: NewPage
) -> None:
    page = new_page()
    sign_in(server, page, begun)
    open_admin(server, page, "api-keys")
    page.get_by_role("button", name="New key").click()
    dialog = page.get_by_role("dialog", name="New key")
    dialog.get_by_label("Name").fill("Nightly export")
    dialog.get_by_role("button", name="Make the key").click()
    shown = page.get_by_role("dialog", name=re.compile("Nightly export"))
    key = shown.get_by_role("textbox").input_value()
    shown.get_by_role("button", name="Close").last.click()
    program = new_page().request
    headers = {"X-API-Key": key}
    assert program.get(f"{server.url}/api/card", headers=headers).status == 200
    assert program.post(f"{server.url}/api/card", headers=headers, data={}).status == 403
    page.reload()
    row = page.get_by_role("row", name=re.compile("Nightly export"))
    expect(row).not_to_contain_text(key)
    expect(row).not_to_contain_text("Never")
    row.get_by_role("button", name="Revoke Nightly export").click()
    page.get_by_role("dialog").get_by_role("button", name="Revoke").click()
    expect(row).to_have_count(0)
    assert program.get(f"{server.url}/api/card", headers=headers).status == 401

    open_admin(server, page, "embedding")
    before = page.get_by_role("group", name="Accepted keys").get_by_role("row").count()
    page.get_by_role("button", name="Regenerate key").click()
    dialog = page.get_by_role("dialog", name="Regenerate embedding key?")
    dialog.get_by_role("combobox").select_option("It is accepted for one more day")
    dialog.get_by_role("button", name="Yes, regenerate").click()
    rows = page.get_by_role("group", name="Accepted keys").get_by_role("row")
    expect(rows).to_have_count(before + 1)


def test_what_is_typed_survives_an_error_and_an_ended_session(
    server: Server, begun: dict[str, bool], new_page: NewPage
) -> None:
    page = new_page()
    sign_in(server, page, begun)
    open_admin(server, page, "settings")
    general = page.get_by_role("form", name="General")
    general.get_by_label("Name", exact=True).fill("Acme insights")
    general.get_by_role("combobox", name="Time zone").fill("Mars/Olympus")
    general.get_by_role("button", name="Save").click()
    expect(general.get_by_role("alert")).to_contain_text("report-timezone must be a time zone")
    expect(general.get_by_label("Name", exact=True)).to_have_value("Acme insights")
    general.get_by_role("combobox", name="Time zone").fill("Europe/Vienna")
    page.context.clear_cookies()
    general.get_by_role("button", name="Save").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Password", exact=True).fill(PASSWORD)
    dialog.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_text("Saved")).to_be_visible()
    expect(general.get_by_role("combobox", name="Time zone")).to_have_value("Europe/Vienna")
    general.get_by_role("button", name="Use the default for Time zone").click()
    general.get_by_role("button", name="Save").click()
    expect(general.get_by_role("combobox", name="Time zone")).to_have_value("UTC")

    limits = page.get_by_role("form", name="Limits")
    limits.get_by_role("textbox", name="Time limit of a query").fill("1.5")
    limits.get_by_role("textbox", name="Largest upload").fill("1")
    limits.get_by_role("button", name="Save").click()
    expect(limits.get_by_role("button", name="Save")).to_be_disabled()
    stored = {one["key"]: one["value"] for one in page.request.get(f"{server.url}/api/setting").json()}  # fmt: skip
    assert (stored["query-timeout-ms"], stored["upload-max-bytes"]) == (1_500, 1_048_576)
    limits.get_by_role("button", name="Use the default for Time limit of a query").click()
    limits.get_by_role("button", name="Use the default for Largest upload").click()
    limits.get_by_role("button", name="Save").click()
    expect(limits.get_by_role("textbox", name="Largest upload")).to_have_value("512")


def test_the_instance_has_its_own_logo_and_colours(
    server: Server,
    begun: dict[str, bool],
    new_page: NewPage,
    take_picture: TakePicture,
    tmp_path: Path,
) -> None:
    logo = tmp_path / "logo.svg"
    logo.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><circle cx="10" cy="10" r="9"'
        ' fill="#0d9488"/></svg>'
    )
    page = new_page()
    sign_in(server, page, begun)
    open_admin(server, page, "appearance")
    page.get_by_label("Choose a logo").set_input_files(logo)
    picture = page.get_by_role("banner").locator("img")
    expect(picture).to_have_attribute("src", re.compile("^data:image/svg"))
    look = page.get_by_role("form", name="Colours and corners of embeds")
    look.get_by_label("Accent", exact=True).fill("#7c3aed")
    look.get_by_role("button", name="Add a series colour").click()
    look.get_by_label("Corners of cards").fill("99")
    expect(look.get_by_text("0 to 32")).to_be_visible()
    look.get_by_role("button", name="Save").click()
    expect(look.get_by_role("alert")).to_contain_text("radius")
    look.get_by_label("Corners of cards").fill("12")
    look.get_by_label("Failures").fill("#b91c1c")
    look.get_by_role("button", name="Take back Failures").click()
    look.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved").last).to_be_visible()
    take_picture(page, "admin-appearance-own-1280")
    stored = page.request.get(f"{server.url}/api/setting/embed-appearance").json()
    assert stored == {"accent": "#7c3aed", "series": ["#7c3aed"], "radius": 12}
    page.get_by_role("button", name="Remove").first.click()
    expect(picture).to_have_count(0)
    page.request.put(f"{server.url}/api/setting/embed-appearance", data={"value": None})


def test_people_sign_in_by_the_companys_provider(
    server: Server, begun: dict[str, bool], new_page: NewPage, take_picture: TakePicture
) -> None:
    page = new_page()
    sign_in(server, page, begun)
    with running_provider() as provider:
        provider.person = {"sub": "7", "email": "dora@example.com", "email_verified": True}
        open_admin(server, page, "sign-in")
        form = page.get_by_role("form", name="Provider")
        form.get_by_label("Issuer").fill(provider.issuer)
        form.get_by_label("Client ID").fill(CLIENT_ID)
        form.get_by_label("Client secret", exact=True).fill(CLIENT_SECRET)
        form.get_by_label("Name on the button").fill("Example Login")
        form.get_by_role("button", name="Save").click()
        expect(page.get_by_text("Saved")).to_be_visible()
        page.get_by_role("button", name="Check the provider").click()
        expect(page.get_by_text("The provider answers.")).to_be_visible()

        dora = new_page()
        dora.goto(f"{server.url}/account")
        expect(dora.get_by_role("link", name="Sign in with Example Login")).to_be_visible()
        require_accessible(dora)
        take_picture(dora, "admin-sign-in-door-1280")
        provider.twist = lambda claims: {**claims, "nonce": "another"}
        dora.get_by_role("link", name="Sign in with Example Login").click()
        expect(dora.get_by_role("alert")).to_contain_text("could not be trusted")
        provider.twist = lambda claims: claims
        dora.goto(f"{server.url}/account")
        dora.get_by_role("link", name="Sign in with Example Login").click()
        expect(dora.get_by_role("heading", name="Your account")).to_be_visible()
        expect(dora.get_by_text("dora@example.com", exact=True)).to_be_visible()
