"""Reads start from a clinician: what is somebody else's never appears, and is never told from what is not there."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.db.models import QuerySet

from rung.accounts.models import Clinician
from rung.common.errors import RungError
from rung.common.models import Stamped
from rung.encryption.errors import AccessUndeclared
from rung.sessions import errors, selectors, services
from rung.sessions.models import ClientGuide, ClinicalBrief, RiskFlag, SessionTranscript, TherapySession, VoiceMemo
from tests.factories import people, records

pytestmark = pytest.mark.django_db


@dataclass(frozen=True, slots=True)
class World:
    """Everything one clinician has."""

    clinician: Clinician
    session: TherapySession
    memo: VoiceMemo
    transcript: SessionTranscript
    guide: ClientGuide
    flag: RiskFlag

    @property
    def brief(self) -> ClinicalBrief:
        return self.guide.brief


def _world(clinician: Clinician) -> World:
    session = people.session(clinician)
    memo, guide = records.memo(clinician, session), records.guide(clinician, session)
    transcript = guide.brief.transcript
    return World(clinician, session, memo, transcript, guide, records.flag(clinician, transcript))


@pytest.fixture
def mine() -> World:
    return _world(people.clinician())


@pytest.fixture
def others(mine: World) -> list[World]:
    """A colleague's and a stranger's."""
    return [_world(people.clinician(mine.clinician.practice)), _world(people.clinician())]


LISTS: dict[str, tuple[Callable[[World], QuerySet[Stamped]], str]] = {
    "sessions": (lambda w: selectors.sessions_of(w.clinician), "session"),
    "open flags": (lambda w: selectors.open_flags_of(w.clinician), "flag"),
    "memos": (lambda w: selectors.memos_of(w.session), "memo"),
    "transcripts": (lambda w: selectors.transcripts_of(w.session), "transcript"),
    "flags": (lambda w: selectors.flags_of(w.session), "flag"),
}
ONES: dict[str, tuple[Callable[[Clinician, uuid.UUID], Stamped], str, type[RungError]]] = {
    "session": (selectors.session_of, "session", errors.SessionNotFound),
    "brief": (selectors.brief_of, "brief", errors.RecordNotFound),
    "guide": (selectors.guide_of, "guide", errors.RecordNotFound),
    "flag": (selectors.flag_of, "flag", errors.RecordNotFound),
}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_holds_ones_own_and_nobody_elses(mine: World, others: list[World], name: str) -> None:
    choose, attribute = LISTS[name]
    for world in (mine, *others):
        assert list(choose(world)) == [getattr(world, attribute)]


@pytest.mark.parametrize("name", ONES)
def test_one_record_is_found_by_its_own_clinician_only(mine: World, others: list[World], name: str) -> None:
    find, attribute, refused = ONES[name]
    assert find(mine.clinician, getattr(mine, attribute).pk) == getattr(mine, attribute)
    refusals = set()
    for missing in (*(getattr(world, attribute).pk for world in others), uuid.uuid4()):
        with pytest.raises(refused) as refusal:
            find(mine.clinician, missing)
        refusals.add((str(refusal.value), refusal.value.code, refusal.value.status))
    assert len(refusals) == 1


@pytest.mark.parametrize("name", ONES)
def test_a_clinician_who_changed_practices_finds_nothing(mine: World, name: str) -> None:
    find, attribute, refused = ONES[name]
    mine.clinician.practice = people.practice()
    mine.clinician.save()
    with pytest.raises(refused):
        find(mine.clinician, getattr(mine, attribute).pk)
    assert not selectors.sessions_of(mine.clinician).exists()
    assert not selectors.open_flags_of(mine.clinician).exists()


def test_the_newest_brief_and_guide_are_the_ones_shown(mine: World) -> None:
    clinician, session = mine.clinician, mine.session
    assert selectors.latest_brief_of(session) == mine.brief
    later = people.NOON + timedelta(hours=1)
    said = records.transcript(clinician, session)
    brief = services.keep_brief(records.content(), transcript=said, run_id=uuid.uuid4(), by=clinician, at=later)
    guide = services.keep_guide(records.guide_text("New."), safe_brief="{}", brief=brief, by=clinician, at=later)
    assert selectors.latest_brief_of(session) == brief
    assert selectors.latest_guide_of(session) == guide


def test_a_session_without_anything_has_no_brief_and_no_guide(mine: World) -> None:
    empty = people.session(mine.clinician)
    assert selectors.latest_brief_of(empty) is None
    assert selectors.latest_guide_of(empty) is None


def test_flags_come_gravest_first_and_leave_the_list_when_answered(mine: World) -> None:
    graver = records.flag(mine.clinician, mine.transcript, level=6)
    assert list(selectors.open_flags_of(mine.clinician)) == [graver, mine.flag]
    services.acknowledge_flag(flag_id=graver.pk, by=mine.clinician, at=people.NOON)
    assert list(selectors.open_flags_of(mine.clinician)) == [mine.flag]
    assert list(selectors.flags_of(mine.session)) == [graver, mine.flag]


def test_sessions_come_latest_first(mine: World) -> None:
    later = services.schedule_session(
        client=mine.session.client, starts_at=people.NOON + timedelta(days=7), by=mine.clinician, at=people.NOON
    )
    assert list(selectors.sessions_of(mine.clinician)) == [later, mine.session]


def test_contents_need_a_declared_access(mine: World) -> None:
    guide = ClientGuide.objects.get(pk=mine.guide.pk)
    reads: list[Callable[[], object]] = [
        lambda: selectors.text_of(guide),
        lambda: selectors.draft_of(guide),
        lambda: selectors.content_of(ClinicalBrief.objects.get(pk=mine.brief.pk)),
        lambda: selectors.lines_of(SessionTranscript.objects.get(pk=mine.transcript.pk)),
        lambda: selectors.detail_of(RiskFlag.objects.get(pk=mine.flag.pk)),
    ]
    for read in reads:
        with pytest.raises(AccessUndeclared):
            read()
