"""The image is built and run: quick to start, read-only, unprivileged, and it drains."""

import json
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.deploy.image import building

pytestmark = [
    pytest.mark.soak,
    pytest.mark.skipif(bool(building.why_not()), reason=building.why_not()),
    pytest.mark.xdist_group("image"),
]
START_SECONDS = 3.0
SIZE_STOP_MB = 450  # the stand-in for python:3.12-slim brings 93 MB of Python
HALF = b"GET /health HTTP/1.1\r\nHost: 10.0.3.7\r\n"
WEB = ("gunicorn", "-c", "config/gunicorn.py")


@pytest.fixture(scope="module")
def root() -> Iterator[Path]:
    building.build()
    with building.mounted() as found:
        yield found


def test_it_answers_health_in_time_and_names_its_commit(root: Path, tmp_path: Path) -> None:
    began = time.monotonic()
    with building.running(root, tmp_path, *WEB) as web:
        took = web.seconds_until_healthy(began)
        print(f"\nThe image answers /health after {took:.2f} s.")  # noqa: T201 — the figure is the point of the run
        assert took <= START_SECONDS
        assert not web.ask("/").startswith(b"HTTP/1.1 200"), "only /health is answered to the load balancer's Host"


def test_sigterm_lets_a_request_end(root: Path, tmp_path: Path) -> None:
    with building.running(root, tmp_path, *WEB) as web:
        web.seconds_until_healthy(time.monotonic())
        with socket.create_connection(("127.0.0.1", web.port), timeout=20) as line:
            line.sendall(HALF)
            assert web.ask("/health").startswith(b"HTTP/1.1 200")
            web.process.terminate()
            line.sendall(b"Connection: close\r\n\r\n")
            assert building.read_all(line).startswith(b"HTTP/1.1 200")
        assert web.process.wait(timeout=30) == 0


def test_nothing_but_tmp_can_be_written(root: Path, tmp_path: Path) -> None:
    probe = (
        "import json, os\n"
        "def may(folder):\n"
        "    try: open(folder + '/probe', 'w').close()\n"
        "    except OSError: return False\n"
        "    return True\n"
        "print(json.dumps([os.getuid(), [f for f in ('/app', '/venv', '/etc', '/', '/tmp') if may(f)]]))\n"
    )
    with building.running(root, tmp_path, "python", "-c", probe) as done:
        said, _ = done.process.communicate(timeout=30)
    assert json.loads(said) == [building.UID, ["/tmp"]]  # noqa: S108 — the tmpfs of the task definition


def test_it_is_small_and_labelled(root: Path) -> None:
    found = json.loads(building.buildah("inspect", "--type", "image", building.TAG).stdout)
    labels = found["Docker"]["config"]["Labels"]
    assert labels["org.opencontainers.image.revision"] == "c0ffee"
    size = sum(path.lstat().st_size for path in root.rglob("*") if not path.is_symlink()) / 1e6
    base = sum(path.lstat().st_size for path in (root / "usr").rglob("*") if not path.is_symlink()) / 1e6
    print(f"\nThe image has {size:.0f} MB, {base:.0f} MB of them Python.")  # noqa: T201 — the figure is the point
    assert size <= SIZE_STOP_MB
    assert not [*root.glob("venv/lib/python3.12/site-packages/pytest")]
