"""Speech that is written down outside: who may be asked, and how often its state is asked for."""

from config.outside import Transcribe

TRANSCRIBE_POLL_SECONDS = 10.0  # an hour of speech takes the service minutes

# What whoever runs Rung sets for each, told on the practice page.
SPEECH_SERVICES_NEED = {"transcribe_medical": "RUNG_TRANSCRIBE_BUCKET and RUNG_TRANSCRIBE_KMS_KEY_ID"}


def speech_services(found: Transcribe | None) -> frozenset[str]:
    """Return which of rung.accounts.enums.Speech work here beside the recognizer on the machine."""
    return frozenset({"transcribe_medical"} if found else ())
