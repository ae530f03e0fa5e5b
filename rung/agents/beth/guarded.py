"""write_guarded: the desk between Beth and the gate, which passes only numbers back to her."""

from rung.agents.beth.schemas import Guide, Refused, Section
from rung.agents.beth.sectioning import EXERCISE_KEY, sections
from rung.agents.beth.wording import numbers
from rung.agents.beth.writing import write_guide
from rung.isolation import ClientSafeBrief, ExerciseId, GateVerdict, Sources, gate

NOTHING_LEFT = GateVerdict(passed=False)


def write_guarded(brief: ClientSafeBrief, sources: Sources) -> tuple[Guide, GateVerdict]:
    """Write a guide that passes the gate, or return the last one with the reasons why it does not.

    Beth never meets the sources: the gate names lines of her guide, this desk
    looks up their numbers, and she writes again without those. Every round
    refuses a line more, so it ends. A guide with nothing left in it does not
    pass.
    """
    evidence = gate.gather(sources)
    refused = Refused()
    while True:
        guide = write_guide(brief, refused)
        texts = texts_of(sections(guide))
        verdict = gate.compare(texts, evidence)
        more = refused | _refusals(texts, verdict)
        if verdict.passed or more == refused:
            break
        refused = more
    return guide, verdict if sections(guide) else NOTHING_LEFT


def texts_of(parts: tuple[Section, ...]) -> tuple[tuple[str, str], ...]:
    """Return every heading and line with its section's key, as the gate reads them."""
    return tuple((part.key, text) for part in parts for text in (part.heading, *part.lines))


def _refusals(texts: tuple[tuple[str, str], ...], verdict: GateVerdict) -> Refused:
    leaking = [texts[leak.position] for leak in verdict.leaks]
    exercises = [key.removeprefix(EXERCISE_KEY) for key, _ in leaking if key.startswith(EXERCISE_KEY)]
    lines = [numbers()[text] for _, text in leaking if text in numbers()]
    return Refused(frozenset(lines), frozenset(map(ExerciseId, exercises)))
