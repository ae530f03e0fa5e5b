"""Success means that our release serves: tasks run, targets are healthy, /version answers our digest."""

import json

from botocore.exceptions import HTTPClientError

from deploy.release import definitions, services
from deploy.release.aws import Aws
from deploy.release.definition import Definition
from deploy.release.target import WEB, Target
from deploy.release.work import Work

HTTP_OK = 200


def problems_of(work: Work, role: str, definition: str, *, wait: bool = True) -> list[str]:
    """Return what keeps a service from serving a task definition, after some patience; nothing when it serves."""
    deadline = work.now() + (work.limits.verification if wait else 0)
    while True:
        problems = problems_now(work.aws, work.target, role, definition, allow_zero=work.allow_zero)
        if not problems or work.now() >= deadline:
            return problems
        work.say_once(f"verify {role}", f"{role}: not yet: {problems[0]}")
        work.pause()


def problems_now(aws: Aws, target: Target, role: str, definition: str, *, allow_zero: bool) -> list[str]:
    """Return what keeps a service from serving a task definition at this moment."""
    service = services.one(aws, target, role)
    if service.definition != definition:
        return [f"{role}: runs {service.definition.rpartition('/')[2]}, not {definition.rpartition('/')[2]}"]
    if service.desired == 0:
        return [] if allow_zero or role != WEB else [f"{role}: 0 tasks are asked for, so nothing serves"]
    found = []
    if service.running < 1:
        found.append(f"{role}: 0 of {service.desired} tasks run")
    states = services.target_states(aws, service)
    if service.target_groups and not any(state == "healthy" for state, _ in states):
        found.append(f"{role}: no target is healthy")
    if role == WEB and not found:
        found += _version_problems(aws, definitions.newest(aws, definition))
    return found


def _version_problems(aws: Aws, definition: Definition) -> list[str]:
    host = definition.value("RUNG_ALLOWED_HOSTS").partition(",")[0].strip()
    if not host:
        return []  # nobody says under which name it serves; the targets' health has to do
    url = f"https://{host}/version"
    try:
        page = aws.fetch(url)
        said = json.loads(page.body).get("version") if page.status == HTTP_OK else f"HTTP {page.status}"
    except (HTTPClientError, ValueError):
        said = "nothing"
    wanted = definition.digest or definition.value("RUNG_VERSION")
    return [] if said == wanted else [f"{url} answers {said}, not {wanted}"]
