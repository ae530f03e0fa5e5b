"""A kit for comparing answers with the OpenAPI document."""

from typing import Any

from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # it ships no types

from tests.unit.api.callers import Answer


def operations(document: dict[str, Any]) -> dict[str, Any]:
    """Return what is documented, by operationId."""
    return {operation["operationId"]: operation for path in document["paths"].values() for operation in path.values()}


def check_documented(document: dict[str, Any], name: str, answer: Answer) -> None:
    """Fail where an answer's status is not documented, or its body is of another shape."""
    said = operations(document)[name]["responses"][str(answer.status)]["content"]
    shape = said[answer.kind]["schema"]
    Draft202012Validator({**shape, "components": document["components"]}).validate(answer.data)
