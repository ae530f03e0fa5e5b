"""In which widths and themes a page is looked at: each width and theme always, every pair in the slow runs."""

import itertools
from typing import Literal

import pytest
from _pytest.mark import ParameterSet
from playwright.sync_api import Page

type Theme = Literal["light", "dark"]
WIDTHS = (360, 820, 1440)
THEMES: tuple[Theme, ...] = ("light", "dark")
ALWAYS = {(360, "dark"), (820, "light"), (1440, "light")}


def views(*widths: int) -> list[ParameterSet]:
    """Return the pairs as parameters; those that are not always looked at are marked as soak."""
    return [_view(pair) for pair in itertools.product(widths or WIDTHS, THEMES)]


def _view(pair: tuple[int, Theme]) -> ParameterSet:
    return pytest.param(*pair, marks=() if pair in ALWAYS else pytest.mark.soak)


STILL = """Promise.all(document.getAnimations()
  .filter(one => one.effect.getComputedTiming().endTime !== Infinity)
  .map(one => one.finished.catch(() => null)))"""


def settle(page: Page) -> None:
    """Wait until a page has loaded all, taken its theme and faded what fades: half a color has no contrast."""
    page.wait_for_load_state("networkidle")
    page.evaluate(STILL)
