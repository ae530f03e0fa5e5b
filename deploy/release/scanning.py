"""What the registry's scan found in an image, before it goes anywhere."""

from deploy.release.codes import Code, Ended
from deploy.release.desk import Desk
from deploy.release.refusals import Refused

PENDING = {"ScanNotFoundException", "IN_PROGRESS", "PENDING", "SCAN_ELIGIBILITY_EXPIRED"}
WORST = "CRITICAL"
POLL_SECONDS = 10


def scan(desk: Desk, tag: str, seconds: float) -> Ended:
    """Wait for the scan and tell what it found.

    Raises:
        Ended: it found something critical, or did not end in time.
    """
    deadline = desk.aws.clock.now().timestamp() + seconds
    while True:
        status, counts = _found(desk, tag)
        if status not in PENDING:
            break
        if desk.aws.clock.now().timestamp() >= deadline:
            raise Ended(Code.TIMEOUT, f"The scan of {tag} did not end in time.", "look at the repository in ECR")
        desk.aws.clock.sleep(POLL_SECONDS)
    told = ", ".join(f"{count} {severity.lower()}" for severity, count in sorted(counts.items())) or "nothing"
    do = f"manage.py deploy_ecs {desk.target.environment} --image {tag}"
    if counts.get(WORST) or status not in {"COMPLETE", "ACTIVE"}:
        what = f"The scan of {tag} ended as {status.lower()} and found {told}."
        raise Ended(Code.PREFLIGHT, what, "raise the version it names in pyproject.toml, then make lock", "not fit")
    return Ended(Code.OK, f"The scan of {tag} found {told}.", do, "done")


def _found(desk: Desk, tag: str) -> tuple[str, dict[str, int]]:
    try:
        answer = desk.aws.ask(
            "ecr",
            "describe_image_scan_findings",
            repositoryName=desk.target.repository,
            imageId={"imageTag": tag},
        )
    except Refused as refused:
        if refused.code in PENDING:
            return refused.code, {}
        raise
    findings = answer.get("imageScanFindings", {})
    return str(answer["imageScanStatus"]["status"]), dict(findings.get("findingSeverityCounts", {}))
