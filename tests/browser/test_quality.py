"""Quality: empty until an evaluation was kept; then its figures, at every width and in both themes."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from config import env
from tests.browser.conftest import Running, sign_in
from tests.browser.test_pages import SHOTS, WCAG
from tests.browser.views import THEMES, WIDTHS, settle
from tests.unit.evaluation import given

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def keep_one(rung: Running, folder: Path) -> None:
    """Keep an evaluation as an operator does, in the state of the running Rung."""
    rows = [given.labeled(f"s{n}") for n in range(6)] + [given.NAMED, *given.POSTS, *given.SENTENCES]
    (folder / "cases.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    (folder / "asked.json").write_text(json.dumps(given.INSTRUCTIONS), encoding="utf-8")
    values = env.for_children(RUNG_STATE_DIR=str(rung.state), DJANGO_SETTINGS_MODULE="config.settings.dev")
    command = [sys.executable, "manage.py", "evaluate", str(folder), "--keep"]
    subprocess.run(command, env=values, cwd=env.ROOT, check=True, capture_output=True)


def test_the_figures_that_were_kept_are_shown(chromium: Browser, rung: Running, tmp_path: Path) -> None:
    SHOTS.mkdir(parents=True, exist_ok=True)
    context = chromium.new_context()
    page = context.new_page()
    sign_in(page, rung)
    page.goto(rung.url + "/admin/quality/")
    expect(page.locator(".empty code").first).to_have_text("manage.py evaluate FOLDER --keep")
    keep_one(rung, tmp_path)
    for width in WIDTHS:
        for theme in THEMES:
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=theme)
            page.goto(rung.url + "/admin/quality/")
            page.screenshot(path=SHOTS / f"quality-kept-{width}-{theme}.png", full_page=True)
            expect(page.locator("h2", has_text="Offline analyst")).to_be_visible()
            assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
            settle(page)
            results = Axe().run(page, options={"runOnly": WCAG})
            assert [v["id"] for v in results.response["violations"]] == []
    context.close()
    (rung.state / "evaluation" / "newest.json").unlink()
