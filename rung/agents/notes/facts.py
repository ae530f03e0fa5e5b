"""Facts: every sentence a note may hold, each with the facts it rests on. No format adds one or leaves one out."""

from collections.abc import Iterator

from rung.agents.notes.material import Cited, Found, Material, Told
from rung.agents.notes.schemas import Group, Statement
from rung.agents.rung.schemas import TalkMetrics
from rung.agents.rung.wording import name_of
from rung.isolation.vocabulary.clinical import FindingKind

_GROUPS = {
    "change_talk": Group.CHANGE,
    "sustain_talk": Group.SUSTAIN,
    "strength": Group.STRENGTH,
    "attachment": Group.PATTERN,
    "defense": Group.PATTERN,
    "communication": Group.PATTERN,
    "dynamic": Group.PATTERN,
    "framework": Group.DIRECTION,
    "therapist_behavior": Group.DID,
}


def facts_of(material: Material) -> frozenset[str]:
    """Return the ids of all facts that a note can rest on."""
    listed = {
        "summary": len(material.summary),
        "finding": len(material.findings),
        "area": len(material.areas_to_explore),
        "question": len(material.questions),
    }
    counted = {f"{kind}:{number}" for kind, count in listed.items() for number in range(count)}
    unasked = {f"unassessed:{one.domain}" for one in material.not_assessed}
    return frozenset(counted | unasked | ({"talk"} if _is_talk(material.talk) else set()))


def statements_of(material: Material) -> tuple[Statement, ...]:
    """Return what can be said, in the order of the brief."""
    return (
        *_summary(material),
        *_findings(material),
        *_talk(material.talk),
        *_unassessed(material),
        *_ahead(material),
    )


def _summary(material: Material) -> Iterator[Statement]:
    """Yield the summary's sentences; a finding that one tells is not told again."""
    for number, told in enumerate(material.summary):
        found = [place for place, finding in enumerate(material.findings) if _tells(told, finding)]
        group = _group(material.findings[found[0]]) if found else Group.REPORTED
        facts = (f"summary:{number}", *(f"finding:{place}" for place in found))
        yield Statement(group, f"{told.text} {_quoted(told.citation)}", facts)


def _findings(material: Material) -> Iterator[Statement]:
    for number, finding in enumerate(material.findings):
        if not any(_tells(told, finding) for told in material.summary):
            quotes = " ".join(_quoted(cited) for cited in finding.citations[:1])
            text = f"{_spelled(finding.kind)}: {_name(finding.kind, finding.name)}. {quotes}".rstrip()
            yield Statement(_group(finding), text, (f"finding:{number}",))


def _talk(talk: TalkMetrics | None) -> Iterator[Statement]:
    if talk is None or not _is_talk(talk):
        return
    reflections = talk.simple_reflections + talk.complex_reflections
    yield Statement(
        Group.TALK,
        f"Counted: the therapist spoke {talk.therapist_words} words, the client {talk.client_words};"
        f" open questions {talk.open_questions}, closed {talk.closed_questions}, reflections {reflections},"
        f" affirmations {talk.affirmations}; change talk {talk.change_talk}, sustain talk {talk.sustain_talk}.",
        ("talk",),
    )


def _unassessed(material: Material) -> Iterator[Statement]:
    if material.not_assessed:
        named = ", ".join(one.domain.replace("_", " ") for one in material.not_assessed)
        text = f"Not assessed (nobody asked, or no answer followed; this says nothing about its presence): {named}."
        yield Statement(Group.UNASSESSED, text, tuple(f"unassessed:{one.domain}" for one in material.not_assessed))


def _ahead(material: Material) -> Iterator[Statement]:
    if material.areas_to_explore:
        named = ", ".join(_name(area.kind, area.name) for area in material.areas_to_explore)
        facts = tuple(f"area:{number}" for number in range(len(material.areas_to_explore)))
        yield Statement(Group.AREAS, f"To explore: {named}.", facts)
    for number, question in enumerate(material.questions):
        yield Statement(Group.QUESTIONS, f"To ask: {question.text}", (f"question:{number}",))


def _is_talk(talk: TalkMetrics | None) -> bool:
    """Whether two people spoke: of a memo or of notes there is nothing to count."""
    return talk is not None and talk.therapist_words > 0 and talk.client_words > 0


def _tells(told: Told, finding: Found) -> bool:
    return told.citation in finding.citations and _name(finding.kind, finding.name) in told.text


def _group(finding: Found) -> Group:
    return _GROUPS.get(finding.kind, Group.REPORTED)


def _name(kind: str, name: str) -> str:
    return name_of(FindingKind(kind), name) if kind in FindingKind else _spelled(name).lower()


def _spelled(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _quoted(cited: Cited) -> str:
    return f"“{cited.quote}” ({cited.speaker}, {cited.utterance + 1})"
