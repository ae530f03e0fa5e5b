"""Inputs: a file's kind is told by the shape of what it holds, not by its name."""

from rung.evaluation.inputs.reading import Problem, Read, read

__all__ = ["Problem", "Read", "read"]
