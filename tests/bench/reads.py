"""Requests a second for sealed records, each with its audit event, asked by wrk with 16 connections."""

import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from config import env
from tests.bench import processes

CONNECTIONS = 16
SECONDS = 5
ROUNDS = 3


def measure() -> None:
    """Print the median rate of one record, of a list of twenty, and of /health beside them."""
    if shutil.which("wrk") is None:
        print("sealed reads: not measured, wrk is not installed (Debian and Ubuntu: apt-get install wrk)")
        return
    state = Path(tempfile.mkdtemp(prefix="rung-", dir="/tmp"))
    state.chmod(0o755)
    values = {"RUNG_STATE_DIR": str(state), "DJANGO_SETTINGS_MODULE": "tests.bench.settings"}
    try:
        made = subprocess.run(
            [sys.executable, "-m", "tests.bench.scene"],
            env=env.for_children(**values),
            capture_output=True,
            text=True,
            check=True,
            cwd=env.ROOT,
        )
        scene = json.loads(made.stdout.splitlines()[-1])
        with processes.web("gthread", values):
            for title, path in (
                ("sealed record with its event", f"/api/v1/clients/{scene['client']}"),
                ("list of 20 with their events", "/api/v1/clients?limit=20"),
                ("/health beside them", "/health"),
            ):
                rates = sorted(_rate(path, scene["cookie"]) for _ in range(ROUNDS))
                print(f"{title + ', requests/s':34} median {rates[1]:9.0f}   min {rates[0]:9.0f}   max {rates[2]:9.0f}")
    finally:
        shutil.rmtree(state, ignore_errors=True)


def _rate(path: str, cookie: str) -> float:
    """Return successful requests a second; an answer that is not 200 ends the bench."""
    url = f"http://127.0.0.1:{processes.PORT}{path}"
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "-H", f"Cookie: {cookie}", url]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in said:
        raise SystemExit(f"{path} was refused:\n{said}")
    found = re.search(r"Requests/sec:\s+([\d.]+)", said)
    return float(found[1]) if found else 0.0
