"""Risk is never lost: concerns gather flags, open again, and keep every act."""

import uuid
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import DatabaseError, transaction

from rung.accounts.enums import Role
from rung.accounts.models import Clinician
from rung.audit.models import AuditEvent
from rung.clients.errors import OnlyReading
from rung.clients.models import Client
from rung.encryption import access
from rung.sessions import schemas, services
from rung.sessions.enums import FlagStatus, Recipient, RiskActKind
from rung.sessions.errors import (
    ActOutOfTurn,
    ConcernChanged,
    NoteMissing,
    RecipientMissing,
    RecordNotFound,
    WordsUnseen,
)
from rung.sessions.models import RiskAct, RiskConcern, RiskFlag
from rung.sessions.policies import risk as policies
from rung.sessions.policies import timers
from rung.sessions.selectors import risk as selectors
from rung.sessions.services.drafts import NewFlag
from tests.factories import people, records

pytestmark = pytest.mark.django_db
LATER = people.NOON + timedelta(hours=2)


@pytest.fixture
def who() -> Clinician:
    return people.clinician()


@pytest.fixture
def person(who: Clinician) -> Client:
    return people.client(who)


def found(
    who: Clinician, person: Client, level: int = 3, at: datetime = people.NOON, category: str = "suicide"
) -> RiskConcern:
    """Return the concern after a session in which something was found."""
    said = records.transcript(who, people.session(who, person))
    detail = schemas.FlagDetail("said so", 0, "client", "I could", 0, 7)
    flag = NewFlag(category, level, detail)
    return services.keep_flags([flag], transcript=said, run_id=uuid.uuid4(), by=who, at=at)[0].concern


def seen(concern: RiskConcern, who: Clinician, at: datetime = people.NOON) -> RiskConcern:
    concern.refresh_from_db()
    return services.acknowledge_concern(concern_id=concern.id, version=concern.version, by=who, at=at)


def resolved(concern: RiskConcern, who: Clinician) -> RiskConcern:
    return services.resolve_concern(
        concern_id=concern.id, version=concern.version, words="A plan was made.", by=who, at=LATER
    )


def kinds(concern: RiskConcern) -> list[str]:
    return [*concern.acts.order_by("number").values_list("kind", flat=True)]


def test_flags_of_one_category_are_one_concern(who: Clinician, person: Client) -> None:
    first, second, other = found(who, person), found(who, person, 1), found(who, person, 0, category="abuse")
    assert first.pk == second.pk != other.pk
    assert (second.level, second.status, second.version) == (3, FlagStatus.OPEN, 2)
    assert second.flags.count() == 2
    assert kinds(second) == ["opened", "joined"]
    assert found(who, people.client(who)).pk != first.pk


def test_the_whole_way_is_kept(who: Clinician, person: Client) -> None:
    concern = seen(found(who, person, 4), who)
    assert set(concern.flags.values_list("status", "acknowledged_at")) == {("acknowledged", people.NOON)}
    services.escalate_concern(
        concern_id=concern.id, version=2, recipient=Recipient.CRISIS_LINE, words="Together.", by=who, at=LATER
    )
    services.reassess_concern(concern_id=concern.id, version=3, words="Calmer.", by=who, at=LATER)
    done = services.resolve_concern(concern_id=concern.id, version=4, words="Safe at home.", by=who, at=LATER)
    assert (done.status, done.due_at, done.escalates_at) == (FlagStatus.RESOLVED, None, None)
    assert kinds(done) == ["opened", "acknowledged", "escalated", "reassessed", "resolved"]
    with access.granted(person.id):
        said = [selectors.detail_of_act(act) for act in selectors.acts_on(done)]
    assert [(one.words, one.recipient, one.level) for one in said] == [
        ("Safe at home.", "", 4), ("Calmer.", "", 4), ("Together.", "crisis_line", 4), ("", "", 4), ("", "", 4),
    ]  # fmt: skip
    assert [act.by for act in selectors.acts_on(done)] == [who, who, who, who, None]
    assert set(done.flags.values_list("status", flat=True)) == {FlagStatus.RESOLVED}


@pytest.mark.parametrize(("before", "new", "status"), [(3, 5, "open"), (3, 3, "acknowledged"), (3, 1, "acknowledged")])
def test_an_acknowledged_concern_opens_again_by_a_higher_level_only(
    who: Clinician, person: Client, before: int, new: int, status: str
) -> None:
    seen(found(who, person, before), who)
    concern = found(who, person, new, LATER)
    assert (concern.status, concern.level) == (status, max(before, new))
    assert kinds(concern)[-1] == ("reopened" if status == "open" else "joined")


def test_no_new_words_are_ever_absorbed(who: Clinician, person: Client) -> None:
    concern = seen(found(who, person, 3), who)
    joined = found(who, person, 0, LATER)
    assert selectors.unresolved_concerns_of(who).get().unseen == 1  # type: ignore[attr-defined]  # the query annotates it
    assert joined.due_at == LATER + timedelta(hours=72)
    with pytest.raises(WordsUnseen):
        services.resolve_concern(concern_id=concern.id, version=3, words="Done.", by=who, at=LATER)
    with pytest.raises(WordsUnseen):
        services.reassess_concern(concern_id=concern.id, version=3, words="Done.", by=who, at=LATER)
    assert selectors.unresolved_concerns_of(who).get().unseen == 1  # type: ignore[attr-defined]  # the query annotates it


def test_a_resolved_concern_comes_back_with_any_new_sign(who: Clinician, person: Client) -> None:
    resolved(seen(found(who, person, 5), who), who)
    concern = found(who, person, 1, LATER)
    assert (concern.status, concern.level, concern.opened_at) == (FlagStatus.OPEN, 1, LATER)
    assert sorted(concern.flags.values_list("status", flat=True)) == ["open", "resolved"]


def test_a_second_person_acting_at_once_is_refused(who: Clinician, person: Client) -> None:
    concern = seen(found(who, person), who)
    events = AuditEvent.objects.count()
    with pytest.raises(ConcernChanged):
        services.escalate_concern(
            concern_id=concern.id, version=1, recipient=Recipient.SUPERVISOR, by=who, at=people.NOON
        )
    assert (kinds(concern), AuditEvent.objects.count()) == (["opened", "acknowledged"], events)


def test_a_finding_meanwhile_refuses_an_act_that_did_not_see_it(who: Clinician, person: Client) -> None:
    concern = found(who, person)
    found(who, person, 6)
    with pytest.raises(ConcernChanged):
        services.acknowledge_concern(concern_id=concern.id, version=1, by=who, at=people.NOON)


def test_words_are_asked_for_where_they_are_due(who: Clinician, person: Client) -> None:
    concern = seen(found(who, person), who)
    acting: dict[str, Any] = {"concern_id": concern.id, "version": 2, "by": who, "at": LATER}
    for act in (services.resolve_concern, services.reassess_concern):
        with pytest.raises(NoteMissing):
            act(**acting, words="  ")
    for recipient, words in (("", "x"), ("nobody", "x"), (Recipient.OTHER, " ")):
        with pytest.raises(RecipientMissing):
            services.escalate_concern(**acting, recipient=recipient, words=words)
    assert kinds(concern) == ["opened", "acknowledged"]


def test_acts_out_of_turn_are_refused(who: Clinician, person: Client) -> None:
    concern = found(who, person)
    for act in (services.resolve_concern, services.reassess_concern):
        with pytest.raises(ActOutOfTurn):
            act(concern_id=concern.id, version=1, words="Done.", by=who, at=LATER)
    done = resolved(seen(concern, who), who)
    for kind in RiskActKind.ESCALATED, RiskActKind.REASSESSED, RiskActKind.RESOLVED, RiskActKind.ACKNOWLEDGED:
        with pytest.raises(ActOutOfTurn):
            policies.check_may_act(kind, done.status, is_unseen=False)
    assert policies.possible(done.status, is_unseen=False) == []


def test_a_supervisor_reads_and_may_not_act(who: Clinician, person: Client) -> None:
    supervisor = people.clinician(who.practice, Role.SUPERVISOR)
    people.supervision(supervisor, who)
    concern = found(who, person)
    assert selectors.concern_of(supervisor, concern.id) == concern
    with pytest.raises(OnlyReading):
        services.acknowledge_concern(concern_id=concern.id, version=1, by=supervisor, at=LATER)
    with pytest.raises(RecordNotFound):
        services.acknowledge_concern(concern_id=concern.id, version=1, by=people.clinician(who.practice), at=LATER)
    assert not [*selectors.unresolved_concerns_of(supervisor)]


def test_the_last_flag_acknowledged_acknowledges_the_concern(who: Clinician, person: Client) -> None:
    found(who, person)
    concern = found(who, person)
    for flag, status in zip(RiskFlag.objects.filter(concern=concern), ("open", "acknowledged"), strict=True):
        services.acknowledge_flag(flag_id=flag.id, by=who, at=LATER)
        concern.refresh_from_db()
        assert concern.status == status
    assert kinds(concern)[2:] == ["acknowledged", "acknowledged"]


def test_the_history_is_only_added_to(who: Clinician, person: Client) -> None:
    concern = found(who, person)
    for change in (lambda: RiskAct.objects.update(number=7), lambda: RiskAct.objects.all().delete()):
        with pytest.raises(DatabaseError, match="only added"), transaction.atomic():
            change()
    assert kinds(concern) == ["opened"]


def test_a_measure_opens_a_review(who: Clinician, person: Client) -> None:
    session = people.session(who, person)
    flag = services.open_review(session=session, reason="PHQ-9 item 9: 2.", level=2, by=who, at=people.NOON)
    assert (flag.concern.category, flag.concern.status, flag.transcript) == ("suicide", "open", None)
    assert flag.concern.due_at == people.NOON + timedelta(hours=24)
    assert found(who, person).pk == flag.concern_id
    supervisor = people.clinician(who.practice, Role.SUPERVISOR)
    people.supervision(supervisor, who)
    with pytest.raises(OnlyReading):
        services.open_review(session=session, reason="x", level=1, by=supervisor, at=people.NOON)


@pytest.mark.parametrize(("level", "hours"), [(6, 1), (5, 1), (4, 4), (3, 24), (2, 24), (1, 72), (0, 72)])
def test_the_time_to_answer_follows_the_level(level: int, hours: int) -> None:
    deadline = timers.to_answer(level, people.NOON)
    assert deadline.due_at == people.NOON + timedelta(hours=hours)
    assert deadline.escalates_at == people.NOON + timedelta(hours=2 * hours)
    assert all(row.source for row in (*timers.timers().answer, timers.timers().reassess))


def test_a_graver_sign_is_due_sooner_and_a_milder_one_never_later(who: Clinician, person: Client) -> None:
    found(who, person, 2)
    assert found(who, person, 5, LATER).due_at == LATER + timedelta(hours=1)
    assert found(who, person, 0, LATER).due_at == LATER + timedelta(hours=1)


def test_hours_are_hours_when_clocks_change() -> None:
    before = datetime(2026, 3, 8, 1, 0, tzinfo=ZoneInfo("America/New_York"))  # an hour before it is skipped
    utc = before.astimezone(ZoneInfo("UTC"))
    assert timers.to_answer(4, utc).due_at - utc == timedelta(hours=4)
    assert timers.to_answer(4, utc).due_at.astimezone(before.tzinfo).hour == 6
