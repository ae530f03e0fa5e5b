"""What a run made: kept once, as it was, under the client's key."""

import hashlib
import uuid

import pytest
from django.db import IntegrityError, transaction

from rung.accounts.models import Clinician
from rung.audit.models import AuditEvent
from rung.common import jsonkit
from rung.encryption import access
from rung.sessions import schemas, selectors, services
from rung.sessions.enums import FlagStatus, GuideStatus
from rung.sessions.models import ClientGuide, ClinicalBrief, RiskFlag, SessionTranscript
from rung.sessions.services.drafts import NewFlag
from tests.factories import people, records

pytestmark = pytest.mark.django_db

RUN = uuid.UUID(int=3)


@pytest.fixture
def clinician() -> Clinician:
    return people.clinician()


@pytest.fixture
def said(clinician: Clinician) -> SessionTranscript:
    return records.transcript(clinician, people.session(clinician))


def _hit(level: int, start: int = 0, quote: str = "I could not sleep") -> NewFlag:
    detail = schemas.FlagDetail("said so", 0, "client", quote, start, start + len(quote))
    return NewFlag("self_harm", level, detail)


def test_flags_are_kept_open_with_the_words_they_rest_on(clinician: Clinician, said: SessionTranscript) -> None:
    services.keep_flags([_hit(3), _hit(5)], transcript=said, run_id=RUN, by=clinician, at=people.NOON)
    found = list(selectors.flags_of(said.session))
    assert [(flag.level, flag.status, flag.category) for flag in found] == [
        (5, FlagStatus.OPEN, "self_harm"),
        (3, FlagStatus.OPEN, "self_harm"),
    ]
    assert {(flag.run_id, flag.transcript_id, flag.client_id) for flag in found} == {(RUN, said.pk, said.client_id)}
    with access.granted(said.client_id):
        assert selectors.detail_of(found[0]) == _hit(5).detail
    assert AuditEvent.objects.filter(act="create", subject_kind="risk_flag").count() == 2


def test_the_same_words_are_flagged_once_however_often_they_are_screened(
    clinician: Clinician, said: SessionTranscript
) -> None:
    for run_id in (RUN, uuid.UUID(int=4)):
        services.keep_flags([_hit(3), _hit(3)], transcript=said, run_id=run_id, by=clinician, at=people.NOON)
    assert RiskFlag.objects.count() == 1
    assert AuditEvent.objects.filter(subject_kind="risk_flag").count() == 1


def test_an_answered_flag_is_not_opened_again_by_another_run(clinician: Clinician, said: SessionTranscript) -> None:
    (flag,) = services.keep_flags([_hit(3)], transcript=said, run_id=RUN, by=clinician, at=people.NOON)
    services.acknowledge_flag(flag_id=flag.pk, by=clinician, at=people.NOON)
    again = services.keep_flags(
        [_hit(3), _hit(4, start=5)], transcript=said, run_id=uuid.UUID(int=4), by=clinician, at=people.NOON
    )
    assert [flag.level for flag in again] == [4]
    assert RiskFlag.objects.get(level=3).status == FlagStatus.ACKNOWLEDGED


def test_no_flag_is_nothing_to_keep(clinician: Clinician, said: SessionTranscript) -> None:
    assert services.keep_flags([], transcript=said, run_id=RUN, by=clinician, at=people.NOON) == []
    assert not RiskFlag.objects.exists()


def test_a_brief_is_kept_as_it_was_with_its_hash(clinician: Clinician, said: SessionTranscript) -> None:
    content = records.content()
    made = services.keep_brief(content, transcript=said, run_id=RUN, by=clinician, at=people.NOON)
    found = ClinicalBrief.objects.get(pk=made.pk)
    assert (found.run_id, found.transcript, found.session, found.finding_count) == (RUN, said, said.session, 1)
    assert found.sha256 == hashlib.sha256(jsonkit.dump(content).encode()).hexdigest()
    with access.granted(said.client_id):
        assert selectors.content_of(found) == content


def test_a_guide_starts_as_a_draft_with_a_copy_to_edit(clinician: Clinician, said: SessionTranscript) -> None:
    brief = records.brief(clinician, said)
    text = records.guide_text("Rest is allowed.", "Breathe.")
    made = services.keep_guide(text, safe_brief='{"themes": []}', brief=brief, by=clinician, at=people.NOON)
    found = ClientGuide.objects.get(pk=made.pk)
    assert (found.status, found.version, found.brief, found.run_id) == (GuideStatus.DRAFT, 1, brief, brief.run_id)
    with access.granted(said.client_id):
        assert selectors.draft_of(found) == selectors.text_of(found) == text
        assert found.safe_brief == '{"themes": []}'
        assert text.sections[0].text == "Rest is allowed.\nBreathe."


def test_a_run_makes_one_brief_and_one_guide(clinician: Clinician, said: SessionTranscript) -> None:
    brief = services.keep_brief(records.content(), transcript=said, run_id=RUN, by=clinician, at=people.NOON)
    services.keep_guide(records.guide_text("One."), safe_brief="{}", brief=brief, by=clinician, at=people.NOON)
    before = AuditEvent.objects.count()
    with pytest.raises(IntegrityError), transaction.atomic():
        services.keep_brief(records.content(), transcript=said, run_id=RUN, by=clinician, at=people.NOON)
    with pytest.raises(IntegrityError), transaction.atomic():
        services.keep_guide(records.guide_text("Two."), safe_brief="{}", brief=brief, by=clinician, at=people.NOON)
    assert (ClinicalBrief.objects.count(), ClientGuide.objects.count()) == (1, 1)
    assert AuditEvent.objects.count() == before
