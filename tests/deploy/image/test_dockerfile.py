"""The Dockerfile: linted, and saying what the task definitions rely on."""

import subprocess

from config import env

TEXT = (env.ROOT / "Dockerfile").read_text()


def test_hadolint_finds_nothing() -> None:
    done = subprocess.run(
        [".venv/bin/hadolint", "Dockerfile"], cwd=env.ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "")


def test_it_runs_as_nobody_in_particular() -> None:
    last = [line for line in TEXT.splitlines() if line.startswith("USER ")][-1]
    user, group = last.removeprefix("USER ").split(":")
    assert int(user) >= 1000
    assert int(group) >= 1000


def test_commands_are_in_exec_form() -> None:
    lines = [line.strip() for line in TEXT.splitlines()]
    commands = [line for line in lines if line.startswith(("CMD", "ENTRYPOINT"))]
    assert len(commands) == 2
    assert all(line.split(" ", 1)[1].startswith("[") for line in commands)
    assert "/health'" in TEXT


def test_no_secret_is_named() -> None:
    words = ("PASSWORD", "SECRET", "TOKEN", "AWS_")
    assert not [word for word in words if word in TEXT.upper().replace("NO SECRET IS NEEDED", "")]


def test_only_what_is_copied_is_sent() -> None:
    ignored = (env.ROOT / ".dockerignore").read_text().splitlines()
    assert "*" in ignored
    sent = {line[1:] for line in ignored if line.startswith("!")}
    copied = {
        word
        for line in TEXT.splitlines()
        if line.startswith("COPY ") and "--from" not in line
        for word in line.split()[1:-1]
    }
    assert copied == sent
