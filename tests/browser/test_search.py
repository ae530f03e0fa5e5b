"""Finding a client by name: the name stays out of the address, and nobody found is said in words."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Running, sign_in
from tests.browser.test_pages import SHOTS, WCAG
from tests.browser.views import THEMES, WIDTHS, Theme, settle

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def _whole(page: Page, title: str) -> None:
    """Look at a page at every width."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_timeout(150)
        page.screenshot(path=SHOTS / f"{title}-{width}.png", full_page=True)
        overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert overflow <= 0, f"{title} scrolls sideways at {width}"
        settle(page)
        found = Axe().run(page, options={"runOnly": WCAG}).response["violations"]
        assert [violation["id"] for violation in found] == [], f"{title} {width}"


@pytest.mark.parametrize("theme", THEMES)
def test_a_client_is_found_by_name_and_the_name_is_in_no_address(
    chromium: Browser, rung: Running, theme: Theme
) -> None:
    page = sign_in(chromium.new_context(color_scheme=theme).new_page(), rung)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(rung.url + "/admin/clients/client/")
    page.get_by_label("Find by name").fill("marlow SANDPIPER")
    page.keyboard.press("Enter")
    expect(page.get_by_text("1 client named")).to_be_visible()
    expect(page.locator("a.row")).to_have_count(1)
    assert not [url for url in asked if "marlow" in url.lower() or "sandpiper" in url.lower()]
    _whole(page, f"clients-found-{theme}")
    page.get_by_label("Find by name").fill("Marl")
    page.get_by_role("button", name="Find").click()
    expect(page.get_by_text("Nobody has that name")).to_be_visible()
    _whole(page, f"clients-nobody-{theme}")
    page.get_by_role("link", name="Show all clients").click()
    assert page.locator("a.row").count() > 1
    page.context.close()
