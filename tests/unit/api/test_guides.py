"""Client guides: shown, edited by version, released, withdrawn."""

import pytest

from rung.accounts.models import Clinician
from rung.common import jsonkit
from rung.sessions import schemas
from rung.sessions.models import ClientGuide
from tests.factories import people, records
from tests.unit.api.callers import Answer, Caller, reads_of


@pytest.fixture
def guide(clinician: Clinician) -> ClientGuide:
    """Return a draft of one section, `hello`."""
    return records.guide(clinician)


def address(guide: ClientGuide, act: str = "") -> str:
    return f"/api/v1/guides/{guide.id}{act}"


def edit(caller: Caller, guide: ClientGuide, *lines: str, version: str = '"1"', method: str = "PUT") -> Answer:
    body = {"sections": [{"key": "hello", "lines": lines}]}
    return caller.ask(method, address(guide), body, if_match=version)


def test_a_guide_is_shown_with_its_version(caller: Caller, clinician: Clinician, guide: ClientGuide) -> None:
    answer = caller.get(address(guide))
    assert (answer.headers["ETag"], answer.data["version"], answer.data["status"]) == ('"1"', 1, "draft")
    assert answer.data["sections"] == [{"key": "hello", "heading": "Hello", "lines": ["Rest is allowed."]}]
    assert answer.data["draft"] == answer.data["sections"]
    assert caller.get(f"/api/v1/sessions/{guide.session_id}/guide").data == answer.data
    assert reads_of(clinician) == [("guide", str(guide.id))] * 2


def test_a_session_may_have_no_guide_yet(caller: Caller, clinician: Clinician) -> None:
    answer = caller.get(f"/api/v1/sessions/{people.session(clinician).id}/guide")
    assert (answer.status, answer.code) == (404, "record_not_found")


@pytest.mark.parametrize("method", ["PUT", "PATCH"])
def test_an_edit_is_a_review_and_leaves_the_draft(caller: Caller, guide: ClientGuide, method: str) -> None:
    answer = edit(caller, guide, " Be kind. ", "", "Sleep\nwell.", method=method)
    assert (answer.status, answer.headers["ETag"], answer.data["status"]) == (200, '"2"', "reviewed")
    assert answer.data["sections"] == [{"key": "hello", "heading": "Hello", "lines": ["Be kind.", "Sleep", "well."]}]
    assert answer.data["draft"][0]["lines"] == ["Rest is allowed."]
    assert answer.data["reviewed_at"]


def test_an_edit_of_an_older_version_is_refused_and_explained(caller: Caller, guide: ClientGuide) -> None:
    edit(caller, guide, "Theirs.")
    answer = edit(caller, guide, "Mine.")
    assert (answer.status, answer.code) == (412, "guide_changed")
    assert "Reload" in answer.data["detail"]
    assert caller.get(address(guide)).data["sections"][0]["lines"] == ["Theirs."]


@pytest.mark.parametrize(
    ("version", "status", "code"),
    [
        ("*", 428, "version_missing"),
        ("1", 412, "version_unknown"),
        ('W/"1"', 412, "version_unknown"),
        ('"1", "2"', 412, "version_unknown"),
        ('"x"', 412, "version_unknown"),
        ("", 412, "version_unknown"),
        ('"99"', 412, "guide_changed"),
        ('"' + "9" * 400 + '"', 412, "version_unknown"),
        ('"٣"', 412, "version_unknown"),
    ],
)
def test_if_match_names_one_version(caller: Caller, guide: ClientGuide, version: str, status: int, code: str) -> None:
    answer = edit(caller, guide, "Mine.", version=version)
    assert (answer.status, answer.code) == (status, code)


def test_an_edit_without_if_match_is_refused(caller: Caller, guide: ClientGuide) -> None:
    answer = caller.ask("PUT", address(guide), {"sections": []})
    assert (answer.status, answer.code) == (428, "version_missing")


@pytest.mark.parametrize(
    ("sections", "code"),
    [
        ([{"key": "other", "lines": []}], "unknown_section"),
        ([{"key": "hello", "lines": []}, {"key": "hello", "lines": ["x"]}], "repeated_section"),
        ([], "empty"),
    ],
)
def test_sections_are_those_of_the_guide(caller: Caller, guide: ClientGuide, sections: list[object], code: str) -> None:
    for method in ("PUT", "PATCH"):
        answer = caller.ask(method, address(guide), {"sections": sections}, if_match='"1"')
        assert (answer.status, answer.field_codes) == (400, {"sections": code})


def test_a_replacement_has_every_section(caller: Caller, clinician: Clinician) -> None:
    guide = records.guide(clinician)
    two = schemas.GuideSection("bye", "Goodbye", ("See you.",))
    text = records.guide_text("Rest.")
    guide.text = jsonkit.dump(schemas.GuideContent(text.label, (*text.sections, two)))
    guide.version = 2
    guide.save(update_fields=["text", "version"])
    answer = edit(caller, guide, "Be kind.", version='"2"')
    assert (answer.status, answer.field_codes) == (400, {"sections": "missing_section"})
    answer = edit(caller, guide, "Be kind.", version='"2"', method="PATCH")
    assert [section["lines"] for section in answer.data["sections"]] == [["Be kind."], ["See you."]]


@pytest.mark.parametrize(
    ("lines", "field"),
    [
        (["a\x00b"], "sections.0.lines.0"),
        (["ok", "\ud800"], "sections.0.lines.1"),
        (["x" * 2_001], "sections.0.lines.0"),
        (["x"] * 201, "sections.0.lines"),
        ("x", "sections.0.lines"),
        ([["x"]], "sections.0.lines.0"),
        (None, "sections.0.lines"),
    ],
)
def test_lines_are_text_of_a_length(caller: Caller, guide: ClientGuide, lines: object, field: str) -> None:
    answer = caller.ask("PUT", address(guide), {"sections": [{"key": "hello", "lines": lines}]}, if_match='"1"')
    assert (answer.status, set(answer.field_codes)) == (400, {field})


def test_only_a_reviewed_guide_is_released_and_then_locked(caller: Caller, guide: ClientGuide) -> None:
    assert caller.post(address(guide, "/release")).code == "guide_not_reviewed"
    edit(caller, guide, "Be kind.")
    released = caller.post(address(guide, "/release"))
    assert (released.status, released.data["status"]) == (200, "released")
    assert released.data["released_at"]
    again = caller.post(address(guide, "/release"))
    assert (again.status, again.code) == (409, "guide_already_released")
    assert edit(caller, guide, "Late.", version='"2"').code == "guide_already_released"


def test_an_empty_guide_is_not_released(caller: Caller, guide: ClientGuide) -> None:
    edit(caller, guide)
    answer = caller.post(address(guide, "/release"))
    assert (answer.status, answer.code) == (422, "guide_empty")


def test_a_released_guide_is_withdrawn(caller: Caller, guide: ClientGuide) -> None:
    refused = caller.post(address(guide, "/withdraw"))
    assert (refused.status, refused.code) == (409, "guide_not_released")
    edit(caller, guide, "Be kind.")
    caller.post(address(guide, "/release"))
    withdrawn = caller.post(address(guide, "/withdraw"))
    assert (withdrawn.status, withdrawn.data["status"]) == (200, "withdrawn")
    assert withdrawn.data["withdrawn_at"]
