"""Whether containers are told what the application reads: names are compared with config/variables.py."""

from config import variables
from deploy.checks.following import containers
from deploy.checks.reading import Stacks
from deploy.checks.rules import Broken, Rule

OF_OTHERS = {"AWS_DEFAULT_REGION"}  # read by boto3
ONE_OF = {"RUNG_KMS_KEY_ID", "RUNG_KEY_FILE"}  # the application starts with either


def _names(stacks: Stacks) -> Broken:
    declared = {variable.name for variable in variables.VARIABLES}
    required = {variable.name for variable in variables.VARIABLES if variable.required}
    for task, container in containers(stacks):
        given = [pair["Name"] for pair in (*container["Environment"], *container.get("Secrets", []))]
        for name in sorted(set(given) - declared - OF_OTHERS):
            yield task, f"sets {name}, which the application does not read"
        for name in sorted(required - set(given)):
            yield task, f"does not set {name}, without which the application does not start"
        for name in sorted({name for name in given if given.count(name) > 1}):
            yield task, f"sets {name} twice"
        if not ONE_OF & set(given):
            yield task, f"sets none of {', '.join(sorted(ONE_OF))}"


def _owner(stacks: Stacks) -> Broken:
    for task, container in containers(stacks):
        told = {pair["Name"] for pair in (*container["Environment"], *container.get("Secrets", []))}
        if container["Name"] != "migrate" and any("OWNER" in name for name in told):
            yield task, "is told who owns the database; only migrations are"


RULES = (
    Rule("variable", (), "Containers are told what the application reads, all it needs, and nothing else", _names),
    Rule("owner", ("164.312(a)(1)",), "Only migrations sign in as the owner of the database", _owner),
)
