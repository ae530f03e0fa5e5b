"""Memos, transcripts, briefs, guides and flags of a session, made through the services."""

import dataclasses
import io
import uuid

from rung.accounts.enums import Analyst
from rung.accounts.models import Clinician
from rung.common.utterances import Source, Speaker, Transcript, Utterance
from rung.pipelines.models import PartAnswer, PipelineRun
from rung.pipelines.services import calls
from rung.providers.local_speech import AudioFacts, AudioKind
from rung.sessions import schemas, services
from rung.sessions.models import (
    ClientGuide,
    ClinicalBrief,
    RiskFlag,
    SessionNote,
    SessionTranscript,
    TherapySession,
    VoiceMemo,
)
from rung.sessions.services import versions
from tests.factories import people
from tests.factories.people import NOON

FACTS = AudioFacts(AudioKind.WAV, "pcm_s16le", 1.0, 4)
TOLD = "The session turned on sleep."
WORDS = ("I could not sleep before the interview.", "My sister rang twice.")


def transcript(of: Clinician, session: TherapySession, words: tuple[str, ...] = WORDS) -> SessionTranscript:
    """Return what a client said in a session."""
    utterances = tuple(Utterance(number, Speaker.CLIENT, text) for number, text in enumerate(words))
    said = Transcript(Source.TRANSCRIPT, utterances)
    return services.keep_transcript(said, session=session, memo=None, by=of, at=NOON)


def content(quote: str = WORDS[0]) -> schemas.BriefContent:
    """Return a brief with one finding that cites one quote."""
    citation = schemas.CitedWords(0, "client", quote, 0, len(quote))
    finding = schemas.CitedFinding("theme", "sleep", 0.8, (citation,))
    return schemas.BriefContent("From a transcript", (), (finding,), (), (), ())


def brief(of: Clinician, said: SessionTranscript) -> ClinicalBrief:
    """Return a brief over a transcript."""
    return services.keep_brief(content(), transcript=said, run_id=uuid.uuid4(), by=of, at=NOON)


def guide_text(*lines: str) -> schemas.GuideContent:
    """Return a guide of one section."""
    return schemas.GuideContent("For you", (schemas.GuideSection("hello", "Hello", lines),))


def guide(of: Clinician, session: TherapySession | None = None, line: str = "Rest is allowed.") -> ClientGuide:
    """Return a draft guide with its brief and transcript; a new session unless one is given."""
    found = brief(of, transcript(of, session or people.session(of)))
    return services.keep_guide(guide_text(line), safe_brief="{}", brief=found, by=of, at=NOON)


def note_draft(layout: str = "soap", said: str = TOLD) -> schemas.NoteDraft:
    """Return a drafted note of two fields."""
    sentence = schemas.NoteSentence(said, ("finding:0",))
    plan = schemas.DraftedField("plan", "Plan", "For you to complete.", ())
    first = schemas.DraftedField("subjective", "Subjective", "What the client reported.", (sentence,))
    return schemas.NoteDraft(layout, (first, plan))


def note(of: Clinician, session: TherapySession | None = None, said: str = TOLD) -> SessionNote:
    """Return a drafted note with its brief and transcript; a new session unless one is given."""
    found = brief(of, transcript(of, session or people.session(of)))
    return services.keep_note(note_draft(said=said), brief=found, maker=versions.Maker(agent="notes"), by=of, at=NOON)


def signed_note(of: Clinician, session: TherapySession | None = None, said: str = "Slept well.") -> SessionNote:
    """Return a note that its author signed as it was drafted."""
    return services.sign_note(note_id=note(of, session, said).id, version=1, by=of, at=NOON)


def flag(of: Clinician, said: SessionTranscript, quote: str = WORDS[0], level: int = 4) -> RiskFlag:
    """Return one risk flag over a transcript."""
    detail = schemas.FlagDetail("said so", 0, "client", quote, 0, len(quote))
    hit = services.drafts.NewFlag("self_harm", level, detail)
    return services.keep_flags([hit], transcript=said, run_id=uuid.uuid4(), by=of, at=NOON)[0]


def part_answer(run: PipelineRun, answer: str = "{}") -> PartAnswer:
    """Return what a language model answered about a part of a run's session, with its call."""
    question = calls.Question("rung", "0" * 64, Analyst.BEDROCK, 0)
    call = calls.begin_call(question=question, run=run, by=run.requested_by, at=NOON)
    made = calls.keep_answer(answer, call=call, by=run.requested_by, at=NOON)
    assert made is not None
    return made


def memo(of: Clinician, session: TherapySession, file_name: str = "memo.wav", sound: bytes = b"RIFF") -> VoiceMemo:
    """Return a recording that nobody listens to."""
    facts = dataclasses.replace(FACTS, bytes=len(sound))
    return services.keep_memo(io.BytesIO(sound), session=session, file_name=file_name, facts=facts, by=of, at=NOON)
