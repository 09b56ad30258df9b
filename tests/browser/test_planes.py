"""Two processes on one state, as docs/production.md has it: authors on one, viewers on the other."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect

from signboard.tokens.mint import mint
from tests.browser.conftest import NewPage, wait_until
from tests.browser.serving import Server, serving


def begin(studio: Server, page: Page) -> None:
    """Make the first administrator, signed in, and the sample company with its dashboards."""
    api, secret = f"{studio.url}/api", studio.link.partition("#")[2]
    body = {"secret": secret, "email": "ann@example.com", "password": "correct horse battery"}
    assert page.request.post(f"{api}/signboard/first-user", data=body).ok
    sample = f"{api}/signboard/sample"
    assert page.request.post(sample).ok
    wait_until(lambda: page.request.get(sample).json()["state"] == "done", "no sample data")


def test_authors_and_viewers_have_each_their_own_process(tmp_path: Path, new_page: NewPage) -> None:
    with (
        serving(tmp_path, "embed") as charts,
        serving(tmp_path, "studio", {"SIGNBOARD_SITE_URL": charts.url}) as studio,
    ):
        page = new_page()
        begin(studio, page)
        page.goto(f"{studio.url}/dashboard/1")
        frame = page.frame_locator("iframe")
        volume = frame.locator("section", has_text="Volume").first
        expect(volume).to_contain_text("$")
        before = volume.inner_text()
        frame.locator(".filter[data-slug=plan] summary").click()
        frame.locator(".filter[data-slug=plan] label", has_text="Growth").click()
        page.keyboard.press("Escape")
        expect(frame.locator(".filter[data-slug=plan] summary")).to_contain_text("Growth")
        wait_until(lambda: volume.inner_text() != before, "the filter changes nothing")
        wide = frame.locator("section", has_text="Volume by plan").last
        wide.hover()
        wide.get_by_role("button", name="Options for Volume by plan").click()
        with page.expect_download() as saved:
            frame.get_by_text("CSV", exact=True).click()
        assert "Growth" in saved.value.path().read_text("utf-8")

        page.goto(f"{studio.url}/dashboard/2")
        page.get_by_role("button", name="Share").click()
        page.get_by_text("Embed this item in an application").click()
        preview = page.frame_locator("[role=dialog] iframe")
        expect(preview.get_by_text("Revenue by week").first).to_be_visible()

        secret = page.request.get(f"{studio.url}/api/setting/embedding-secret-key").json()
        token = mint(secret.encode(), resource={"dashboard": 2}, params={"account": [3]})
        viewer = new_page()
        answer = viewer.goto(f"{charts.url}/embed/dashboard/{token}")
        assert answer is not None
        assert answer.status == 200
        expect(viewer.get_by_text("Revenue by week").first).to_be_visible()
        answer = viewer.goto(f"{studio.url}/embed/dashboard/{token}")
        assert answer is not None
        assert answer.status == 400
        expect(viewer.get_by_text("This embed cannot be shown")).to_be_visible()
