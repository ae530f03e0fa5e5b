"""Speech written down by Amazon Transcribe Medical: jobs that take minutes, asked for again and again."""

from rung.providers.transcribe_medical.errors import (
    SpeechJobFailed,
    SpeechJobLingers,
    SpeechJobVanished,
    SpeechResultUnreadable,
    SpeechServiceBabbles,
    SpeechServiceDenies,
    SpeechServiceMissing,
    SpeechServiceRefuses,
    SpeechServiceSilent,
)
from rung.providers.transcribe_medical.jobs import JobState, Kind, Place, SpeechService
from rung.providers.transcribe_medical.result import Spoken

ENGINE = "Amazon Transcribe Medical"

__all__ = [
    "ENGINE",
    "JobState",
    "Kind",
    "Place",
    "SpeechJobFailed",
    "SpeechJobLingers",
    "SpeechJobVanished",
    "SpeechResultUnreadable",
    "SpeechService",
    "SpeechServiceBabbles",
    "SpeechServiceDenies",
    "SpeechServiceMissing",
    "SpeechServiceRefuses",
    "SpeechServiceSilent",
    "Spoken",
    "connect",
]


def connect(place: Place) -> SpeechService:
    """Return the service at a place; the credentials are the process's."""
    from rung.providers.transcribe_medical import service  # heavy: boto3, which only a worker that calls it needs

    return service.connect(place)
