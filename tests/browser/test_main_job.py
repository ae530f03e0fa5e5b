"""The main job in a real browser: from a recording to a released guide."""

from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import Running

MEMO = Path(__file__).parent.parent / "fixtures" / "speech" / "memo.flac"
RUN_MILLISECONDS = 60_000

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def new_session(desk: BrowserContext, rung: Running, first_name: str) -> Page:
    """Add a client and a session, as a clinician does."""
    page = desk.pages[0]
    page.goto(rung.url + "/admin/clients/client/add/")
    page.get_by_label("First name").fill(first_name)
    page.get_by_role("button", name="Add the client").click()
    page.get_by_role("button", name="Add the session").click()
    expect(page.get_by_text("What did the client bring?")).to_be_visible()
    return page


def test_a_recording_becomes_a_released_guide(desk: BrowserContext, rung: Running) -> None:
    page = new_session(desk, rung, "Alder")
    page.set_input_files("#memo", MEMO)
    page.get_by_role("button", name="Upload and prepare").click()
    expect(page.get_by_text("It is kept and sealed")).to_be_visible()
    page.locator("#open-brief").click(timeout=RUN_MILLISECONDS)
    expect(page.get_by_text("from: Voice recording")).to_be_visible()

    page.locator(".finding-title").first.click()
    lit = page.locator("mark.on").first
    expect(lit).to_be_visible()
    quote = page.locator(".finding.on q").first.inner_text()
    assert lit.inner_text().strip() in quote or quote in page.locator(".transcript").inner_text()

    page.locator("#open-guide").click()
    first = page.locator("textarea").first
    first.fill("We will take this slowly, Alder.")
    page.get_by_role("button", name="Release to the client").click()
    expect(page.get_by_text("Released. The client may have this text")).to_be_visible()
    expect(page.locator(".phone")).to_contain_text("We will take this slowly, Alder.")
    assert page.locator("textarea").count() == 0


TYPED = [
    ("#transcript-text", "Therapist: How are you?\nClient: I am anxious and I can't sleep.", 1, "Transcript"),
    ("#notes-text", "Client reports being anxious about work and not sleeping well.", 2, "Clinician's notes"),
]


@pytest.mark.parametrize(("field", "text", "button", "source"), TYPED)
def test_typed_text_gives_the_same_kind_of_brief(
    desk: BrowserContext, rung: Running, field: str, text: str, button: int, source: str
) -> None:
    page = new_session(desk, rung, "Sage")
    page.fill(field, text)
    page.locator(".way button").nth(button).click()
    page.locator("#open-brief").click(timeout=RUN_MILLISECONDS)
    expect(page.get_by_text(f"from: {source}")).to_be_visible()
    assert page.locator(".finding").count() >= 1


def test_risk_comes_first_and_no_guide_is_written(desk: BrowserContext, rung: Running) -> None:
    page = new_session(desk, rung, "Rowan")
    page.fill("#transcript-text", "Therapist: Go on.\nClient: I want to kill myself tonight, I have the pills ready.")
    page.locator(".way button").nth(1).click()
    page.locator("#open-brief").wait_for(timeout=RUN_MILLISECONDS)
    assert page.locator(".rung .card h2").first.inner_text() == "Risk flags"
    expect(page.get_by_text("No guide was written automatically")).to_be_visible()
    assert page.locator("#open-guide").count() == 0
    page.get_by_role("button", name="Acknowledge").first.click()
    expect(page.get_by_text("The flag stays in the record")).to_be_visible()
    assert page.locator(".flag").count() >= 1


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("memo.wav", b"", "empty"),
        ("memo.wav", b"%PDF-1.7\n%rest of a document", "PDF"),
        ("notes.wav", b"<!doctype html><p>hello", "audio"),
    ],
)
def test_a_bad_file_is_refused_in_words_and_nothing_is_lost(
    desk: BrowserContext, rung: Running, name: str, content: bytes, said: str
) -> None:
    page = new_session(desk, rung, "Hazel")
    page.fill("#notes-text", "Half a sentence that I had typed")
    page.set_input_files("#memo", {"name": name, "mimeType": "audio/wav", "buffer": content})
    page.get_by_role("button", name="Upload and prepare").click()
    expect(page.locator(".bg-red-100")).to_contain_text(said)
    assert page.input_value("#notes-text") == "Half a sentence that I had typed"
    assert page.locator("#run").count() == 0


def test_a_transcript_without_speakers_is_kept_in_the_form(desk: BrowserContext, rung: Running) -> None:
    page = new_session(desk, rung, "Linden")
    page.fill("#transcript-text", "I could not sleep and I was anxious.")
    page.locator(".way button").nth(1).click()
    expect(page.locator(".bg-red-100")).to_contain_text("Client")
    assert page.input_value("#transcript-text") == "I could not sleep and I was anxious."


def test_a_double_click_starts_one_run(desk: BrowserContext, rung: Running) -> None:
    page = new_session(desk, rung, "Fern")
    page.fill("#notes-text", "Client reports being anxious about work.")
    page.locator(".way button").nth(2).dblclick()
    page.locator("#open-brief").wait_for(timeout=RUN_MILLISECONDS)
    kept = page.locator(".rows .row", has_text="Clinician's notes")
    assert kept.count() == 1
