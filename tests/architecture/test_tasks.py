"""Jobs carry ids, nothing else: what is queued is kept in clear and logged."""

import ast
from collections.abc import Iterator

from tests.architecture.sourcekit import Source, calls, functions, product, refuse, sample

ID_TYPES = {"str", "int", "UUID", "uuid.UUID"}
GIVEN_BY_THE_QUEUE = {"context": "JobContext", "timestamp": "int"}
DEFERS = ("defer", "defer_async", "batch_defer", "batch_defer_async")


def test_tasks_take_ids_only() -> None:
    refuse(
        (line for source in product() for line in wordy_tasks(source)),
        "Give the task ids (`run_id: str`) and load the rest by id: arguments are kept in clear in the job table.",
    )


def test_jobs_are_deferred_with_ids_only() -> None:
    refuse(
        (line for source in product() for line in wordy_defers(source)),
        "Defer with ids only: `defer(run_id=str(run.id))`.",
    )


def test_the_guards_refuse_planted_tasks() -> None:
    head = "@app.task(name='x')\ndef f({}): ...\n"
    for arguments in ("text: str", "run_id: dict[str, str]", "run_id", "*ids: str", "**more: str", "run: PipelineRun"):
        assert [*wordy_tasks(sample(head.format(arguments)))], arguments
    for arguments in ("run_id: str", "context: JobContext, run_id: str", "timestamp: int", "*, run_id: UUID"):
        assert not [*wordy_tasks(sample(head.format(arguments)))], arguments
    assert [*wordy_defers(sample("run.defer(text=memo)"))]
    assert [*wordy_defers(sample("run.defer(**values)"))]
    assert not [*wordy_defers(sample("run.configure(lock='x').defer(run_id=str(run.id))"))]


def wordy_tasks(source: Source) -> Iterator[str]:
    """Yield parameters of tasks that are not ids."""
    for function in functions(source):
        if any(_is_task(decorator) for decorator in function.decorator_list):
            for parameter in _parameters(function.args):
                if not _is_id(parameter):
                    yield source.at(function, f"{function.name}({ast.unparse(parameter)})")


def wordy_defers(source: Source) -> Iterator[str]:
    """Yield arguments of queued jobs that are not ids."""
    for call, name in calls(source):
        if name.rpartition(".")[2] in DEFERS:
            given = [keyword.arg or "**" for keyword in call.keywords] + ["*"] * len(call.args)
            yield from (source.at(call, f"{name}({argument}=…)") for argument in given if not argument.endswith("_id"))


def _is_task(decorator: ast.expr) -> bool:
    called = decorator.func if isinstance(decorator, ast.Call) else decorator
    return isinstance(called, ast.Attribute) and called.attr == "task"


def _parameters(arguments: ast.arguments) -> list[ast.arg]:
    gathering = [arg for arg in (arguments.vararg, arguments.kwarg) if arg]
    for arg in gathering:
        arg.annotation = None  # whatever it says, it takes anything
    return [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs, *gathering]


def _is_id(parameter: ast.arg) -> bool:
    kind = ast.unparse(parameter.annotation) if parameter.annotation else ""
    if GIVEN_BY_THE_QUEUE.get(parameter.arg) == kind:
        return True
    return parameter.arg.endswith("_id") and kind in ID_TYPES
