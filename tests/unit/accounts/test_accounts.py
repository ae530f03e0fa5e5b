"""Practices and the people who sign in."""

import pytest
from django.contrib.auth import authenticate

from rung.accounts import services
from rung.accounts.enums import Role
from rung.accounts.errors import EmailTaken
from rung.accounts.models import Clinician, Practice
from rung.audit.models import AuditEvent
from tests.factories import people

pytestmark = pytest.mark.django_db


def _add(practice: Practice, email: str, role: Role = Role.CLINICIAN) -> Clinician:
    return services.add_clinician(
        practice=practice, email=email, name="Dr. Testa", password=people.PASSWORD, at=people.NOON, role=role
    )


def test_a_practice_is_made_and_named() -> None:
    practice = services.create_practice(name="North Street", at=people.NOON)
    assert str(Practice.objects.get()) == "North Street"
    assert practice.created_at == people.NOON


@pytest.mark.parametrize("role", Role)
def test_an_account_is_kept_as_it_was_described(role: Role) -> None:
    made = _add(people.practice(), "testa@practice.example", role)
    found = Clinician.objects.get(pk=made.pk)
    assert (str(found), found.get_full_name(), found.email) == ("Dr. Testa", "Dr. Testa", "testa@practice.example")
    assert found.role == role
    assert found.is_active
    assert not found.is_superuser


def test_the_password_is_kept_as_a_hash() -> None:
    found = Clinician.objects.get(pk=_add(people.practice(), "testa@practice.example").pk)
    assert people.PASSWORD not in found.password
    assert found.check_password(people.PASSWORD)


@pytest.mark.parametrize("typed", ["testa@practice.example", " Testa@Practice.Example "])
def test_people_sign_in_with_their_address_however_they_type_it(typed: str) -> None:
    made = _add(people.practice(), " Testa@Practice.example ")
    assert authenticate(username=typed, password=people.PASSWORD) == made
    assert authenticate(username=typed, password="wrong") is None


def test_nobody_signs_in_without_an_address() -> None:
    with pytest.raises(Clinician.DoesNotExist):
        Clinician.objects.get_by_natural_key(None)


def test_who_was_disabled_neither_signs_in_nor_opens_the_screens() -> None:
    made = _add(people.practice(), "testa@practice.example")
    assert made.is_staff
    made.is_active = False
    made.save()
    assert authenticate(username=made.email, password=people.PASSWORD) is None
    assert not made.is_staff


@pytest.mark.parametrize("again", ["testa@practice.example", "TESTA@practice.example ", "Testa@Practice.Example"])
def test_an_address_belongs_to_one_account_in_all_practices(again: str) -> None:
    _add(people.practice(), "testa@practice.example")
    elsewhere = people.practice()
    before = AuditEvent.objects.count()
    with pytest.raises(EmailTaken):
        _add(elsewhere, again)
    assert Clinician.objects.count() == 1
    assert AuditEvent.objects.count() == before
