"""What the simulated AWS answers, by service."""

from typing import Any

from deploy.rehearsal.answers import account, definitions, deployments, ledger, registry, services, targets, tasks
from deploy.rehearsal.answers.kinds import Table
from deploy.rehearsal.formats import Unlike
from deploy.rehearsal.world import World

TABLE: Table = {
    **account.TABLE,
    **definitions.TABLE,
    **deployments.TABLE,
    **ledger.TABLE,
    **registry.TABLE,
    **services.TABLE,
    **targets.TABLE,
    **tasks.TABLE,
}


def answer(world: World, service: str, operation: str, asked: Any) -> Any:
    """Answer one request.

    Raises:
        Unlike: nobody taught the simulation this operation.
    """
    world.catch_up()
    world.calls.append(f"{service}:{operation}")
    world.each_call(world, service, operation)
    if (service, operation) not in TABLE:
        raise Unlike(f"{service}:{operation} is not simulated; teach it in deploy/rehearsal/answers/.")
    return TABLE[service, operation](world, asked)
