"""As in production, but for one machine: no debug pages, every log line, and addresses that break."""

from tests.flows.settings import *  # noqa: F403 — settings are one flat namespace

DEBUG = False
ROOT_URLCONF = "tests.canaries.urls"
