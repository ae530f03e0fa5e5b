"""How a one-shot brief is printed: as JSON for machines, as text for people."""

from dataclasses import asdict
from typing import TypedDict

from rung import isolation
from rung.agents import beth
from rung.agents.core import Citation
from rung.pipelines.stages.oneshot import OneShot
from rung.screening import RiskFinding

WITHHELD = "Risk was flagged: no guide is written automatically."


class Printed(TypedDict):
    """One JSON object of `manage.py brief --json`."""

    source: str
    engine: str
    utterances: list[dict[str, object]]
    findings: list[dict[str, object]]
    dropped: list[dict[str, object]]
    risk_flags: list[dict[str, object]]
    not_assessed: list[dict[str, object]]
    questions: list[str]
    label: str
    client_safe_brief: isolation.BriefJson
    guide: dict[str, object] | None
    gate: dict[str, object]


def as_json(made: OneShot) -> Printed:
    """Return everything a run would keep, as JSON can hold it."""
    analysis = made.analysis
    return Printed(
        source=made.transcript.source.value,
        engine=made.transcript.engine,
        utterances=[
            {"utterance": u.number, "speaker": u.speaker.value, "text": u.text} for u in made.transcript.utterances
        ],
        findings=[
            {"kind": f.kind.value, "name": f.name, "confidence": f.confidence, "citations": _citations(f.citations)}
            for f in analysis.findings
        ],
        dropped=[{**asdict(d), "reason": d.reason.value} for d in analysis.dropped],
        risk_flags=[_flag(found) for found in made.flags],
        not_assessed=[{"domain": n.domain.value, "why": n.why} for n in analysis.not_assessed],
        questions=[question.text for question in analysis.questions],
        label=analysis.label,
        client_safe_brief=isolation.as_json(made.safe_brief),
        guide=asdict(made.guide) if made.guide else None,
        gate=_gate(made),
    )


def as_text(name: str, made: OneShot) -> str:
    """Return the same for a person to read."""
    transcript, analysis = made.transcript, made.analysis
    lines = [f"== {name}: {transcript.source}, {len(transcript.utterances)} utterances; {analysis.label}"]
    lines += [
        f"RISK {f.hit.category} level {f.hit.level}: “{f.hit.quote}” (utterance {f.utterance + 1})" for f in made.flags
    ]
    lines += [f"{sentence.text} “{sentence.citation.quote}”" for sentence in analysis.summary]
    for finding in analysis.findings:
        lines.append(f"\n{finding.kind}: {finding.name} ({finding.confidence:.0%})")
        lines += [f"    {c.utterance + 1} {c.speaker}: “{c.quote}”" for c in finding.citations]
    if not analysis.findings:
        lines.append("\nNo finding had enough evidence.")
    lines += _listed("Questions", [question.text for question in analysis.questions])
    lines += _listed("Not assessed", [", ".join(n.domain.value for n in analysis.not_assessed)])
    lines += _listed("Proposed and refused", [f"{d.kind} {d.name}: {d.explanation}" for d in analysis.dropped])
    lines += _listed("What crosses the wall", [", ".join(theme.value for theme in made.safe_brief.themes)])
    lines += ["\nGuide:", beth.as_text(made.guide, None) if made.guide else _gate_words(made)]
    return "\n".join(lines)


def _listed(title: str, items: list[str]) -> list[str]:
    return [f"\n{title}:", *(f"    {item}" for item in items)] if any(items) else []


def _citations(citations: tuple[Citation, ...]) -> list[dict[str, object]]:
    return [
        {"utterance": c.utterance, "speaker": c.speaker.value, "quote": c.quote, "start": c.start, "end": c.end}
        for c in citations
    ]


def _flag(found: RiskFinding) -> dict[str, object]:
    hit = found.hit
    return {
        "utterance": found.utterance,
        "speaker": found.speaker.value,
        "category": hit.category.value,
        "level": hit.level,
        "quote": hit.quote,
        "start": hit.start,
        "end": hit.end,
        "reason": hit.reason,
    }


def _gate(made: OneShot) -> dict[str, object]:
    if made.verdict is None:
        return {"passed": False, "reason": "risk_flagged", "explanation": WITHHELD, "leaks": []}
    leaks = [
        {"reason": leak.reason.value, "section": leak.section, "excerpt": leak.excerpt, "explanation": leak.explanation}
        for leak in made.verdict.leaks
    ]
    return {"passed": made.verdict.passed, "reason": "" if made.verdict.passed else "leaks", "leaks": leaks}


def _gate_words(made: OneShot) -> str:
    if made.verdict is None:
        return WITHHELD
    return "\n".join(
        ["The gate refused every wording:", *(f"    {x.section}: {x.explanation}" for x in made.verdict.leaks)]
    )
