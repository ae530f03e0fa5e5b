"""What runs now: a release owns image and number of tasks, and a change of the stack leaves both as they are."""

from deploy.changes.cloud import Cloud
from deploy.changes.codes import Code, Ended
from deploy.changes.refusals import Missing
from deploy.environment import Environment

SERVICES = {"web": "WebCount", "worker": "WorkerCount"}
AT_FIRST = dict.fromkeys(SERVICES.values(), "0")  # no task can start before a release has made the tables


def parameters(cloud: Cloud, env: Environment, *, is_new: bool, image: str) -> dict[str, str]:
    """Return the application stack's parameters.

    Raises:
        Ended: nothing runs yet, and no image was named to begin with.
    """
    found = dict(AT_FIRST) if is_new else _running(cloud, env)
    if image:
        found["Image"] = image
    if "Image" not in found:
        raise Ended(Code.USAGE, "Nothing runs yet: name the image to begin with, --image REPOSITORY@sha256:DIGEST.")
    return found


def _running(cloud: Cloud, env: Environment) -> dict[str, str]:
    try:
        answer = cloud.ask("ecs", "describe_services", cluster=env.prefix, services=[*SERVICES])
    except Missing:
        return {}
    services = {one["serviceName"]: one for one in answer["services"] if one.get("status") == "ACTIVE"}
    found = {name: str(services[service]["desiredCount"]) for service, name in SERVICES.items() if service in services}
    if "web" in services:
        definition = services["web"]["taskDefinition"]
        task = cloud.ask("ecs", "describe_task_definition", taskDefinition=definition)["taskDefinition"]
        container = task["containerDefinitions"][0]
        told = {pair["name"]: pair["value"] for pair in container.get("environment", [])}
        found |= {"Image": container["image"], "Commit": told.get("RUNG_COMMIT", "")}
    return found
