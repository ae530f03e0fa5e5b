"""What a run of each kind leaves behind: each of these must be there once, however often the worker died."""

from rung.audit.enums import Act
from rung.audit.models import AuditEvent
from rung.pipelines import flows
from rung.pipelines.enums import Kind
from rung.pipelines.models import PipelineRun
from rung.sessions.models import ClientGuide, ClinicalBrief

# a stage of a kind, as tests are parametrised
STAGES = [(Kind(kind), stage.name) for kind, recipe in flows.RECIPES.items() for stage in recipe]
OF_TEXT = [(kind, name) for kind, name in STAGES if name != "transcribe"]

_ONCE: dict[str, tuple[str, ...]] = {
    Kind.PRE_SESSION: ("briefs", "guides", "brief events", "guide events", "wall events", "finish events"),
    Kind.POST_SESSION: ("finish events",),
}
_NOT_WHEN_FLAGGED = ("guides", "guide events", "wall events")  # a person writes to whoever is at risk


def once(kind: str = Kind.PRE_SESSION, *, flagged: bool = False) -> dict[str, int]:
    """Return what must be counted of a run that is complete."""
    return {name: 0 if flagged and name in _NOT_WHEN_FLAGGED else 1 for name in _ONCE[kind]}


def effects_of(run: PipelineRun) -> dict[str, int]:
    """Count what a run left behind."""
    counted = {
        "briefs": ClinicalBrief.objects.filter(run_id=run.id).count(),
        "guides": ClientGuide.objects.filter(run_id=run.id).count(),
        "brief events": _events(Act.CREATE, "brief", run),
        "guide events": _events(Act.CREATE, "guide", run),
        "wall events": _events(Act.CROSS_WALL, "client_safe_brief", run),
        "finish events": _events(Act.FINISH, "run", run),
    }
    return {name: counted[name] for name in _ONCE[run.kind]}


def _events(act: Act, kind: str, run: PipelineRun) -> int:
    return AuditEvent.objects.filter(act=act, subject_kind=kind, client_id=run.client_id).count()
