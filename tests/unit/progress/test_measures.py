"""Keeping a measure: it is kept whole and sealed, or not at all; a risk answer opens a review every time."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from rung.accounts.enums import Role
from rung.accounts.models import Clinician
from rung.audit.models import AuditEvent
from rung.audit.services import AuditUnavailable
from rung.clients.errors import ClientNotFound, OnlyReading
from rung.clients.models import Client
from rung.encryption import access
from rung.progress import selectors, services
from rung.progress.enums import FilledBy, Instrument
from rung.progress.errors import AnswersWrong, MeasureDayWrong, OtherClientsSession
from rung.progress.models import Measure
from rung.progress.schemas import MeasureContent
from rung.progress.services import Taken
from rung.sessions import selectors as sessions
from rung.sessions import services as session_services
from rung.sessions.enums import FlagStatus, RiskActKind
from rung.sessions.models import RiskAct, RiskConcern, RiskFlag
from rung.sessions.selectors import risk
from tests.factories import measures, people
from tests.factories.people import NOON

pytestmark = pytest.mark.django_db
DAY = NOON.date()
QUIET, RISK = (1,) * 8 + (0,), (0,) * 8 + (1,)


@pytest.fixture
def who() -> Clinician:
    return people.clinician()


@pytest.fixture
def person(who: Clinician) -> Client:
    return people.client(who)


def keep(who: Clinician, person: Client, taken: Taken, answers: tuple[int | None, ...] = QUIET) -> Measure:
    said = MeasureContent(answers, 2, note="Answered slowly.")
    return services.keep_measure(said, instrument=Instrument.PHQ9, taken=taken, client=person, by=who, at=NOON)


def test_a_measure_is_kept_whole(who: Clinician, person: Client) -> None:
    session = people.session(who, person)
    made = keep(who, person, Taken(DAY, FilledBy.TOGETHER, session.id))
    with access.granted(person.id):
        found = selectors.opened(selectors.measures_of(who, person).get())
    assert found.row == made
    assert (found.row.session_id, found.row.filled_by, found.row.written_by) == (session.id, "together", who)
    assert found.content == MeasureContent(QUIET, 2, note="Answered slowly.")
    assert (found.total, found.band) == (8, "Mild")
    event = AuditEvent.objects.filter(subject_kind="measure").get()
    assert (event.act, event.subject_id, event.client_id) == ("create", made.id, person.id)
    assert not RiskConcern.objects.exists()


def test_a_form_with_a_gap_is_kept_without_a_total(who: Clinician, person: Client) -> None:
    measures.form(who, person, (3, None, *(1,) * 7))
    with access.granted(person.id):
        found = selectors.opened(Measure.objects.get())
        assert selectors.series_in([found])["phq9"] == ()
    assert (found.total, found.band) == (None, "")
    assert RiskConcern.objects.count() == 1  # its ninth item was answered


@pytest.mark.parametrize("answer", [1, 2, 3])
def test_the_ninth_item_opens_a_review_every_time(who: Clinician, person: Client, answer: int) -> None:
    session = people.session(who, person)
    for number in range(1, 4):
        measures.form(who, person, (0,) * 8 + (answer,))
        concern = RiskConcern.objects.get()
        assert RiskFlag.objects.filter(concern=concern, status=FlagStatus.OPEN).count() == 1
        assert RiskFlag.objects.filter(session=session).count() == number
        assert concern.due_at is not None
        session_services.acknowledge_concern(concern_id=concern.id, version=concern.version, by=who, at=NOON)
    concern.refresh_from_db()
    session_services.resolve_concern(
        concern_id=concern.id, version=concern.version, words="Plan made.", by=who, at=NOON
    )
    measures.form(who, person, (0,) * 8 + (answer,))
    concern.refresh_from_db()
    assert (concern.status, concern.level) == (FlagStatus.OPEN, 2)


def test_the_review_says_which_answer(who: Clinician, person: Client) -> None:
    people.session(who, person)
    measures.form(who, person, (None,) * 8 + (2,))
    with access.granted(person.id):
        reason = sessions.detail_of(RiskFlag.objects.get()).reason
    assert reason.startswith("PHQ-9 of 2026-03-02, item 9, “Thoughts that you would be better off dead")
    assert reason.endswith("more than half the days.")


def test_without_a_session_the_concern_itself_is_opened_every_time(who: Clinician, person: Client) -> None:
    for _ in range(3):
        measures.form(who, person, RISK)
        concern = risk.unresolved_concerns_of(who).get()
        assert concern.status == FlagStatus.OPEN
        with access.granted(person.id):
            assert "item 9" in risk.detail_of_act(risk.acts_on(concern)[0]).words
        session_services.acknowledge_concern(concern_id=concern.id, version=concern.version, by=who, at=NOON)
    assert RiskAct.objects.filter(kind=RiskActKind.REOPENED).count() == 2


def test_it_is_flagged_in_the_named_session_else_in_the_last_that_began(who: Clinician, person: Client) -> None:
    first, last = people.session(who, person), people.session(who, person)
    session_services.schedule_session(client=person, starts_at=NOON + timedelta(days=7), by=who, at=NOON)
    type(first).objects.filter(pk=first.pk).update(starts_at=NOON - timedelta(days=7))
    keep(who, person, Taken(DAY, session_id=first.id), RISK)
    keep(who, person, Taken(DAY), RISK)
    assert [flag.session_id for flag in RiskFlag.objects.order_by("created_at", "pk")].count(first.id) == 1
    assert RiskFlag.objects.filter(session=last).count() == 1


@pytest.mark.parametrize("has_session", [True, False])
@pytest.mark.parametrize(
    ("table", "when"),
    [
        ("therapy_sessions_riskact", "true"),
        ("therapy_sessions_riskconcern", "true"),
        ("audit_auditevent", "NEW.subject_kind = 'measure'"),
        ("audit_auditevent", "NEW.subject_kind LIKE 'risk%'"),
    ],
)
def test_what_breaks_keeps_nothing(who: Clinician, person: Client, table: str, when: str, *, has_session: bool) -> None:
    if has_session:
        people.session(who, person)
    events = AuditEvent.objects.count()
    with pytest.raises((DatabaseError, AuditUnavailable), match=r"broken|took no event"):
        _keep_while_broken(who, person, table, when)
    assert not Measure.objects.exists()
    assert not RiskConcern.objects.exists()
    assert not RiskFlag.objects.exists()
    assert AuditEvent.objects.count() == events


@transaction.atomic
def _keep_while_broken(who: Clinician, person: Client, table: str, when: str) -> None:
    """Keep a measure while the database refuses new rows of a table."""
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE FUNCTION pg_temp.breaks() RETURNS trigger LANGUAGE plpgsql AS"
            " $$ BEGIN RAISE EXCEPTION 'broken'; END $$"
        )
        cursor.execute(
            f"CREATE TRIGGER breaks BEFORE INSERT ON {table} FOR EACH ROW WHEN ({when})"
            " EXECUTE FUNCTION pg_temp.breaks()"
        )
    measures.form(who, person, RISK)


def test_what_is_refused_keeps_nothing(who: Clinician, person: Client) -> None:
    other = people.session(who)
    elsewhere = people.session(people.clinician())
    for taken, refusal in (
        (Taken(DAY + timedelta(days=2)), MeasureDayWrong),
        (Taken(DAY, session_id=other.id), OtherClientsSession),
        (Taken(DAY, session_id=elsewhere.id), OtherClientsSession),
        (Taken(DAY, session_id=uuid4()), OtherClientsSession),
    ):
        with pytest.raises(refusal):
            keep(who, person, taken, RISK)
    with pytest.raises(AnswersWrong):
        keep(who, person, Taken(DAY), (1, 2))
    assert not Measure.objects.exists()
    assert not RiskConcern.objects.exists()


def test_only_who_treats_writes_and_a_supervisor_reads(who: Clinician, person: Client) -> None:
    supervisor = people.clinician(who.practice, Role.SUPERVISOR)
    people.supervision(supervisor, who)
    measures.form(who, person)
    for stranger, refusal in ((supervisor, OnlyReading), (people.clinician(), ClientNotFound)):
        with pytest.raises(refusal):
            measures.form(stranger, person)
    assert selectors.measures_of(supervisor, person).count() == 1
    assert not selectors.measures_of(people.clinician(), person).exists()


def test_another_measure_is_known_by_its_score(who: Clinician, person: Client) -> None:
    measures.score(who, person, "Sleep diary", "Better since May.")
    with access.granted(person.id):
        found = selectors.opened(Measure.objects.get())
    assert found.content.scale is not None
    assert (found.content.scale.name, found.content.scale.score, found.total) == ("Sleep diary", 3, None)
