"""Reads of people, invitations and sessions; every one starts from a clinician."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import models

from rung.accounts import policies
from rung.accounts.enums import Role, Speech
from rung.accounts.errors import NoticeNotFound, PersonNotFound
from rung.accounts.models import (
    Clinician,
    Invitation,
    Notice,
    NoticeChoice,
    NoticeDelivery,
    OpenSession,
    Practice,
    Supervision,
)


def practice_of(admin: Clinician) -> Practice:
    """Return the practice that a person administers.

    Raises:
        AdminsOnly: the person is no administrator.
    """
    policies.check_is_practice_admin(admin)
    return admin.practice


def people_of(admin: Clinician) -> models.QuerySet[Clinician]:
    """Return everybody of an administrator's practice.

    Raises:
        AdminsOnly: the person is no administrator.
    """
    policies.check_is_practice_admin(admin)
    return Clinician.objects.filter(practice_id=admin.practice_id).order_by("name", "email")


def person_of(admin: Clinician, person_id: UUID) -> Clinician:
    """Return one person of an administrator's practice.

    Raises:
        AdminsOnly: the person is no administrator.
        PersonNotFound: there is none, or they belong to another practice.
    """
    found = people_of(admin).filter(pk=person_id).first()
    if found is None:
        raise PersonNotFound
    return found


def supervisions_of(admin: Clinician) -> models.QuerySet[Supervision]:
    """Return who supervises whom now in an administrator's practice.

    Raises:
        AdminsOnly: the person is no administrator.
    """
    policies.check_is_practice_admin(admin)
    going = Supervision.objects.filter(clinician__practice_id=admin.practice_id, ended_at=None)
    return going.select_related("supervisor", "clinician").order_by("supervisor__name", "clinician__name")


def speech_of(clinician: Clinician) -> Speech:
    """Return what writes down the recordings of a clinician's practice."""
    return Speech(clinician.practice.speech)


def invitations_of(admin: Clinician) -> models.QuerySet[Invitation]:
    """Return the invitations of an administrator's practice that were neither accepted nor withdrawn.

    Raises:
        AdminsOnly: the person is no administrator.
    """
    policies.check_is_practice_admin(admin)
    waiting = Invitation.objects.filter(practice_id=admin.practice_id, accepted_at=None, withdrawn_at=None)
    return waiting.order_by("-created_at")


def invitation_of(admin: Clinician, invitation_id: UUID) -> Invitation:
    """Return one waiting invitation of an administrator's practice.

    Raises:
        AdminsOnly: the person is no administrator.
        PersonNotFound: there is none, or it belongs to another practice.
    """
    found = invitations_of(admin).filter(pk=invitation_id).first()
    if found is None:
        raise PersonNotFound
    return found


def sessions_of(clinician: Clinician, at: datetime) -> list[OpenSession]:
    """Return where a person is signed in now, latest use first."""
    found = OpenSession.objects.filter(clinician=clinician).order_by("-last_used_at")
    return [session for session in found if not policies.is_over(session, at)]


def person_known_as(subject: str) -> Clinician | None:
    """Return the active person whom the identity provider knows by a subject."""
    return Clinician.objects.filter(subject=subject, is_active=True).first()


def names_of(clinician: Clinician, ids: Iterable[UUID | None]) -> dict[UUID, str]:
    """Return the names of colleagues by id; whoever works elsewhere is left out."""
    found = Clinician.objects.filter(practice_id=clinician.practice_id, pk__in={one for one in ids if one})
    return dict(found.values_list("pk", "name"))


def administrators_for(clinician: Clinician) -> models.QuerySet[Clinician]:
    """Return who administers the clinician's practice now."""
    return Clinician.objects.filter(practice_id=clinician.practice_id, role=Role.PRACTICE_ADMIN, is_active=True)


def supervisors_of(clinician: Clinician) -> models.QuerySet[Clinician]:
    """Return who supervises the clinician now and may sign in."""
    going = Supervision.objects.filter(clinician=clinician, ended_at=None).values("supervisor_id")
    return Clinician.objects.filter(
        pk__in=going, practice_id=clinician.practice_id, role=Role.SUPERVISOR, is_active=True
    )


def notices_of(clinician: Clinician) -> models.QuerySet[Notice]:
    """Return a person's inbox, latest first."""
    return Notice.objects.filter(recipient=clinician, is_shown=True)


def unseen_notices_of(clinician: Clinician) -> models.QuerySet[Notice]:
    """Return what a person has not read yet."""
    return notices_of(clinician).filter(seen_at=None)


def notice_of(clinician: Clinician, notice_id: UUID) -> Notice:
    """Return one notice of a person's inbox.

    Raises:
        NoticeNotFound: there is none, or it is somebody else's.
    """
    found = notices_of(clinician).filter(pk=notice_id).first()
    if found is None:
        raise NoticeNotFound
    return found


def channels_of(person_ids: Iterable[UUID]) -> policies.Channels:
    """Return how some people want to be told."""
    rows = NoticeChoice.objects.filter(clinician_id__in=set(person_ids))
    return policies.Channels({(row.clinician_id, row.kind, row.channel): row.is_on for row in rows})


def last_deliveries_of(clinician: Clinician) -> dict[str, NoticeDelivery]:
    """Return the last delivery that was tried for a person, by channel."""
    tried = NoticeDelivery.objects.filter(notice__recipient=clinician, tried_at__isnull=False)
    return {row.channel: row for row in tried.order_by("channel", "-tried_at").distinct("channel")}
