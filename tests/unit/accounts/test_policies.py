"""Clocks and rights of accounts, at their edges."""

from datetime import timedelta

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import RequestFactory

from rung.accounts import policies, selectors
from rung.accounts.admin import guessing
from rung.accounts.admin.account import words_of
from rung.accounts.enums import Role
from rung.accounts.errors import AdminsOnly, InvitationUnusable, OwnAccount, PersonNotFound
from rung.accounts.models import Clinician, Invitation, OpenSession
from tests.factories import people
from tests.factories.people import NOON

SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)


def _person(role: Role = Role.PRACTICE_ADMIN, *, is_active: bool = True) -> Clinician:
    return Clinician(role=role, is_active=is_active)


def _session(**more: object) -> OpenSession:
    return OpenSession(**{"created_at": NOON, "last_used_at": NOON, "confirmed_at": NOON, **more})


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("is_active", [True, False])
def test_only_an_active_administrator_looks_after_people(role: Role, *, is_active: bool) -> None:
    person = _person(role, is_active=is_active)
    assert policies.is_practice_admin(person) == (is_active and role == Role.PRACTICE_ADMIN)


def test_nobody_changes_their_own_account_and_only_administrators_change_others() -> None:
    admin = _person()
    policies.check_may_change(_person(Role.CLINICIAN), admin)
    with pytest.raises(OwnAccount):
        policies.check_may_change(admin, admin)
    with pytest.raises(AdminsOnly):
        policies.check_may_change(admin, _person(Role.CLINICIAN))


@pytest.mark.parametrize(
    ("used", "ends"),
    [(0, policies.IDLE), (10 * 60, 10 * 60 * SECOND + policies.IDLE), (12 * 3600 - 60, policies.ABSOLUTE)],
)
def test_a_session_ends_by_the_clock_that_runs_out_first(used: int, ends: timedelta) -> None:
    session = _session(last_used_at=NOON + used * SECOND)
    assert policies.session_ends_at(session) == NOON + ends
    assert not policies.is_over(session, NOON + ends - SECOND)
    assert policies.is_over(session, NOON + ends)


def test_a_confirmation_lasts_its_minutes() -> None:
    assert policies.is_confirmed(_session(), NOON + 5 * MINUTE - SECOND, minutes=5)
    assert not policies.is_confirmed(_session(), NOON + 5 * MINUTE, minutes=5)


def test_five_failures_lock_until_the_first_of_them_is_old() -> None:
    failures = [NOON + number * MINUTE for number in range(5)]
    at = NOON + 5 * MINUTE
    assert policies.locked_until(failures[:4], at) is None
    assert policies.locked_until([*reversed(failures)], at) == NOON + policies.FAILURE_WINDOW
    assert policies.locked_until([*failures, at], at) == failures[1] + policies.FAILURE_WINDOW
    assert policies.locked_until(failures, NOON + policies.FAILURE_WINDOW) is None


def test_an_invitation_is_usable_until_it_is_used_withdrawn_or_old() -> None:
    fresh = Invitation(expires_at=NOON)
    assert policies.check_is_usable(fresh, NOON - SECOND) is fresh
    spent = [Invitation(expires_at=NOON, accepted_at=NOON), Invitation(expires_at=NOON, withdrawn_at=NOON)]
    for invitation, at in ((None, NOON), (fresh, NOON), *((found, NOON - SECOND) for found in spent)):
        with pytest.raises(InvitationUnusable):
            policies.check_is_usable(invitation, at)


@pytest.mark.django_db
def test_reads_start_from_an_administrator_and_stay_in_the_practice() -> None:
    admin, foreign = people.clinician(), people.clinician()
    for read in (selectors.people_of, selectors.invitations_of):
        with pytest.raises(AdminsOnly):
            read(admin)
    admin.role = Role.PRACTICE_ADMIN
    assert list(selectors.people_of(admin)) == [admin]
    for missing in (foreign.pk, Invitation().pk):
        with pytest.raises(PersonNotFound):
            selectors.person_of(admin, missing)
        with pytest.raises(PersonNotFound):
            selectors.invitation_of(admin, missing)


def test_a_secret_is_evaluated_only_where_guesses_are_counted(rf: RequestFactory) -> None:
    with pytest.raises(ImproperlyConfigured, match="add it to GUESSED"):
        guessing.judge(rf.post("/x"), lambda: True)


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/1 Safari/1 Edg/1", "Edge on Windows"),
        ("Mozilla/5.0 (iPhone; CPU) AppleWebKit Safari/1", "Safari on iPhone"),
        ("Mozilla/5.0 (X11; Linux) Chrome/1 Safari/1", "Chrome on Linux"),
        ("curl/8", "A browser"),
    ],
)
def test_browsers_are_called_as_people_call_them(sent: str, said: str) -> None:
    assert words_of(sent) == said
