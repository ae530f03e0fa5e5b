"""Quality: the figures of the newest evaluation that was kept, beside what is aimed at."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from rung.evaluation import Report
from rung.pipelines.admin.qualityfigures import Group, of_analyst, of_gate, of_risk, of_talk
from rung.pipelines.services import quality


@dataclass(frozen=True, slots=True)
class Table:
    """A confusion table: what experts say, down; what we say, across."""

    title: str
    labels: tuple[str, ...]
    rows: tuple[tuple[str, tuple[int, ...]], ...]


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Show the newest evaluation, or say which command makes one."""
    kept = quality.newest_evaluation(folder=settings.EVALUATION_FOLDER)
    values = {
        "kept": kept,
        "groups": list(_groups(kept.report)) if kept else [],
        "tables": list(_tables(kept.report)) if kept else [],
        "risk": kept.report.risk[-1:] if kept else (),
    }
    context = {**admin.site.each_context(request), "title": "Quality", **values}
    return TemplateResponse(request, "rung/quality.html", context)


def _groups(report: Report) -> Iterator[Group]:
    for analyst in report.analysts:
        yield of_analyst(analyst)
    yield from of_talk(report)
    yield from of_risk(report)
    yield from of_gate(report)


def _tables(report: Report) -> Iterator[Table]:
    for title, parts in (
        ("Client talk, held-out half", report.client_talk),
        ("Therapist behavior, held-out half", report.therapist_behavior),
    ):
        for one in parts[-1:]:
            labels = tuple(label.replace("_", " ") for label in one.labels)
            yield Table(title, labels, tuple(zip(labels, one.table, strict=True)))
