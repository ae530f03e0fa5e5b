"""The release phase: migrations as a task of the very image that is to serve, before any traffic moves."""

from typing import Any

from deploy.release.codes import Code, Ended
from deploy.release.definition import Definition
from deploy.release.evidence import Evidence
from deploy.release.oneoff import Errand, NotEnded, NotStarted
from deploy.release.target import MIGRATE
from deploy.release.work import Work

COMMAND = ("python", "manage.py", "migrate_safely")
UNTOUCHED = "Traffic is untouched: the release before serves on."


def run(work: Work, definition: Definition) -> None:
    """Run migrations and wait for their end.

    Raises:
        Ended: they failed, or nobody knows; traffic is untouched either way.
    """
    token = f"{work.record.id}-migrate"
    seconds = work.limits.migration
    errand = Errand(work.aws, work.target, definition, COMMAND, token, work.say, work.pause, seconds)
    name = work.target.environment
    try:
        arn = errand.start()
        work.say(f"running {' '.join(COMMAND)} as {arn.rpartition('/')[2]}", task=arn)
        code, task = errand.wait(arn)
    except NotStarted as refused:
        what = f"ECS did not start the migration task: {refused}. {UNTOUCHED}"
        raise Ended(Code.MIGRATION, what, f"manage.py ecs doctor {name}") from refused
    except NotEnded as late:
        what = f"The migration task did not end within {seconds:.0f} s and was stopped. {UNTOUCHED}"
        raise Ended(Code.MIGRATION, what, f"manage.py ecs logs {name} --service {MIGRATE}") from late
    if code != 0:
        raise _failed(work, code, task)


def _failed(work: Work, code: int | None, task: Any) -> Ended:
    evidence = Evidence(work.target, MIGRATE)
    evidence.note_task(work.aws, task)
    cause, do = evidence.hint()
    if code is not None:
        cause, do = (
            "A migration failed; its last lines say which.",
            f"mend the migration, then manage.py deploy_ecs {work.target.environment}",
        )
    ended = "did not say how it ended" if code is None else f"ended with exit code {code}"
    what = f"The migration task {ended}. {UNTOUCHED}"
    return Ended(Code.MIGRATION, "\n".join([what, evidence.told(), f"Likely cause: {cause}"]), do)
