"""What flow tests begin with and look at in the end."""

from datetime import UTC, datetime
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile

from rung import transcription
from rung.pipelines import launch
from rung.pipelines.enums import Kind
from rung.pipelines.models import PipelineRun
from rung.sessions import services
from rung.sessions.models import RiskFlag
from rung.sessions.services import receiving
from tests.factories import people

MEMO = Path(__file__).parent.parent / "fixtures" / "speech" / "memo.m4a"
NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)

CALM = """Therapist: What would you like to talk about?
Client: I have been anxious about work and I can't sleep at night.
Therapist: The nights are hard.
Client: I want to stop checking my phone in the evening. My sister helps me a lot.
Therapist: What would help?
Client: I could leave it in the kitchen. I am going to try that this week.
"""

GRAVE = """Therapist: How have the nights been?
Client: I want to kill myself. I have the pills ready and I am going to do it tonight.
Therapist: Thank you for telling me. Let us make sure that you are safe.
Client: All right.
"""


def queued_run(text: str = CALM, kind: Kind = Kind.PRE_SESSION) -> PipelineRun:
    """Return a run that waits for a worker."""
    clinician = people.clinician()
    session = people.session(clinician)
    transcript = transcription.parse_transcript(text.encode(), "session.txt")
    services.keep_transcript(transcript, session=session, memo=None, by=clinician, at=NOW)
    return launch.start_over_newest(kind=kind, session=session, by=clinician, at=NOW)


def queued_memo(kind: Kind = Kind.PRE_SESSION) -> PipelineRun:
    """Return a run over a recording that waits for a worker."""
    clinician = people.clinician()
    session = people.session(clinician)
    receiving.receive_memo(SimpleUploadedFile(MEMO.name, MEMO.read_bytes()), session=session, by=clinician, at=NOW)
    return launch.start_over_newest(kind=kind, session=session, by=clinician, at=NOW)


def flags_of(run: PipelineRun) -> int:
    """Count the flags a run kept."""
    return RiskFlag.objects.filter(run_id=run.id).count()
