"""Words that must not stand anywhere in the tree."""

import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.sourcekit import ROOT, Source, functions, product, refuse, sample

# Written in pieces: this file is searched too.
MACHINE_PATHS = r"(?<![\w.>*])/(root|home|work|Users)" + r"/\w+"
REGISTRIES = "|".join(("pypi" + r"\.org", "python" + "hosted", "npm" + r"js\.", "--index" + "-url h"))
LEFTOVERS = r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X|HA" + r"CK)\b"
OUTSIDE = r"\.\./" + "shared|shared/" + "design"
UNWANTED = {
    MACHINE_PATHS: "a path of one machine: take it from config.env or make it relative",
    REGISTRIES: "a package registry's host: the installer's own configuration names it",
    LEFTOVERS: "a leftover: do it now, or describe the limit in plain words",
    OUTSIDE: "a folder outside the project",
}
BINARY = {
    ".flac", ".gif", ".gz", ".ico", ".jpg", ".m4a", ".mp3", ".ogg", ".pdf", ".png", ".wav", ".webm", ".webp", ".woff2",
}  # fmt: skip


def test_no_unwanted_word_stands_in_the_tree() -> None:
    found = (f"{path}:{line}" for path in tree_files() for line in unwanted_words((ROOT / path).read_text()))
    refuse(found, "Take these out:")


def test_nothing_is_left_to_implement() -> None:
    unfinished = (line for source in product() if source.is_in("rung", "deploy") for line in unfinished_code(source))
    refuse(unfinished, "Finish it or leave it out; an abstract method says so with abc or a Protocol.")


def test_the_guards_refuse_planted_words() -> None:
    planted = ("see /ro" + "ot/notes", "/ho" + "me/ann/x", "py" + "pi.org", "# TO" + "DO later", "../sh" + "ared/data")
    for text in planted:
        assert [*unwanted_words(text)], text
    assert not [*unwanted_words("GET /api/home/ and rung/work/ and a todo list, method")]
    assert [*unfinished_code(sample("def f():\n    raise NotImplementedError\n"))]
    assert [*unfinished_code(sample("def f():\n    raise NotImplementedError('later')\n"))]


def test_the_whole_tree_is_searched() -> None:
    assert {"pyproject.toml", "rung/__init__.py", "tests/architecture/test_words.py"} <= set(tree_files())


def tree_files() -> list[str]:
    """Return the text files of the project: those git knows or would know, or all that are not ignored."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    names = listed.stdout.splitlines() if listed.returncode == 0 else [*_walked()]
    return [name for name in names if Path(name).suffix not in BINARY and (ROOT / name).is_file()]


def unwanted_words(text: str) -> Iterator[str]:
    """Yield the line number and what is wrong with it."""
    for number, line in enumerate(text.splitlines(), start=1):
        for pattern, why in UNWANTED.items():
            hit = re.search(pattern, line)
            if hit:
                yield f"{number} {hit.group()!r} is {why}"


def unfinished_code(source: Source) -> Iterator[str]:
    """Yield functions that only promise."""
    for function in functions(source):
        if "raise NotImplementedError" in (text := source.text) and "NotImplementedError" in _segment(text, function):
            yield source.at(function, function.name)


def _segment(text: str, function: object) -> str:
    first, last = getattr(function, "lineno", 1), getattr(function, "end_lineno", 1)
    return "\n".join(text.splitlines()[first - 1 : last])


def _walked() -> Iterator[str]:
    ignored = {line.strip("/ ") for line in (ROOT / ".gitignore").read_text().splitlines()} | {".git"}
    for folder, below, names in os.walk(ROOT):
        below[:] = [name for name in below if name not in ignored]
        yield from ((Path(folder) / name).relative_to(ROOT).as_posix() for name in names)
