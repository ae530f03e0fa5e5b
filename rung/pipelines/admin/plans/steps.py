"""The six steps of a safety plan, in the words of its form."""

from dataclasses import asdict

from rung.clients.enums import PlanStatus
from rung.clients.models import SafetyPlan
from rung.clients.schemas import PlanSteps
from rung.clients.selectors import safety
from rung.pipelines.admin.plans.shapes import ShownStep, ShownVersion

# Stanley B, Brown GK. Safety Planning Intervention. Cognitive and Behavioral Practice 2012;19:256-264.
STEPS = (
    ("warning_signs", "Warning signs", "Thoughts, images, moods, situations or behavior that say a crisis may come."),
    ("coping", "What I can do by myself", "Things that take the mind off it without anybody else."),
    (
        "distraction",
        "People and places that distract",
        "Company and settings that help, without speaking of the crisis.",
    ),
    ("people", "People I can ask for help", "Family or friends who may know, with their numbers."),
    ("professionals", "Professionals and agencies to call", "Clinicians, urgent care, with numbers and hours."),
    ("safe_place", "Making the place safe", "How to keep means out of reach, who helps, until when."),
)


def version_of(plan: SafetyPlan) -> ShownVersion:
    """Return one version with its steps; needs a declared access."""
    steps = steps_of(safety.steps_of(plan))
    status = str(PlanStatus(plan.status).label)
    return ShownVersion(plan.number, status, plan.agreed_on, plan.created_at, plan.written_by.name, steps)


def steps_of(said: PlanSteps) -> tuple[ShownStep, ...]:
    """Return the steps with what each is for."""
    lines = asdict(said)
    return tuple(ShownStep(name, title, hint, tuple(lines[name])) for name, title, hint in STEPS)
