"""As in production, but for one machine: no debug pages, every log line, and addresses that break."""

from tests.flows.settings import *  # noqa: F403 — settings are one flat namespace
from tests.flows.settings import API_REQUESTS_A_MINUTE

API_REQUESTS_A_MINUTE = dict.fromkeys(API_REQUESTS_A_MINUTE, 1_000_000)  # a request that is turned away plants nothing
DEBUG = False
ROOT_URLCONF = "tests.canaries.urls"
