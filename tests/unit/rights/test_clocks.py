"""The clocks of the law, day by day."""

from datetime import date, datetime, timedelta

import pytest

from rung.rights import errors, policies, selectors, services
from rung.rights.enums import RightsKind
from tests.factories import people, rights
from tests.factories.people import NOON

RECEIVED = NOON.date()
TERMS = [(RightsKind.ACCESS, 30), (RightsKind.AMENDMENT, 60), (RightsKind.ACCOUNTING, 60)]


def day(number: int) -> datetime:
    """Return noon of a day after the request came in."""
    return NOON + timedelta(days=number)


@pytest.mark.parametrize(("kind", "term"), TERMS)
def test_each_right_has_the_term_of_its_paragraph(kind: RightsKind, term: int) -> None:
    due = policies.due_on(kind, RECEIVED)
    assert due == RECEIVED + timedelta(days=term)
    assert [policies.days_left(due, on=day(n).date()) for n in (0, term - 1, term, term + 1)] == [term, 1, 0, -1]


def test_every_right_has_a_term() -> None:
    assert set(policies.TERM_DAYS) == set(RightsKind)


@pytest.mark.django_db
@pytest.mark.parametrize("kind", [RightsKind.ACCESS, RightsKind.ACCOUNTING])
def test_one_extension_of_thirty_days_up_to_the_last_day(kind: RightsKind) -> None:
    by = people.clinician()
    term = policies.TERM_DAYS[kind]
    request = rights.request(by, people.client(by), kind)
    last = services.extend_request(request_id=request.id, reason="The archive is away.", by=by, at=day(term))
    assert last.due_on == day(term + 30).date()
    with pytest.raises(errors.AlreadyExtended):
        services.extend_request(request_id=request.id, reason="Again.", by=by, at=day(term))
    assert selectors.request_of(by, request.id).due_on == day(term + 30).date()


@pytest.mark.django_db
def test_no_extension_once_the_last_day_has_passed() -> None:
    by = people.clinician()
    request = rights.request(by, people.client(by))
    with pytest.raises(errors.TooLateToExtend):
        services.extend_request(request_id=request.id, reason="Late.", by=by, at=day(31))
    found = selectors.request_of(by, request.id)
    assert (found.status, found.due_on, found.steps.count()) == ("received", day(30).date(), 0)


@pytest.mark.django_db
def test_an_extension_needs_its_written_reason() -> None:
    by = people.clinician()
    request = rights.request(by, people.client(by))
    with pytest.raises(errors.WordsMissing):
        services.extend_request(request_id=request.id, reason=" \n", by=by, at=day(1))
    assert selectors.request_of(by, request.id).due_on == day(30).date()


@pytest.mark.django_db
def test_late_answers_are_still_taken() -> None:
    by = people.clinician()
    request = rights.request(by, people.client(by))
    done = services.fulfill_request(request_id=request.id, words="Here it is, late.", by=by, at=day(400))
    assert done.status == "fulfilled"


@pytest.mark.django_db
def test_the_desk_shows_the_overdue_first_and_only_what_is_open() -> None:
    by, other = people.clinician(), people.clinician()
    client = people.client(by)
    late = rights.request(by, client, RightsKind.ACCOUNTING)
    soon = rights.request(by, client)
    answered = rights.request(by, client)
    services.fulfill_request(request_id=answered.id, words="Given on paper.", by=by, at=day(1))
    rights.request(other, people.client(other))
    assert list(selectors.open_requests_of(by)) == [soon, late]
    services.extend_request(request_id=soon.id, reason="The archive is away.", by=by, at=day(2))
    extended = [request.due_on for request in selectors.open_requests_of(by)]
    assert extended == [day(60).date(), day(60).date()]


@pytest.mark.parametrize(
    ("today", "first"),
    [
        (date(2026, 3, 2), date(2020, 3, 2)),
        (date(2024, 2, 29), date(2018, 2, 28)),
        (date(2028, 2, 29), date(2022, 2, 28)),
    ],
)
def test_an_accounting_covers_six_years(today: date, first: date) -> None:
    assert policies.accounted_from(today) == first
