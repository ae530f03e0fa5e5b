"""Nothing is suppressed, chosen or switched off without its reason."""

import io
import re
import tokenize
import tomllib
from collections.abc import Iterator

from tests.architecture.sourcekit import ROOT, Source, of_tests, product, refuse, sample

# What ends a directive and begins its reason: a dash or a second comment, then words.
WITH_REASON = re.compile(
    r"#\s*(noqa:\s*[A-Z]+\d+(,\s*[A-Z]+\d+)*|type:\s*ignore\[[a-z-]+(,\s*[a-z-]+)*\]|pragma: no (cover|branch))"
    r"\s*(—|-|#)\s*\S+ \S+"
)
DIRECTIVE = re.compile(r"#\s*(noqa|type:\s*ignore|pragma: no|nosec|pylint:|ruff:|mypy:|fmt:\s*off)")


def test_every_suppression_has_its_reason() -> None:
    refuse(
        (line for source in (*product(), *of_tests()) for line in bare_suppressions(source)),
        "Name the rule and say why, on the line: `# noqa: S603 — our own commands`,"
        " `# type: ignore[override]  # the library awaits both kinds`.",
    )


def test_every_direct_dependency_says_why_it_is_here() -> None:
    text = (ROOT / "pyproject.toml").read_text()
    names = _dependencies(text)
    assert names, "no dependency was found: has pyproject.toml another shape?"
    refuse(without_reason(text, names), "End the dependency's line with a comment: why is it here?")


def test_every_lint_rule_left_out_says_why() -> None:
    text = (ROOT / "pyproject.toml").read_text()
    lint = tomllib.loads(text)["tool"]["ruff"]["lint"]
    rules = [*lint["ignore"], *(rule for rules in lint["per-file-ignores"].values() for rule in rules)]
    refuse(without_reason(text, rules), "End the line with a comment: why is the rule left out?")


def test_the_guards_refuse_planted_suppressions() -> None:
    for bare in (
        "x = 1  # noqa",
        "x = 1  # noqa: S603",
        "x = 1  # type: ignore",
        "x = 1  # type: ignore[misc]",
        "x = 1  # type: ignore  # has a reason but no rule",
        "# ruff: noqa",
        "x = 1  # pragma: no cover",
    ):
        assert [*bare_suppressions(sample(bare))], bare
    for good in (
        "x = 1  # noqa: S603 — our own commands",
        "x = 1  # noqa: FBT001, FBT002 — a framework's signature",
        "x = 1  # type: ignore[override]  # the library awaits both",
        "x = '# noqa'",
    ):
        assert not [*bare_suppressions(sample(good))], good
    assert [*without_reason('a = ["django>=6",\n"rest",  # the API\n]', ["django>=6", "rest"])]


def bare_suppressions(source: Source) -> Iterator[str]:
    """Yield comments that switch a check off without naming it or without a reason."""
    for token in tokenize.generate_tokens(io.StringIO(source.text).readline):
        if token.type == tokenize.COMMENT and DIRECTIVE.search(token.string) and not WITH_REASON.search(token.string):
            yield f"{source.path}:{token.start[0]} {token.string}"


def without_reason(text: str, items: list[str]) -> Iterator[str]:
    """Yield items of a TOML list whose line ends without a comment."""
    lines = text.splitlines()
    for item in items:
        mine = [line for line in lines if f'"{item}"' in line]
        if not any(re.search(r"#\s+\S+", line.rpartition('"')[2]) for line in mine):
            yield item


def _dependencies(text: str) -> list[str]:
    project = tomllib.loads(text)["project"]
    extras = project.get("optional-dependencies", {})
    return [*project["dependencies"], *(item for items in extras.values() for item in items)]
