"""Build the image with buildah and run it as the task definition does: read-only, unprivileged, memory for /tmp."""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from config import env
from rung.providers import local_keys
from tests.deploy.image import localbase
from tests.unit.config.test_env import COMPLETE

TAG = "localhost/rung-test"
BASE = "docker.io/library/python:3.12-slim"
UID = 10001
OURS = ("/etc/ssl/certs", "/etc/pip.conf", "/opt")  # how this machine's pip finds its index, where it has one
RUN = """
set -e
mount --bind "$1" "$1"
mount -o remount,bind,ro "$1"
mount -t tmpfs tmpfs "$1/tmp"
mount --rbind /dev "$1/dev"
cp "$2" "$1/tmp/master.json"
chown {uid} "$1/tmp/master.json"
shift_root=$1
shift 2
exec chroot --userspec={uid}:{uid} "$shift_root" /bin/env -i -C /app "$@"
"""


def why_not() -> str:
    """Return why no image can be built here, or nothing."""
    if shutil.which("buildah") is None:
        return "buildah is not installed (Debian and Ubuntu: apt-get install buildah): the image was not built"
    if os.geteuid() != 0:
        return "only root can mount the image read-only: the image was not run"
    return ""


def build() -> str:
    """Build the image and return its id; the base is made here where no registry answers."""
    if buildah("pull", "--quiet", BASE, check=False).returncode:
        _make_base()
    volumes = [f"--volume={path}:{path}:ro" for path in OURS if Path(path).exists()]
    flags = ("--quiet", "--isolation", "chroot", "--pull-never", "--format", "docker", "--build-arg", "COMMIT=c0ffee")
    done = buildah("bud", *flags, *volumes, "--tag", TAG, str(env.ROOT), check=False)
    if done.returncode and "Could not find a version" in done.stderr:
        pytest.skip("pip reached no index from within the build: the image was not built")
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout.strip()


def _make_base() -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        localbase.make(root)
        (root / "Dockerfile").write_text("FROM scratch\nCOPY . /\nENV PATH=/usr/local/bin:/bin:/usr/sbin\n")
        buildah("bud", "--quiet", "--isolation", "chroot", "--format", "docker", "--tag", BASE, folder)


@contextmanager
def mounted() -> Iterator[Path]:
    """Mount the image's files while the block runs."""
    container = buildah("from", "--pull-never", TAG).stdout.strip()
    try:
        yield Path(buildah("mount", container).stdout.strip())
    finally:
        buildah("rm", container)


@dataclass(frozen=True, slots=True)
class Running:
    """The image's own command, running."""

    process: subprocess.Popen[bytes]
    port: int

    def ask(self, path: str) -> bytes:
        """Return the answer as it comes, without a redirect followed; the load balancer's Host is the address."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=10) as line:
            line.sendall(f"GET {path} HTTP/1.1\r\nHost: 10.0.3.7\r\nConnection: close\r\n\r\n".encode())
            return read_all(line)

    def seconds_until_healthy(self, began: float) -> float:
        """Return how long it took to answer /health."""
        while self.process.poll() is None and time.monotonic() < began + 30:
            try:
                if self.ask("/health").startswith(b"HTTP/1.1 200"):
                    return time.monotonic() - began
            except OSError:
                time.sleep(0.02)
        pytest.fail(f"the image does not answer /health; exit {self.process.poll()}")


@contextmanager
def running(root: Path, key_folder: Path, *command: str) -> Iterator[Running]:
    """Run a command in the mounted image with production settings; nothing but /tmp and /dev may be written."""
    key = key_folder / "master.json"
    local_keys.load(key, may_create=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    config = {**COMPLETE, "RUNG_KEY_FILE": "/tmp/master.json", "PORT": str(port)}  # noqa: S108 — a tmpfs of its own
    values = [f"{name}={value}" for name, value in {**image_environment(), **config}.items()]
    script = ["sh", "-c", RUN.format(uid=UID), "sh", str(root), str(key), *values, *command]
    process = subprocess.Popen(["unshare", "--mount", *script], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    try:
        yield Running(process, port)
    finally:
        process.kill()
        process.communicate(timeout=30)


def image_environment() -> dict[str, str]:
    """Return the image's ENV."""
    template = "{{range .Docker.Config.Env}}{{println .}}{{end}}"
    lines = buildah("inspect", "--type", "image", "--format", template, TAG).stdout.split()
    return dict(line.split("=", 1) for line in lines)


def buildah(*arguments: str, check: bool = True) -> "subprocess.CompletedProcess[str]":
    done = subprocess.run(["buildah", *arguments], capture_output=True, text=True, check=False, timeout=570)
    assert not check or done.returncode == 0, done.stderr[-3000:]
    return done


def read_all(line: socket.socket) -> bytes:
    parts = []
    while part := line.recv(65536):
        parts.append(part)
    return b"".join(parts)
