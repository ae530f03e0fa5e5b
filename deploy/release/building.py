"""Build once, push once: an image of the commit that is checked out, under a tag that is never written again."""

import base64
import shutil
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

from deploy.release import images
from deploy.release.aws import Aws
from deploy.release.codes import Code, Ended
from deploy.release.target import Target

ROOT = Path(__file__).resolve().parents[2]
ENGINES = ("docker", "podman", "buildah")
PLATFORM = "linux/amd64"
TAG_LENGTH = 12


def pushed(aws: Aws, target: Target, commit: str, say: Callable[[str], None]) -> str:
    """Return the tag of the commit's image; it is built and pushed unless it is there already.

    Raises:
        Ended: it could not be built or pushed.
    """
    tag = commit[:TAG_LENGTH]
    if not tag or _run(["git", "status", "--porcelain"], "look at the checkout"):
        raise _failed("The checkout has changes that are in no commit, or is none.", "commit them, or name an --image")
    try:
        images.find(aws, target, tag)
    except images.ImageMissing:
        _build_and_push(aws, target, commit, tag, say)
    else:
        say(f"{target.repository}:{tag} is in the registry already: used again")
    return tag


def _build_and_push(aws: Aws, target: Target, commit: str, tag: str, say: Callable[[str], None]) -> None:
    engine = next((name for name in ENGINES if shutil.which(name)), "")
    if not engine:
        raise _failed(f"None of {', '.join(ENGINES)} is installed here.", "install one, or name an --image")
    found = aws.ask("ecr", "describe_repositories", repositoryNames=[target.repository])["repositories"][0]
    reference = f"{found['repositoryUri']}:{tag}"
    labels = ["--build-arg", f"COMMIT={commit}", "--build-arg", f"VERSION={tag}"]
    say(f"building {reference} with {engine}")
    _run([engine, "build", "--platform", PLATFORM, *labels, "--tag", reference, "."], "build the image")
    token = aws.ask("ecr", "get_authorization_token")["authorizationData"][0]["authorizationToken"]
    user, _, password = base64.b64decode(token).decode().partition(":")
    host = reference.partition("/")[0]
    _run([engine, "login", "--username", user, "--password-stdin", host], "sign in to the registry", password)
    say(f"pushing {reference}")
    _run([engine, "push", reference], "push the image")


def _run(command: Sequence[str], what: str, given: str = "") -> str:
    """Run a program; what it complains of goes where ours does."""
    try:
        done = subprocess.run(  # noqa: S603 — the engine and git, with arguments of our own
            command, cwd=ROOT, input=given, stdout=subprocess.PIPE, text=True, check=False
        )
    except OSError as broken:
        raise _failed(f"{command[0]} does not start here, so it could not {what}.", f"install {command[0]}") from broken
    if done.returncode:
        raise _failed(f"{command[0]} could not {what} (exit code {done.returncode}).", "see its lines above")
    return done.stdout


def _failed(what: str, do: str) -> Ended:
    return Ended(Code.BUILD, f"{what} Nothing was changed.", do)
