"""A release that was left: taken up again, or taken back."""

from deploy.release import lease as leases
from deploy.release import (
    phases,
    records,
    rollout,
    settling,
)
from deploy.release.codes import Code, Ended
from deploy.release.desk import Desk, Wish
from deploy.release.records import Record


def resume(desk: Desk, wish: Wish) -> Ended:
    """Take up the release that was left, from where its record says it was."""
    record, fence = _left(desk, wish)
    work = desk.take(record, wish, over=fence)
    work.say(f"taking up {record.id} of {record.who}, left in {record.phase}")
    if record.phase == "rollback":
        courses = rollout.begin(work, record.moves)
        raise settling.end_of(work, courses, code=Code.ROLLED_BACK, what="The rollback that was left is finished.")
    repository = desk.aws.ask("ecr", "describe_repositories", repositoryNames=[desk.target.repository])
    return phases.go_on(desk, f"{repository['repositories'][0]['repositoryUri']}@{record.digest}")


def abort(desk: Desk, wish: Wish) -> Ended:
    """Take back the release that was left."""
    record, fence = _left(desk, wish)
    work = desk.take(record, wish, over=fence)
    if not record.moves:
        raise Ended(
            Code.ROLLED_BACK,
            "The release is given up. No traffic had moved.",
            f"manage.py ecs status {desk.target.environment}",
        )
    work.enter("rollback")
    begun = [move for move in record.moves if rollout.was_asked(work, move)]
    courses = rollout.begin(work, begun)
    rollout.follow(work, courses, 0)
    raise settling.end_of(
        work, courses, code=Code.ROLLED_BACK, what=f"The release {record.id} is taken back as you asked."
    )


def _left(desk: Desk, wish: Wish) -> tuple[Record, int | None]:
    """Return the newest release if it has not ended, and the fence of its lease where that is our own.

    Somebody else's may be alive: it has to expire first.
    """
    ledger = desk.ledger()
    found = records.latest(ledger, 1)
    if not found or found[0].outcome != records.STARTED:
        raise Ended(Code.USAGE, "No release was left unfinished.", f"manage.py ecs history {desk.target.environment}")
    lease = leases.read(ledger)
    is_ours = lease is not None and lease.release_id == found[0].id and lease.held_by == wish.who
    return found[0], lease.fence if lease and is_ours else None
