"""The matrix of controls: paragraph of the Security Rule, property of the stacks, test that proves it."""

from collections.abc import Iterator
from pathlib import Path

from deploy.changes.offline import read
from deploy.checks.catalogue import AUDIT, LASTING, WIRING
from deploy.checks.reading import Stacks
from deploy.checks.rules import Rule, excuses
from deploy.environment import load

PARAGRAPHS = {
    "164.308(a)(4)(ii)(B)": "Access authorization",
    "164.308(a)(5)(ii)(A)": "Security reminders and updates",
    "164.308(a)(7)(i)": "Contingency plan",
    "164.308(a)(7)(ii)(A)": "Data backup plan",
    "164.312(a)(1)": "Access control",
    "164.312(a)(2)(iv)": "Encryption and decryption at rest",
    "164.312(b)": "Audit controls",
    "164.312(c)(1)": "Integrity",
    "164.312(d)": "Person or entity authentication",
    "164.312(e)(1)": "Transmission security",
    "164.312(e)(2)(ii)": "Encryption in transit",
}
HEAD = """\
# Controls

Which paragraph of the HIPAA Security Rule (45 CFR 164) the infrastructure serves, by which property of the rendered
stacks, and which test proves it. Written by `python -m deploy.changes.controls`; a test compares it. What the
application itself does is in its own tests.

Each rule is proved twice: it holds for every environment (`test_every_environment_keeps_the_rules`), and a planted
violation is found (`tests/deploy/test_audit.py`, `tests/deploy/test_wiring.py`).
"""


def lines(prod: Stacks) -> Iterator[str]:
    """Yield the matrix as Markdown."""
    yield HEAD
    for paragraph, title in PARAGRAPHS.items():
        yield f"## {paragraph} {title}\n"
        yield "| property | rule | test |\n|---|---|---|"
        yield from (_row(rule) for rule in (*AUDIT, *WIRING) if paragraph in rule.controls)
        yield ""
    yield "## Exceptions in production, as they are written in the templates\n"
    yield "| where | rule | reason |\n|---|---|---|"
    for where, rule, reason in excuses(prod):
        yield f"| `{where}` | `{rule}` | {reason} |"


def _row(rule: Rule) -> str:
    test = "audit" if rule in AUDIT else "wiring"
    where = "; production only" if rule.name in LASTING else ""
    return f"| {rule.demands}{where} | `{rule.name}` | `tests/deploy/test_{test}.py` `[{rule.name}-…]` |"


if __name__ == "__main__":
    written = Path(__file__).parents[2] / "docs" / "compliance" / "controls.md"
    written.parent.mkdir(exist_ok=True)
    written.write_text("\n".join(lines(read(load("prod")))) + "\n")
