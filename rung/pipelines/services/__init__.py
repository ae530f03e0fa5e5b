"""Acts that reach through every floor: taking back a consent, erasing a client, letting recordings go."""

from rung.pipelines.services.consents import require_consents_of, withdraw_consent
from rung.pipelines.services.ending import have_forgotten
from rung.pipelines.services.erasure import erase_client, replay_erasures
from rung.pipelines.services.purging import purge_recordings

__all__ = [
    "erase_client",
    "have_forgotten",
    "purge_recordings",
    "replay_erasures",
    "require_consents_of",
    "withdraw_consent",
]
