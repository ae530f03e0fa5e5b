"""A recording that is written down outside: announced, begun, asked for, read, forgotten."""

import hashlib
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import IO
from uuid import UUID

from django.conf import settings

from rung import transcription
from rung.accounts import selectors as accounts
from rung.accounts.enums import Speech
from rung.common.utterances import Transcript
from rung.pipelines.stages.stage import Later, Work
from rung.providers import local_speech, transcribe_medical

ANNOUNCED = "announced"  # kept before anything leaves: nothing is outside that no row knows of
BEGUN = "begun"

type Opens = Callable[[], AbstractContextManager[IO[bytes]]]


def is_chosen(work: Work) -> bool:
    """Answer whether the practice of whoever asked for the run chose to have it written down outside."""
    return accounts.speech_of(work.by) is Speech.TRANSCRIBE_MEDICAL


def name_of(run_id: UUID) -> str:
    """Return the name of a run's job: always the same, and nobody learns the run from it."""
    return f"rung-{hashlib.sha256(run_id.bytes).hexdigest()[:40]}"


def wait(work: Work) -> Later | None:
    """Put the stage off while the job goes on; no record is opened for that."""
    if settings.TRANSCRIBE is None or not is_chosen(work) or work.is_last_visit:
        return None
    if not work.outside:
        return _later(work, ANNOUNCED, seconds=0)
    if _is_begun(work):
        try:
            is_going = _service().state(name_of(work.run.id)) is transcribe_medical.JobState.GOING
        except transcribe_medical.SpeechServiceSilent:
            return _later(work, BEGUN)
        except transcribe_medical.SpeechServiceRefuses:
            return None  # what follows is decided where the recording is at hand
        if is_going:
            return _later(work, BEGUN)
    return None


def written(work: Work, opens: Opens, *, container: str) -> Transcript | Later:
    """Return what the service wrote down, or begin the job where there is none.

    Raises:
        SpeechServiceMissing, SpeechServiceRefuses: it will write nothing down.
        SpeechServiceSilent: nor did it until the patience was over.
        NoSpeech: it heard no words.
    """
    try:
        return _written(work, opens, container)
    except transcribe_medical.SpeechServiceSilent:
        if work.is_last_visit:
            raise
        return Later(work.outside, _poll_seconds())


def forget(run_id: UUID) -> None:
    """Remove a run's job with its plain recording and its result.

    Raises:
        RungError: something may be left; come again.
    """
    if settings.TRANSCRIBE is not None:
        _service().forget(name_of(run_id))


def _written(work: Work, opens: Opens, container: str) -> Transcript | Later:
    service, name = _service(), name_of(work.run.id)
    state = service.state(name)
    if state is transcribe_medical.JobState.DONE:
        return _transcript(service.result(name))
    if state is transcribe_medical.JobState.FAILED:
        raise transcribe_medical.SpeechJobFailed
    if work.is_last_visit:
        raise transcribe_medical.SpeechServiceSilent
    if state is None:
        if _is_begun(work):
            raise transcribe_medical.SpeechJobVanished
        with opens() as recording:
            service.begin(name, recording, container=container)
    return _later(work, BEGUN)


def _transcript(spoken: tuple[transcribe_medical.Spoken, ...]) -> Transcript:
    if not spoken:
        raise local_speech.NoSpeech
    numbers = {label: number for number, label in enumerate(dict.fromkeys(piece.label for piece in spoken), start=1)}
    turns = [
        transcription.Turn(f"Speaker {numbers[piece.label]}", piece.text, piece.start_ms, piece.end_ms)
        for piece in spoken
    ]
    return transcription.conversation_transcript(turns, engine=transcribe_medical.ENGINE)


def _service() -> transcribe_medical.SpeechService:
    found = settings.TRANSCRIBE
    if found is None:
        raise transcribe_medical.SpeechServiceMissing
    place = transcribe_medical.Place(found.bucket, found.kms_key_id, found.region, found.vocabulary)
    return transcribe_medical.connect(place)


def _later(work: Work, stand: str, *, seconds: float | None = None) -> Later:
    return Later(f"{stand}:{name_of(work.run.id)}", _poll_seconds() if seconds is None else seconds)


def _is_begun(work: Work) -> bool:
    return work.outside.startswith(f"{BEGUN}:")


def _poll_seconds() -> float:
    return float(settings.TRANSCRIBE_POLL_SECONDS)
