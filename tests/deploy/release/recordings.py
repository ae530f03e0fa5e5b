"""Terminal recordings for the docs: `python -m tests.deploy.release.recordings --write`."""

import re
import sys

from config import env
from tests.deploy.release import stages

FILE = env.ROOT / "docs" / "rehearsals.md"
SHOWN = {
    "happy": "A release that goes well",
    "crash-loop": "The new tasks end soon after they start",
    "secret-key-missing": "Refused before anything was changed",
}
HEAD = """# What a release looks like

Recorded from rehearsals: the release's own code, over a simulated AWS.
Play them yourself; `--speed 20` makes a minute of it three seconds.
"""


def written() -> str:
    """Return the document."""
    return "\n".join([HEAD, *(_recorded(name, title) for name, title in SHOWN.items())])


def _recorded(name: str, title: str) -> str:
    code, lines = stages.command(name)
    text = re.sub(r"[0-9a-f]{32}", "…", "\n".join(lines))
    text = re.sub(r"(sha256:[0-9a-f]{12})[0-9a-f]{52}", r"\1…", text)
    return f"## {title}\n```\n$ manage.py deploy_ecs dev --rehearse {name}\n{text}\n$ echo $?\n{int(code)}\n```\n"


if __name__ == "__main__" and "--write" in sys.argv:
    FILE.write_text(written())
