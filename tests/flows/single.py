"""As the other flow tests, with workers that do one job at a time."""

from tests.flows.settings import *  # noqa: F403 — settings are one flat namespace
from tests.flows.settings import PROCRASTINATE_WORKER_DEFAULTS as USUAL

PROCRASTINATE_WORKER_DEFAULTS = {**USUAL, "concurrency": 1}
