"""transcribe: a sealed recording becomes utterances; typed text passes by."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import IO

from rung.common.utterances import Transcript
from rung.encryption import files
from rung.pipelines.stages import intake, outside_speech
from rung.pipelines.stages.plainfiles import plain_copy
from rung.pipelines.stages.stage import Later, Stage, Work
from rung.providers.transcribe_medical import SpeechServiceMissing, SpeechServiceRefuses, SpeechServiceSilent
from rung.sessions import services
from rung.sessions.models import SessionTranscript, VoiceMemo

AS_FALLBACK = ", as fallback"  # on the transcript: it was to be written down outside


@dataclass(frozen=True, slots=True)
class Recording:
    """Where a sealed recording lies, and the key that opens it."""

    stored_as: str
    key: str
    container: str
    seconds: float
    size_bytes: int


@dataclass(frozen=True, slots=True)
class Heard:
    """A recording's words; `notice` says by a code why they were not written down as the practice chose."""

    transcript: Transcript
    notice: str = ""


def read(work: Work) -> Recording:
    """Open the memo's key."""
    memo = VoiceMemo.objects.get(pipelinerun=work.run)
    return Recording(memo.stored_as, memo.file_key, memo.container, memo.seconds, memo.size_bytes)


def think(recording: Recording, work: Work) -> Heard | Later:
    """Have the recording written down as the practice chose; on this machine, where that comes to nothing."""
    if not outside_speech.is_chosen(work):
        return Heard(_recognized(recording, work))
    try:
        made = outside_speech.written(work, lambda: _opened(recording), container=recording.container)
    except (SpeechServiceMissing, SpeechServiceRefuses, SpeechServiceSilent) as refusal:
        heard = _recognized(recording, work)
        return Heard(replace(heard, engine=heard.engine + AS_FALLBACK), refusal.code)
    return made if isinstance(made, Later) else Heard(made)


def keep(work: Work, heard: Heard, at: datetime) -> None:
    """Keep the transcript and hand it to the run; where a run of another kind was faster, its transcript stands."""
    memo = VoiceMemo.objects.select_for_update(of=("self",)).get(pipelinerun=work.run)
    row = SessionTranscript.objects.filter(memo=memo).first()
    if row is None:
        row = services.keep_transcript(heard.transcript, session=work.run.session, memo=memo, by=work.by, at=at)
    work.run.transcript = row
    work.run.save(update_fields=["transcript"])


def skip(work: Work) -> str | None:
    """Typed text, or a memo that an earlier run transcribed, needs no recognition."""
    return "already_text" if work.run.transcript_id else None


def _recognized(recording: Recording, work: Work) -> Transcript:
    """Recognise the speech in a bounded child process; the plain copy lives only meanwhile."""
    with _plain(recording) as path:
        return intake.recognized(
            path, seconds=recording.seconds, on_progress=lambda done: work.report(int(min(done, 1.0) * 100))
        )


@contextmanager
def _plain(recording: Recording) -> Iterator[Path]:
    with (
        files.opened(recording.stored_as, key=recording.key) as source,
        plain_copy(source, size_bytes=recording.size_bytes) as path,
    ):
        yield path


@contextmanager
def _opened(recording: Recording) -> Iterator[IO[bytes]]:
    with _plain(recording) as path, path.open("rb") as source:
        yield source


stage = Stage(
    "transcribe",
    "Listening to the recording",
    read,
    think,
    keep,
    skip,
    wait=outside_speech.wait,
    notice=lambda heard: heard.notice,
    forget=outside_speech.forget,
)
