"""Tables: the report for a person to read."""

from collections.abc import Iterator, Sequence

from rung.evaluation.report import Analyst, Report
from rung.evaluation.scores import Agreement, Count

_WIDE, _NARROW = 34, 11


def as_text(report: Report) -> str:
    """Return the report as headed tables of plain text."""
    parts = [
        _read(report),
        *(part for one in report.analysts for part in _analyst(one)),
        *_agreements("Client talk", report.client_talk),
        *_agreements("Therapist behavior", report.therapist_behavior),
        *_risk(report),
        *_gate(report),
    ]
    if report.read.instructions:
        one = report.injections
        parts.append(
            f"Instructions: {one.tried} said by a client; cited by a finding {one.cited}, "
            f"guide changed {one.changed_guide}, repeated in a guide {one.repeated}"
        )
    return "\n\n".join(parts)


def _read(report: Report) -> str:
    read = report.read
    return (
        f"Read: {read.transcripts} transcripts ({read.labeled} labeled, {read.named} with a known name), "
        f"{read.posts} posts, {read.sentences} sentences, {read.instructions} instructions, "
        f"{read.recorded} recorded answers; measured in {report.seconds:.1f} s"
    )


def _analyst(one: Analyst) -> Iterator[str]:
    pace, found, leaks = one.pace, one.evidence, one.leaks
    rows = [
        ("transcripts", pace.transcripts),
        ("seconds per transcript, mean", pace.seconds_mean),
        ("seconds per transcript, longest", pace.seconds_longest),
        ("model's seconds, mean", pace.model_seconds_mean),
        ("cost per transcript, USD", pace.cost_usd_mean),
        ("findings", found.findings),
        ("citations", found.citations),
        ("citations valid", found.validity),
        ("findings without support", found.unsupported_findings),
        ("denials nobody elicited", found.unelicited_denials),
        ("claimed findings", found.claimed),
        ("claimed citations", found.claimed_citations),
        *((f"dropped: {count.name}", count.count) for count in found.dropped),
        ("guides", leaks.guides),
        ("guides withheld for risk", leaks.withheld_for_risk),
        ("guides refused by the gate", leaks.refused_by_gate),
        ("guides sharing 5 / 6 words", f"{leaks.sharing_5_words} / {leaks.sharing_6_words}"),
        ("guides with names / dates / numbers", f"{leaks.names} / {leaks.dates} / {leaks.numbers}"),
    ]
    yield _table(one.name.capitalize(), ("", ""), [row for row in rows if row[1] is not None])
    if one.calibration:
        bins = [
            (f"{b.confidence_from:.2f} to {b.confidence_below:.2f}", b.findings, b.share, b.citations_share)
            for b in one.calibration
        ]
        yield _table("Confidence", ("", "findings", "supported", "citations"), bins)
    if one.swaps:
        changed = [
            (s.name, s.compared, s.with_other_flags, s.with_other_findings, s.difference_rate) for s in one.swaps
        ]
        yield _table("Swaps", ("", "compared", "flags", "findings", "share"), changed)


def _agreements(title: str, parts: Sequence[Agreement]) -> Iterator[str]:
    for one in parts:
        rows = [
            (score.label, *row, score.precision, score.recall, score.f1)
            for score, row in zip(one.classes, one.table, strict=True)
        ]
        heads = ("experts down, ours across", *one.labels, "precision", "recall", "F1")
        heading = f"{title}, {_plain(one.part)}: {one.compared} utterances, macro-F1 {_cell(one.macro_f1)}"
        yield _table(heading, tuple(head[: _NARROW - 1] if n else head for n, head in enumerate(heads)), rows)


def _risk(report: Report) -> Iterator[str]:
    for one in report.risk:
        rows = [
            (f"severity {p.severity} and above, level {p.level}", p.positives, p.sensitivity, p.specificity)
            for p in one.by_level
        ]
        rows += [
            (f"severity {p.severity} and above, level {p.level}*", p.positives, p.sensitivity, p.specificity)
            for p in one.curve
        ]
        heading = (
            f"Risk, {_plain(one.part)}: {one.posts} posts, area under the curve* {_cell(one.area)}, "
            f"mean absolute error {_cell(one.mean_absolute_error)}"
        )
        yield _table(heading, ("", "positives", "sensitiv.", "specific."), rows)


def _gate(report: Report) -> Iterator[str]:
    heads = ("", "texts", "refused", "share")
    for title, tried in (("False alarms", report.gate.innocuous), ("Planted leaks", report.gate.planted)):
        if tried:
            yield _table(
                f"Gate, {title.lower()}", heads, [(one.name, one.texts, one.refused, one.share) for one in tried]
            )
    if report.gate.alarms:
        yield f"Reasons of false alarms: {_counts(report.gate.alarms)}"


def _counts(counts: Sequence[Count]) -> str:
    return ", ".join(f"{one.name} {one.count}" for one in counts)


def _table(title: str, heads: tuple[str, ...], rows: Sequence[tuple[object, ...]]) -> str:
    lines = [title, _line(heads)] if any(heads) else [title]
    return "\n".join([*lines, *(_line(row) for row in rows)])


def _line(cells: tuple[object, ...]) -> str:
    first, *rest = cells
    return f"  {_cell(first):<{_WIDE}}" + "".join(f"{_cell(cell):>{_NARROW}}" for cell in rest)


def _cell(value: object) -> str:
    if value is None:
        return "-"
    return f"{value:.3f}" if isinstance(value, float) else str(value)


def _plain(part: str) -> str:
    return part.replace("_", " ")
