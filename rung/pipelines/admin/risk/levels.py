"""Levels and times of risk in words.

Suicide is told in the words of the Columbia Suicide Severity Rating Scale's
screener (questions 1 to 6; Posner et al., Am J Psychiatry 2011;168:1266-77;
cssrs.columbia.edu); a level above 0 in any category carries suicidal content,
but for harm to others: it climbs the same steps by analogy, in words of its own.
"""

from datetime import datetime, timedelta

BY_ANALOGY_ONLY = "harm_to_others"

TITLES = (
    "Sign of concern",
    "Wish to be dead",
    "Suicidal thoughts",
    "Thoughts with a method",
    "Some intent",
    "Plan and intent",
    "Suicidal behavior",
)
MEANINGS = (
    "A sign without a level of its own: the words say what it is.",
    "Wish to be dead: wishes to be dead, not alive anymore, or to fall asleep and not wake up.",
    "Non-specific active suicidal thoughts: thoughts of killing oneself, without ways, intent or plan.",
    "Active suicidal thoughts with a method, without a specific plan and without intent to act.",
    "Active suicidal thoughts with some intent to act, without a specific plan.",
    "Active suicidal thoughts with specific plan and intent.",
    "Suicidal behavior: an attempt, an interrupted or aborted attempt, or preparation.",
)
HARM_TITLES = (
    "Sign of concern",
    "Wish for harm",
    "Thoughts of harm",
    "Thoughts with a method",
    "Some intent",
    "Plan and intent",
    "Violent behavior",
)
HOUR_MINUTES, HOURS_TOLD = 60, 48  # from then on in days
BY_ANALOGY = "The level follows the steps of the C-SSRS by analogy; it is no rating on that scale."


def title_of(category: str, level: int) -> str:
    """Return a level in a few words."""
    return (HARM_TITLES if category == BY_ANALOGY_ONLY else TITLES)[level]


def meaning_of(category: str, level: int) -> str:
    """Return a level in a sentence."""
    if level and category == BY_ANALOGY_ONLY:
        return f"{HARM_TITLES[level]}. {BY_ANALOGY}"
    return MEANINGS[level]


def scale_of(category: str, level: int) -> str:
    """Return the level with its scale, empty where there is none."""
    if not level:
        return ""
    return f"Level {level} of 6" if category == BY_ANALOGY_ONLY else f"C-SSRS {level}"


def due_in_words(due_at: datetime | None, at: datetime, *, is_unseen: bool) -> str:
    """Return when something is due as people say it, empty where nothing is; both times are aware."""
    if due_at is None:
        return ""
    act = "acknowledge" if is_unseen else "reassess"
    if due_at <= at:
        return f"{act}: {_span(at - due_at)} overdue"
    return f"{act} within {_span(due_at - at)}"


def _span(span: timedelta) -> str:
    minutes = max(1, round(span / timedelta(minutes=1)))
    if minutes < HOUR_MINUTES:
        return f"{minutes} min"
    hours = round(minutes / HOUR_MINUTES)
    return f"{hours} h" if hours < HOURS_TOLD else f"{round(hours / 24)} days"
