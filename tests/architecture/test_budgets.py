"""Sizes: small files, small functions. The lists of exceptions may only shrink."""

import tomllib
from collections.abc import Iterable
from statistics import median, quantiles

from tests.architecture.sourcekit import ROOT, Source, functions, of_tests, product, refuse_but, sample

FILE_MEDIAN, FILE_P90, FILE_STOP = 60, 150, 250
FUNCTION_MEDIAN, FUNCTION_P90, FUNCTION_STOP = 8, 25, 40
TEST_FILE_STOP = 300
COMPLEXITY = 8

# path → why it cannot be split. Empty, and meant to stay so.
LONG_FILES: dict[str, str] = {}
LONG_FUNCTIONS: dict[str, str] = {}
LONG_TEST_FILES: dict[str, str] = {}


def test_no_file_is_longer_than_the_stop() -> None:
    refuse_but(over(file_lengths(product()), FILE_STOP), LONG_FILES, f"Split the file: {FILE_STOP} lines at most.")


def test_no_function_is_longer_than_the_stop() -> None:
    long = over(function_lengths(product()), FUNCTION_STOP)
    refuse_but(long, LONG_FUNCTIONS, f"Name the steps as functions: {FUNCTION_STOP} lines at most.")


def test_no_test_file_is_longer_than_the_stop() -> None:
    long = over(file_lengths(of_tests()), TEST_FILE_STOP)
    refuse_but(long, LONG_TEST_FILES, f"Split the test file: {TEST_FILE_STOP} lines at most.")


def test_most_files_are_short() -> None:
    lengths = [*file_lengths(product()).values()]
    assert median(lengths) <= FILE_MEDIAN, f"Half of the files must have {FILE_MEDIAN} lines at most; split some."
    assert _p90(lengths) <= FILE_P90, f"Nine files in ten must have {FILE_P90} lines at most; split some."


def test_most_functions_are_short() -> None:
    lengths = [*function_lengths(product()).values()]
    assert median(lengths) <= FUNCTION_MEDIAN, f"Half of the functions must have {FUNCTION_MEDIAN} lines at most."
    assert _p90(lengths) <= FUNCTION_P90, f"Nine functions in ten must have {FUNCTION_P90} lines at most."


def test_ruff_refuses_complex_functions() -> None:
    lint = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["ruff"]["lint"]
    assert lint["mccabe"]["max-complexity"] <= COMPLEXITY
    assert lint["select"] == ["ALL"]
    assert "C901" not in lint["ignore"]


def test_the_guards_measure_planted_lengths() -> None:
    wordy = sample("def f():\n" + "    f()\n" * FUNCTION_STOP, "rung/wordy.py")
    assert [*over(function_lengths((wordy,)), FUNCTION_STOP)] == ["rung/wordy.py::f"]
    assert [*over(file_lengths((wordy,)), FUNCTION_STOP)] == ["rung/wordy.py"]
    assert not file_lengths((sample('"""A folder."""\n', "rung/a/__init__.py"),))


def file_lengths(sources: Iterable[Source]) -> dict[str, int]:
    """Return lines by file; an __init__ with a docstring alone would flatter the median, and is left out."""
    return {s.path: len(s.text.splitlines()) for s in sources if not _only_says_what_it_is(s)}


def function_lengths(sources: Iterable[Source]) -> dict[str, int]:
    """Return lines by function, from `def` to its end with its docstring; of namesakes the longest."""
    lengths: dict[str, int] = {}
    for source in sources:
        for function in functions(source):
            key = f"{source.path}::{function.name}"
            lines = (function.end_lineno or function.lineno) - function.lineno + 1
            lengths[key] = max(lines, lengths.get(key, 0))
    return lengths


def over(lengths: dict[str, int], stop: int) -> Iterable[str]:
    """Return what is longer than the stop."""
    return [key for key, lines in lengths.items() if lines > stop]


def _only_says_what_it_is(source: Source) -> bool:
    return source.path.endswith("__init__.py") and len(source.tree.body) <= 1


def _p90(lengths: list[int]) -> float:
    return quantiles(lengths, n=10, method="inclusive")[-1]
