"""The runbook's commands do what they are for: each is run against a rehearsal."""

import io
import re
import shlex
import signal
from collections.abc import Iterator

import pytest

from config import env
from deploy.management.commands import deploy_ecs, ecs
from tests.deploy.release import recordings

TEXT = (env.ROOT / "docs" / "runbooks" / "release.md").read_text()
BLOCKS = re.findall(r"```sh\n(.*?)```", TEXT, re.DOTALL)
COMMANDS = sorted({line for block in BLOCKS for line in block.splitlines()})
KINDS = {"deploy_ecs": deploy_ecs.Command, "ecs": ecs.Command}
# A rehearsal begins with nothing left to take up, and an image under this tag alone.
NOTHING_LEFT = {"--resume", "--abort"}


@pytest.fixture(autouse=True)
def _same_signals() -> Iterator[None]:
    """A command takes the process's signals: give them back."""
    numbers = (signal.SIGINT, signal.SIGTERM)
    before = [signal.getsignal(number) for number in numbers]
    yield
    for number, how in zip(numbers, before, strict=True):
        signal.signal(number, how)


@pytest.mark.parametrize("line", COMMANDS)
def test_a_command_of_the_runbook_works(line: str) -> None:
    _, name, *words = shlex.split(line)
    out = io.StringIO()
    command = KINDS[name](stdout=out)
    place = words.index("--") if "--" in words else len(words)
    rehearsed = [*words[:place], "--rehearse", "happy", *words[place:]]
    options = vars(command.create_parser("manage.py", name).parse_args(rehearsed))
    wanted = 2 if NOTHING_LEFT & set(words) else 0
    if wanted:
        with pytest.raises(SystemExit) as ended:
            command.handle(**options)
        assert ended.value.code == wanted
        assert "No release was left unfinished" in out.getvalue()
    else:
        command.handle(**options)
        assert "Next: manage.py" in out.getvalue()


def test_the_runbook_covers_the_operators_day() -> None:
    for words in ("first release", "failed", "Go back", "hotfix", "secret is rotated", "Restore", "More or fewer"):
        assert re.search(rf"^## .*{words}", TEXT, re.MULTILINE), words
    assert len(COMMANDS) >= 20


def test_the_recordings_in_the_docs_are_what_is_played() -> None:
    assert recordings.FILE.read_text() == recordings.written(), "python -m tests.deploy.release.recordings --write"
