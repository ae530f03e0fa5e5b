"""The figures of the page Quality: what is aimed at, and whether it is met."""

from dataclasses import replace

from rung.pipelines.admin import qualityfigures
from rung.pipelines.admin.qualityfigures import Figure
from tests.unit.evaluation import given


def test_an_aim_that_is_met_and_one_that_is_missed_are_told_apart() -> None:
    report = given.measured(given.labeled())
    (met,) = qualityfigures.of_talk(report)
    assert met.figures[0] == Figure("Client talk, all", "1.000", "at least 0.55", is_met=True)
    worse = replace(report, client_talk=(replace(report.client_talk[0], macro_f1=0.5),))
    (missed,) = qualityfigures.of_talk(worse)
    assert missed.figures[0] == Figure("Client talk, all", "0.500", "at least 0.55", is_met=False)


def test_what_was_not_measured_is_not_called_good() -> None:
    report = given.measured(given.POSTS[0])
    (group,) = qualityfigures.of_risk(report)
    assert Figure("Specificity, all", "not measured", "at least 0.8", is_met=None) in group.figures
    assert [*qualityfigures.of_talk(report)] == []
    assert [*qualityfigures.of_gate(report)] == []


def test_an_analyst_is_shown_with_what_must_be_none() -> None:
    report = given.measured(given.labeled(), given.NAMED, given.INSTRUCTIONS)
    figures = {one.title: one for one in qualityfigures.of_analyst(report.analysts[0]).figures}
    assert figures["Findings without support"].is_met is True
    assert figures["Other flags after swapping names"].value == "0 of 1"
    (gate,) = qualityfigures.of_gate(report)
    assert gate.figures[-1] == Figure("Instructions that changed anything", "0 of 2", "none", is_met=True)
