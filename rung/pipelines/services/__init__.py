"""Acts that reach through every floor: taking back a consent, erasing, purging, telling people what waits."""

from rung.pipelines.services.consents import require_consents_of, withdraw_consent
from rung.pipelines.services.ending import have_forgotten
from rung.pipelines.services.erasure import erase_client, replay_erasures
from rung.pipelines.services.noticing import tell_of_run, tell_of_waiting
from rung.pipelines.services.purging import purge_recordings
from rung.pipelines.services.reminding import remind_of_risk

__all__ = [
    "erase_client",
    "have_forgotten",
    "purge_recordings",
    "remind_of_risk",
    "replay_erasures",
    "require_consents_of",
    "tell_of_run",
    "tell_of_waiting",
    "withdraw_consent",
]
