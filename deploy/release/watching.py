"""Looking at an environment: what serves, what was released, what was written, what is wrong."""

import json

from botocore.exceptions import HTTPClientError

from deploy.release import definitions, evidence, lease, records, rollout, services, verification
from deploy.release.codes import Code, Ended
from deploy.release.definition import Definition
from deploy.release.desk import Desk
from deploy.release.preflight import report
from deploy.release.preflight.scene import Problem
from deploy.release.target import SERVICES, WEB

EVENTS = 3
FOLLOW_SECONDS = 5
HTTP_OK = 200
DONE = "done"


def status(desk: Desk) -> Ended:
    """Tell what each service runs, how its last deployment ended, and whether it serves."""
    lines, problems = [], []
    for role in SERVICES:
        service = services.one(desk.aws, desk.target, role)
        digest = definitions.newest(desk.aws, service.definition).digest
        lines.append(f"{role:<7} {service.running}/{service.desired} running, {service.pending} starting")
        lines.append(f"        {rollout.short(service.definition)} {digest[:19]}")
        for brief in services.deployments(desk.aws, desk.target, role, 1):
            at = f"{brief['createdAt']:%Y-%m-%d %H:%M}"
            lines.append(f"        last deployment {at}: {brief['status'].lower().replace('_', ' ')}")
        lines += [f"        {at:%H:%M:%S} {text}" for _, at, text in service.events[:EVENTS]]
        problems += verification.problems_now(desk.aws, desk.target, role, service.definition, allow_zero=False)
    lines.append(_lock_line(desk))
    name = desk.target.environment
    if problems:
        lines += ["does not serve:", *(f"  {problem}" for problem in problems)]
    return Ended(Code.OK, "\n".join(lines), f"manage.py ecs {'doctor' if problems else 'history'} {name}", DONE)


def history(desk: Desk, most: int) -> Ended:
    """Tell the last releases, the newest first."""
    found = records.latest(desk.ledger(), most)
    lines = [f"{r.id:<27} {r.outcome:<32} {r.who:<20} {r.digest[7:19]} {r.commit[:8]}" for r in found]
    return Ended(Code.OK, "\n".join(lines) or "Nothing was released yet.", _status(desk), DONE)


def logs(desk: Desk, role: str, *, is_stopped: bool, follow: bool) -> Ended:
    """Tell the last lines of a service's tasks, and go on telling them where that is asked for."""
    told: dict[str, int] = {}
    while True:
        for task in services.tasks(desk.aws, desk.target, role, "STOPPED" if is_stopped else "RUNNING"):
            _tell_lines(desk, task["taskArn"], task["taskDefinitionArn"], told)
        if not follow:
            break
        desk.aws.clock.sleep(FOLLOW_SECONDS)
    count = f"{len(told)} task{'s' * (len(told) != 1)}"
    return Ended(Code.OK, f"{count} of {role} {'had stopped' if is_stopped else 'run'}.", _status(desk), DONE)


def _tell_lines(desk: Desk, arn: str, definition: str, told: dict[str, int]) -> None:
    place = definitions.newest(desk.aws, definition).log_stream(arn)
    lines = evidence.last_lines(desk.aws, *place, 100) if place else []
    for line in lines[told.get(arn, 0) :]:
        desk.progress.say("logs", f"{arn.rpartition('/')[2][:8]} {line}")
    told[arn] = len(lines)


def doctor(desk: Desk) -> Ended:
    """Tell everything that is wrong with an environment, each with the command that mends it."""
    name = desk.target.environment
    serving = definitions.newest(desk.aws, services.one(desk.aws, desk.target, WEB).definition)
    scene, problems = report.scene_of(desk.aws, desk.target, serving.digest)
    wrong = [_line(problem) for problem in problems]
    for role, service in scene.services.items():
        found = verification.problems_now(desk.aws, desk.target, role, service.definition, allow_zero=False)
        wrong += [f"✗ {problem}\n    → manage.py ecs logs {name} --service {role}" for problem in found]
    wrong += [f"✗ {problem}\n    → manage.py ecs status {name}" for problem in _deep(desk, serving)]
    if any(line.startswith("✗") for line in wrong):
        return Ended(
            Code.PREFLIGHT, "\n".join(wrong), f"mend the first, then manage.py ecs doctor {name}", "problems found"
        )
    healthy = f"{desk.target.cluster} is well: {len(report.CHECKS)} checks, its tasks, and /health/ready."
    return Ended(Code.OK, "\n".join([*wrong, healthy]), _status(desk), DONE)


def _line(problem: Problem) -> str:
    return report.told([problem])


def _deep(desk: Desk, serving: Definition) -> list[str]:
    """Return what /health/ready says is wrong: the database, and migrations that have not run."""
    host = serving.value("RUNG_ALLOWED_HOSTS").partition(",")[0].strip()
    if not host:
        return []
    try:
        page = desk.aws.fetch(f"https://{host}/health/ready")
        checks = json.loads(page.body).get("checks", {}) if page.body else {}
    except (HTTPClientError, ValueError):
        return [f"health: https://{host}/health/ready does not answer"]
    wrong = [f"health: {name}: {said}" for name, said in checks.items() if said != "ok"]
    return wrong or ([] if page.status == HTTP_OK else [f"health: /health/ready answers {page.status}"])


def lock(desk: Desk, act: str, who: str) -> Ended:
    """Tell who has the lease; `steal` frees it, and its owner stops at its next step."""
    name, ledger = desk.target.environment, desk.ledger()
    if act == "steal":
        before = lease.read(ledger)
        taken = lease.take(ledger, held_by=who, release_id="stolen", over=before.fence if before else None)
        lease.let_go(ledger, taken)
        desk.progress.say("lock", "taken away and freed; its owner, if alive, stops at its next step")
    return Ended(Code.OK, _lock_line(desk), f"manage.py ecs status {name}", DONE)


def _lock_line(desk: Desk) -> str:
    found = lease.read(desk.ledger())
    now = desk.aws.clock.now()
    if found is None or not found.is_live(now):
        return "lock    free"
    left = int(found.expires_at - now.timestamp())
    return f"lock    {found.held_by}, release {found.release_id}, in {found.step}; expires in {left} s unless alive"


def _status(desk: Desk) -> str:
    return f"manage.py ecs status {desk.target.environment}"
