"""As development, with heartbeats fast enough for tests to wait for."""

from config.settings.dev import *  # noqa: F403 — settings are one flat namespace
from config.settings.dev import PROCRASTINATE_WORKER_DEFAULTS

WORKER_STALLED_SECONDS = 1.5
PROCRASTINATE_WORKER_DEFAULTS = {
    **PROCRASTINATE_WORKER_DEFAULTS,
    "update_heartbeat_interval": 0.3,
    "stalled_worker_timeout": WORKER_STALLED_SECONDS,
    "shutdown_graceful_timeout": 8.0,
    "fetch_job_polling_interval": 0.5,
}
TRANSCRIBE_POLL_SECONDS = 0.2
BODY_SILENCE_SECONDS = 1.5
