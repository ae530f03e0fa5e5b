"""Rows: one JSON value becomes the case that it has the shape of."""

from pydantic import ValidationError

from rung import transcription
from rung.agents.rung.schemas import Proposal, ProposedCitation, ProposedFinding
from rung.agents.rung.talk import ClientTalk, TherapistAct
from rung.common.errors import RungError
from rung.common.utterances import Source, Transcript, Utterance
from rung.evaluation.cases import Cases, Post, Recorded, Sentence, Session, Span
from rung.evaluation.inputs import shapes

TALK = frozenset(talk.value for talk in ClientTalk)
BEHAVIORS = frozenset(act.value for act in TherapistAct)


class UnknownShape(ValueError):
    """The value has the shape of no kind of case; the message says what is wrong, without quoting it."""


def cases_of(row: object) -> Cases:
    """Return what one JSON value holds.

    Raises:
        UnknownShape: it is no case of any kind.
    """
    if isinstance(row, list) and row and all(isinstance(one, str) for one in row):
        return Cases(instructions=tuple(row))
    if not isinstance(row, dict):
        raise UnknownShape("is not a JSON object")
    try:
        return _case(row)
    except ValidationError as wrong:
        places = sorted({".".join(map(str, error["loc"][:3])) for error in wrong.errors(include_input=False)})
        raise UnknownShape(f"lacks or mistypes {', '.join(places[:3])}") from None
    except RungError as refusal:
        raise UnknownShape(f"holds a dialogue that cannot be read: {refusal}") from None


def _case(row: dict[str, object]) -> Cases:
    keys = row.keys()
    if "proposals" in keys:
        return Cases(recorded=_recorded(row["proposals"]))
    if "utterances" in keys:
        return Cases(sessions=(_labeled(shapes.TranscriptShape.model_validate(row)),))
    if "dialogue" in keys:
        return Cases(sessions=(_named(shapes.DialogueShape.model_validate(row)),))
    if "severity" in keys:
        post = shapes.PostShape.model_validate(row)
        return Cases(posts=(Post(post.text, post.severity),))
    if "spans" in keys:
        read = shapes.SentenceShape.model_validate(row)
        return Cases(sentences=(Sentence(read.text, tuple(Span(s.type, s.text) for s in read.spans)),))
    raise UnknownShape("has none of utterances, dialogue, severity, spans and proposals")


def _labeled(read: shapes.TranscriptShape) -> Session:
    turns = read.utterances
    return Session(
        str(read.id),
        Transcript(Source.TRANSCRIPT, tuple(Utterance(n, turn.who, turn.text) for n, turn in enumerate(turns))),
        tuple(shapes.label(turn.client_talk, TALK) for turn in turns),
        tuple(shapes.label(turn.therapist_behaviour, BEHAVIORS) for turn in turns),
    )


def _named(read: shapes.DialogueShape) -> Session:
    transcript = transcription.parse_transcript(read.dialogue.encode(), "dialogue.txt")
    names = tuple(name for name in (read.first_name.strip(), read.family_name.strip()) if name)
    return Session(str(read.id), transcript, names=names)


def _recorded(given: object) -> tuple[Recorded, ...]:
    if not isinstance(given, dict):
        raise UnknownShape("has proposals that are not keyed by transcript")
    return tuple(_answer(str(key), shapes.ProposalShape.model_validate(value)) for key, value in given.items())


def _answer(key: str, read: shapes.ProposalShape) -> Recorded:
    findings = tuple(
        ProposedFinding(
            one.kind, one.name, one.confidence, tuple(ProposedCitation(c.utterance, c.quote) for c in one.citations)
        )
        for one in read.findings
    )
    return Recorded(key, Proposal(findings), read.cost_usd, read.seconds)
