"""Reads of measures and of what is made of them; every one starts from a clinician."""

from rung.progress.selectors.course import Beyond, Progress, progress_of
from rung.progress.selectors.measures import Opened, measures_of, opened, series_in

__all__ = ["Beyond", "Opened", "Progress", "measures_of", "opened", "progress_of", "series_in"]
