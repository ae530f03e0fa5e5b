"""transcribe: a sealed recording becomes utterances; typed text passes by."""

from dataclasses import dataclass
from datetime import datetime

from rung.common.utterances import Transcript
from rung.encryption import files
from rung.pipelines.stages import intake
from rung.pipelines.stages.plainfiles import plain_copy
from rung.pipelines.stages.stage import Stage, Work
from rung.sessions import services
from rung.sessions.models import VoiceMemo


@dataclass(frozen=True, slots=True)
class Recording:
    """Where a sealed recording lies, and the key that opens it."""

    stored_as: str
    key: str
    seconds: float
    size_bytes: int


def read(work: Work) -> Recording:
    """Open the memo's key."""
    memo = VoiceMemo.objects.get(pipelinerun=work.run)
    return Recording(memo.stored_as, memo.file_key, memo.seconds, memo.size_bytes)


def think(recording: Recording, work: Work) -> Transcript:
    """Recognise the speech in a bounded child process; the plain copy lives only meanwhile."""
    with (
        files.opened(recording.stored_as, key=recording.key) as source,
        plain_copy(source, size_bytes=recording.size_bytes) as path,
    ):
        return intake.recognized(
            path, seconds=recording.seconds, on_progress=lambda done: work.report(int(min(done, 1.0) * 100))
        )


def keep(work: Work, transcript: Transcript, at: datetime) -> None:
    """Keep the transcript and hand it to the run."""
    memo = VoiceMemo.objects.get(pipelinerun=work.run)
    session = work.run.session
    row = services.keep_transcript(transcript, session=session, memo=memo, by=work.by, at=at)
    work.run.transcript = row
    work.run.save(update_fields=["transcript"])


def skip(work: Work) -> str | None:
    """Typed text, or a memo that an earlier run transcribed, needs no recognition."""
    return "already_text" if work.run.transcript_id else None


stage = Stage("transcribe", "Listening to the recording", read, think, keep, skip)
