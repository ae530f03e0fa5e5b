"""Both stacks of an environment as templates."""

from troposphere import Template

from deploy.assembly import assemble
from deploy.environment import Environment
from deploy.stacks import application, foundation


def render(env: Environment) -> dict[str, Template]:
    """Return the templates by stack, in the order in which they are made."""
    return {
        foundation.NAME: assemble(foundation.build(env), description=foundation.DESCRIPTION),
        application.NAME: assemble(application.build(env), description=application.DESCRIPTION),
    }
