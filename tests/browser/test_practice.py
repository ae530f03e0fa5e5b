"""The practice page, and what a brief says of who analysed, in a real browser."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from config import env
from tests.browser.conftest import Running, sign_in
from tests.browser.test_main_job import RUN_MILLISECONDS, new_session
from tests.browser.test_sign_in import look

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

SAID = """Therapist: How are you?
Client: I am anxious about work and I can't sleep at night. I'm not lonely.
"""


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


@pytest.fixture
def _with_bedrock(rung: Running) -> Iterator[None]:
    """A practice that chose a language model which nobody has set up on this machine."""
    choose(rung, "bedrock")
    yield
    choose(rung, "offline")


@pytest.mark.usefixtures("_with_bedrock")
def test_a_brief_says_when_a_language_model_did_not_answer(desk: BrowserContext, rung: Running) -> None:
    page = new_session(desk, rung, "Bryony")
    page.fill("#transcript-text", SAID)
    page.locator(".way button").nth(1).click()
    page.locator("#open-brief").wait_for(timeout=RUN_MILLISECONDS)
    expect(page.locator("#run .notice")).to_contain_text("Nothing was lost")
    page.locator("#open-brief").click()
    expect(page.get_by_text("Analysed by: offline analysis")).to_be_visible()
    expect(page.locator(".notice")).to_contain_text("Run it again when whoever runs Rung has set it up")
    page.get_by_text("Proposed and refused").click()
    look(page, "brief-notice")


def choose(rung: Running, analyst: str) -> None:
    """Let the demo practice have an analyst, as if it had been set up once."""
    values = env.for_children(RUNG_STATE_DIR=str(rung.state), DJANGO_SETTINGS_MODULE="config.settings.dev")
    line = f"from rung.accounts.models import Practice; Practice.objects.update(analyst={analyst!r})"
    command = [sys.executable, "manage.py", "shell", "-c", line]
    subprocess.run(command, env=values, cwd=env.ROOT, capture_output=True, check=True)
