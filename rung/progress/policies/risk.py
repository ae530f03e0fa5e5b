"""What an answer about death or self-harm leads to: a risk review, every time."""

from datetime import date

from rung.progress.policies.forms import Form

REVIEW_FROM = 1  # "several days"
# The item asks for thoughts of death and of hurting oneself in one sentence, and for neither intent nor plan:
# on the C-SSRS that is 1 (wish to be dead) or 2 (active thoughts). The graver one is taken until somebody asked.
LEVEL = 2


def opens_review(answer: int) -> bool:
    """Answer whether it must be looked at."""
    return answer >= REVIEW_FROM


def reason_of(form: Form, answer: int, taken_on: date) -> str:
    """Return why a review was opened, in words for the clinician."""
    place = form.risk_item or 0
    asked = form.items[place - 1]
    return f"{form.title} of {taken_on:%Y-%m-%d}, item {place}, “{asked}”: {form.options[answer].lower()}."
