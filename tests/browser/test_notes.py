"""A session note in a real browser: from the brief to the signature, amended, at two widths, light and dark."""

from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import Running, sign_in
from tests.browser.test_main_job import RUN_MILLISECONDS, new_session
from tests.browser.test_pages import SHOTS, WCAG
from tests.browser.views import settle, views

Theme = Literal["light", "dark"]
TALK = """Therapist: How have the nights been?
Client: I have been anxious about work and I can't sleep.
Client: My sister helps me a lot and I feel proud of that.
Therapist: What would help you?
Client: I want to stop checking my phone. I am going to try that this week."""

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def brief_of(desk: BrowserContext, rung: Running, first_name: str) -> Page:
    """Bring a session to its brief, as a clinician does."""
    page = new_session(desk, rung, first_name)
    page.fill("#transcript-text", TALK)
    page.locator(".way button").nth(1).click()
    page.locator("#open-brief").click(timeout=RUN_MILLISECONDS)
    return page


def test_a_note_is_signed_in_three_interactions_and_amended(desk: BrowserContext, rung: Running) -> None:
    page = brief_of(desk, rung, "Tansy")
    page.get_by_role("button", name="Write the note").click()
    expect(page.get_by_text("Drafted from the brief")).to_be_visible()
    page.get_by_label("I have reviewed this note").check()
    page.get_by_role("button", name="Sign and lock").click()
    expect(page.get_by_text("Signed and locked")).to_be_visible()
    assert page.locator("#field-plan").evaluate("field => field.tagName") == "P"
    page.get_by_text("Amend this note").click()
    page.get_by_label("Why it is amended").fill("A word was wrong.")
    page.get_by_role("button", name="Begin the amendment").click()
    expect(page.get_by_text("Being amended because: A word was wrong.")).to_be_visible()


def test_typed_text_outlives_a_change_of_format_and_a_lost_session(desk: BrowserContext, rung: Running) -> None:
    page = brief_of(desk, rung, "Yarrow")
    page.get_by_role("button", name="Write the note").click()
    page.locator("#field-plan").fill("Weekly, with a sleep diary.")
    page.reload()
    assert page.input_value("#field-plan") == "Weekly, with a sleep diary."
    page.get_by_label("Another format").select_option("birp")
    page.get_by_role("button", name="Change the format").click()
    expect(page.get_by_text("Replace your text by BIRP?")).to_be_visible()
    assert page.input_value("#field-plan") == "Weekly, with a sleep diary."
    page.get_by_role("button", name="Replace it").click()
    expect(page.get_by_text("Laid out as BIRP")).to_be_visible()
    assert page.input_value("#field-plan") != "Weekly, with a sleep diary."
    desk.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy behavior").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == page.input_value("#field-behavior")


@pytest.mark.parametrize(("width", "theme"), views(360, 1440))
def test_the_page_is_whole_and_accessible(chromium: Browser, rung: Running, width: int, theme: Theme) -> None:
    context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=theme)
    sign_in(context.new_page(), rung)
    page = brief_of(context, rung, "Sorrel")
    page.get_by_role("button", name="Write the note").click()
    page.locator("#field-plan").fill("Weekly, with a sleep diary.")
    page.get_by_label("Another format").select_option("dap")
    page.get_by_role("button", name="Change the format").click()
    expect(page.get_by_text("Replace your text by DAP?")).to_be_visible()
    found = {"edited": look(page, f"note-edited-{width}-{theme}")}
    page.get_by_role("link", name="Keep my text").click()
    page.get_by_label("I have reviewed this note").check()
    page.get_by_role("button", name="Sign and lock").click()
    expect(page.get_by_text("Signed and locked")).to_be_visible()
    found["signed"] = look(page, f"note-signed-{width}-{theme}")
    context.close()
    assert found == {"edited": [], "signed": []}


def look(page: Page, name: str) -> list[str]:
    """Keep a picture of a page and return what axe finds, or that it scrolls sideways."""
    for closed in page.locator("details:not([open]) > summary").all()[::-1]:
        closed.click()
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SHOTS / f"{name}.png", full_page=True)
    settle(page)
    results = Axe().run(page, options={"runOnly": WCAG})
    broken = [f"{v['id']}: {n['html'][:160]}" for v in results.response["violations"] for n in v["nodes"]]
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [*broken, *([f"scrolls sideways by {overflow}px"] if overflow > 0 else [])]
