"""Milliseconds until a client's progress page stands whole, with 500 sessions, briefs and measures."""

import http.client
import json
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from config import env
from tests.bench import processes

WARM, ASKED = 3, 20


def measure() -> None:
    """Print the median and the slowest of twenty readings; the first ones, which load templates, are not counted."""
    state = Path(tempfile.mkdtemp(prefix="rung-", dir="/tmp"))
    state.chmod(0o755)
    values = {"RUNG_STATE_DIR": str(state), "DJANGO_SETTINGS_MODULE": "tests.bench.settings"}
    try:
        made = subprocess.run(
            [sys.executable, "-m", "tests.bench.course"],
            env=env.for_children(**values),
            capture_output=True,
            text=True,
            check=True,
            cwd=env.ROOT,
        )
        scene = json.loads(made.stdout.splitlines()[-1])
        with processes.web("gthread", values):
            path = f"/admin/clients/client/{scene['client']}/progress/"
            taken = sorted([_milliseconds(path, scene["cookie"]) for _ in range(WARM + ASKED)][WARM:])
            print(f"{'progress page, 500 sessions, ms':34} median {taken[ASKED // 2]:9.0f}   max {taken[-1]:9.0f}")
    finally:
        shutil.rmtree(state, ignore_errors=True)


def _milliseconds(path: str, cookie: str) -> float:
    """Return how long one reading took; an answer that is not 200 ends the bench."""
    link = http.client.HTTPConnection("127.0.0.1", processes.PORT, timeout=30)
    began = time.perf_counter()
    link.request("GET", path, headers={"Cookie": cookie})
    answer = link.getresponse()
    answer.read()
    taken = (time.perf_counter() - began) * 1000
    link.close()
    if answer.status != 200:
        raise SystemExit(f"{path} was refused: {answer.status}")
    return taken
