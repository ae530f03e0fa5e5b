"""As development, for a single clinician who asks faster than any person."""

from config.settings.dev import *  # noqa: F403 — settings are one flat namespace
from config.settings.dev import API_REQUESTS_A_MINUTE

API_REQUESTS_A_MINUTE = dict.fromkeys(API_REQUESTS_A_MINUTE, 10_000_000)  # still counted, never reached
