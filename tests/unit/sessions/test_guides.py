"""A guide on its way to the client: saved, released, withdrawn, and refused where it may not be."""

import uuid
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

import pytest

from rung.accounts.models import Clinician
from rung.audit.models import AuditEvent
from rung.common.errors import RungError
from rung.encryption import access
from rung.sessions import errors, selectors, services
from rung.sessions.enums import TRANSITIONS, GuideStatus
from rung.sessions.models import ClientGuide
from tests.factories import people, records

pytestmark = pytest.mark.django_db

LATER = people.NOON + timedelta(days=1)
TEXT = records.guide_text("My own words.")

type Act = Callable[[ClientGuide, Clinician], ClientGuide]


def _save(guide: ClientGuide, by: Clinician) -> ClientGuide:
    return services.save_guide(guide_id=guide.pk, content=TEXT, version=guide.version, by=by, at=LATER)


def _release(guide: ClientGuide, by: Clinician) -> ClientGuide:
    return services.release_guide(guide_id=guide.pk, by=by, at=LATER)


def _withdraw(guide: ClientGuide, by: Clinician) -> ClientGuide:
    return services.withdraw_guide(guide_id=guide.pk, by=by, at=LATER)


ACTS: dict[GuideStatus, Act] = {
    GuideStatus.REVIEWED: _save,
    GuideStatus.RELEASED: _release,
    GuideStatus.WITHDRAWN: _withdraw,
}
WAY_TO = {
    GuideStatus.DRAFT: (),
    GuideStatus.REVIEWED: (_save,),
    GuideStatus.RELEASED: (_save, _release),
    GuideStatus.WITHDRAWN: (_save, _release, _withdraw),
}
every_act = pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)


@pytest.fixture
def clinician() -> Clinician:
    return people.clinician()


def _guide_in(state: GuideStatus, clinician: Clinician) -> ClientGuide:
    guide = records.guide(clinician)
    for act in WAY_TO[state]:
        guide = act(guide, clinician)
    found = ClientGuide.objects.get(pk=guide.pk)
    assert found.status == state
    return found


@pytest.mark.parametrize("to", ACTS)
@pytest.mark.parametrize("state", GuideStatus)
def test_each_act_does_what_the_table_allows_and_refuses_the_rest(
    clinician: Clinician, state: GuideStatus, to: GuideStatus
) -> None:
    guide = _guide_in(state, clinician)
    before, events = _row(guide), AuditEvent.objects.count()
    if to in TRANSITIONS[state]:
        assert ACTS[to](guide, clinician).status == to
        assert _row(guide)["status"] == to
        assert AuditEvent.objects.count() == events + 1
    else:
        with pytest.raises(RungError):
            ACTS[to](guide, clinician)
        assert _row(guide) == before
        assert AuditEvent.objects.count() == events


def test_saving_is_the_review_and_leaves_beths_draft(clinician: Clinician) -> None:
    guide = records.guide(clinician, line="Beth's words.")
    _save(guide, clinician)
    found = ClientGuide.objects.get(pk=guide.pk)
    assert (found.reviewed_at, found.reviewed_by, found.version) == (LATER, clinician, 2)
    with access.granted(found.client_id):
        assert selectors.text_of(found) == TEXT
        assert selectors.draft_of(found) == records.guide_text("Beth's words.")


def test_releasing_and_withdrawing_say_when_and_who(clinician: Clinician) -> None:
    released = _guide_in(GuideStatus.RELEASED, clinician)
    assert (released.released_at, released.released_by, released.withdrawn_at) == (LATER, clinician, None)
    withdrawn = _withdraw(released, clinician)
    assert (withdrawn.withdrawn_at, withdrawn.released_at) == (LATER, LATER)


def test_a_text_saved_over_is_not_saved_over_unseen(clinician: Clinician) -> None:
    guide = records.guide(clinician)
    _save(guide, clinician)
    mine = records.guide_text("Written without seeing that.")
    before, events = _row(guide), AuditEvent.objects.count()
    with pytest.raises(errors.GuideChanged):
        services.save_guide(guide_id=guide.pk, content=mine, version=1, by=clinician, at=LATER)
    assert _row(guide) == before
    assert AuditEvent.objects.count() == events
    services.save_guide(guide_id=guide.pk, content=mine, version=2, by=clinician, at=LATER)
    with access.granted(guide.client_id):
        assert selectors.text_of(ClientGuide.objects.get(pk=guide.pk)) == mine


@pytest.mark.parametrize("state", [GuideStatus.RELEASED, GuideStatus.WITHDRAWN])
@every_act
def test_the_text_of_a_released_guide_never_changes(clinician: Clinician, state: GuideStatus, act: Act) -> None:
    guide = _guide_in(state, clinician)
    before = _row(guide)
    with suppress(RungError):
        act(guide, clinician)
    after = _row(guide)
    assert {name: after[name] for name in ("text", "draft", "safe_brief", "version")} == {
        name: before[name] for name in ("text", "draft", "safe_brief", "version")
    }


def test_a_guide_without_a_line_is_saved_but_not_released(clinician: Clinician) -> None:
    guide = records.guide(clinician)
    services.save_guide(guide_id=guide.pk, content=records.guide_text(" "), version=1, by=clinician, at=LATER)
    with pytest.raises(errors.GuideEmpty):
        _release(guide, clinician)
    assert ClientGuide.objects.get(pk=guide.pk).released_at is None


@every_act
def test_somebody_elses_guide_is_like_one_that_does_not_exist(clinician: Clinician, act: Act) -> None:
    reviewed = GuideStatus.REVIEWED if act is not _withdraw else GuideStatus.RELEASED
    colleagues = _guide_in(reviewed, people.clinician(clinician.practice))
    strangers = _guide_in(reviewed, people.clinician())
    missing = ClientGuide(pk=uuid.uuid4())
    before, events = [_row(colleagues), _row(strangers)], AuditEvent.objects.count()
    refusals = set()
    for guide in (colleagues, strangers, missing):
        with pytest.raises(errors.RecordNotFound) as refusal:
            act(guide, clinician)
        refusals.add((str(refusal.value), refusal.value.code, refusal.value.status))
    assert len(refusals) == 1
    assert [_row(colleagues), _row(strangers)] == before
    assert AuditEvent.objects.count() == events


def test_a_release_opens_nothing_for_its_caller(clinician: Clinician) -> None:
    released = _guide_in(GuideStatus.RELEASED, clinician)
    with pytest.raises(RungError, match="without an audited reason"):
        _ = released.text


def _row(guide: ClientGuide) -> dict[str, object]:
    return {**ClientGuide.objects.filter(pk=guide.pk).values().get()}
