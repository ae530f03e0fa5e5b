"""The practice page in a real browser: every width and theme, and one change that stays."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Running, sign_in
from tests.browser.test_sign_in import look

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.fixture
def page(chromium: Browser, rung: Running) -> Iterator[Page]:
    """A page of the demo practice's administrator; console errors fail the test."""
    context = chromium.new_context(viewport={"width": 1440, "height": 900})
    complaints: list[str] = []
    context.on("console", lambda m: complaints.append(m.text) if m.type in {"error", "warning"} else None)
    yield sign_in(context.new_page(), replace(rung, email="desk@rung.example"))
    context.close()
    assert complaints == []


def test_an_administrator_sets_the_practice_up(page: Page) -> None:
    page.locator("a[href='/admin/practice/']").first.click()
    expect(page.get_by_role("radio", name="Offline analysis")).to_be_checked()
    expect(page.get_by_role("radio", name="A language model on Amazon Bedrock")).to_be_disabled()
    look(page, "practice")
    name = page.get_by_label("Name of the practice").input_value()
    page.get_by_label("State").select_option("TX")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("The practice was changed")).to_be_visible()
    expect(page.get_by_text("the rules of the pack “Texas”")).to_be_visible()
    expect(page.get_by_label("Name of the practice")).to_have_value(name)
    page.get_by_label("State").select_option("")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("the rules of the pack “Default”")).to_be_visible()
