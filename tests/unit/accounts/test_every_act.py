"""Every act on people, invitations and sessions: it is done, refused to others, and audited in the same transaction."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.db import DatabaseError, connection, transaction

from rung.accounts import services
from rung.accounts.enums import Analyst, Role, Speech, State
from rung.accounts.errors import AdminsOnly, EmailTaken, InvitationUnusable, NoSuchAccount, OwnAccount, RoleUnknown
from rung.accounts.models import Clinician, Guess, Invitation, Notice, NoticeChoice, OpenSession, Practice
from rung.accounts.policies import INVITATION_LASTS
from rung.audit.models import AuditEvent
from tests.factories import notices, people
from tests.factories.people import NOON
from tests.unit.accounts import doorkit
from tests.unit.notices.conftest import EVERYTHING

pytestmark = pytest.mark.django_db
ROLES = {"therapists": Role.CLINICIAN, "leads": Role.PRACTICE_ADMIN}


@dataclass(frozen=True, slots=True)
class Scene:
    """An administrator, somebody else, an invitation with its token, a session and a notice."""

    admin: Clinician
    person: Clinician
    invitation: Invitation
    token: str
    session: OpenSession
    notice: Notice


@pytest.fixture
def scene() -> Scene:
    practice = people.practice()
    admin, person = people.clinician(practice), doorkit.with_app(people.clinician(practice))
    admin.role = Role.PRACTICE_ADMIN
    admin.save()
    invitation, token = _invite(admin)
    return Scene(admin, person, invitation, token, _open(person, "k" * 32), notices.notice(person))


def _invite(admin: Clinician, email: str = "new@practice.example") -> tuple[Invitation, str]:
    return services.invite_person(practice=admin.practice, email=email, role=Role.CLINICIAN, by=admin, at=NOON)


def _open(person: Clinician, key: str) -> OpenSession:
    return services.open_session(
        who=person, session_key=key, has_second_factor=True, address="127.0.0.1", browser="Firefox", at=NOON
    )


def _adopt(scene: Scene, *groups: str, email: str | None = None) -> Clinician:
    return services.adopt_person(
        subject="s-1", email=scene.person.email if email is None else email, groups=groups, roles=ROLES, at=NOON
    )


@dataclass(frozen=True, slots=True)
class Case:
    """How a service is called, and which events it writes: act, kind, and whether the administrator did it."""

    call: Callable[[Scene], Any]
    events: tuple[tuple[str, str, str], ...]


CASES = {
    "invite_person": Case(lambda s: _invite(s.admin, "other@practice.example"), (("create", "invitation", "admin"),)),
    "renew_invitation": Case(
        lambda s: services.renew_invitation(invitation=s.invitation, by=s.admin, at=NOON),
        (("change", "invitation", "admin"),),
    ),
    "withdraw_invitation": Case(
        lambda s: services.withdraw_invitation(invitation=s.invitation, by=s.admin, at=NOON),
        (("withdraw", "invitation", "admin"),),
    ),
    "accept_invitation": Case(
        lambda s: services.accept_invitation(signed=s.token, name="Dr. New", password=people.PASSWORD, at=NOON),
        (("create", "clinician", "nobody"), ("finish", "invitation", "the new one")),
    ),
    "reset_sign_in": Case(
        lambda s: services.reset_sign_in(person=s.person, by=s.admin, at=NOON),
        (("withdraw", "second_factor", "admin"), ("withdraw", "open_session", "admin"), ("change", "sign_in", "admin")),
    ),
    "deactivate_person": Case(
        lambda s: services.deactivate_person(person=s.person, by=s.admin, at=NOON),
        (("withdraw", "clinician", "admin"), ("withdraw", "open_session", "admin")),
    ),
    "reactivate_person": Case(
        lambda s: services.reactivate_person(person=s.person, by=s.admin, at=NOON),
        (("change", "clinician", "admin"),),
    ),
    "change_role": Case(
        lambda s: services.change_role(person=s.person, role=Role.SUPERVISOR, by=s.admin, at=NOON),
        (("change", "role", "admin"), ("withdraw", "open_session", "admin")),
    ),
    "set_up_practice": Case(
        lambda s: services.set_up_practice(
            setup=services.Setup("Alder Street", State.TEXAS, Analyst.OFFLINE, Speech.OFFLINE), by=s.admin, at=NOON
        ),
        (("change", "practice", "admin"),),
    ),
    "change_password": Case(
        lambda s: services.change_password(person=s.person, password="seven herons wade", keep=None, at=NOON),
        (("change", "password", "person"), ("withdraw", "open_session", "person")),
    ),
    "open_session": Case(lambda s: _open(s.person, "n" * 32), (("sign_in", "clinician", "person"),)),
    "confirm_session": Case(
        lambda s: services.confirm_session(s.session, has_second_factor=True, at=NOON),
        (("sign_in", "confirmation", "person"),),
    ),
    "end_session": Case(
        lambda s: services.end_session(session_id=s.session.pk, by=s.person, at=NOON),
        (("withdraw", "open_session", "person"),),
    ),
    "end_other_sessions": Case(
        lambda s: services.end_other_sessions(s.person, keep=None, at=NOON), (("withdraw", "open_session", "person"),)
    ),
    "end_sessions_of": Case(
        lambda s: services.end_sessions_of(s.person, by=s.admin, at=NOON), (("withdraw", "open_session", "admin"),)
    ),
    "mark_notice_read": Case(
        lambda s: services.mark_notice_read(notice_id=s.notice.pk, by=s.person, at=NOON),
        (("change", "notice", "person"),),
    ),
    "mark_all_notices_read": Case(
        lambda s: services.mark_all_notices_read(by=s.person, at=NOON), (("change", "notices", "person"),)
    ),
    "choose_channels": Case(
        lambda s: services.choose_channels(on=EVERYTHING.keys(), by=s.person, at=NOON),
        (("change", "notice_channels", "person"),),
    ),
    "adopt_person": Case(lambda s: _adopt(s, "therapists"), (("change", "role", "nobody"),)),
}
# They keep no record: clocks of a session, and guesses, whose refusals are audited by note_refused_sign_in.
UNRECORDED = {"touch_session", "move_session", "count_guess", "forget_guess"}
every_act = pytest.mark.parametrize("case", CASES.values(), ids=CASES)


@every_act
def test_an_act_writes_the_events_that_say_what_it_did(scene: Scene, case: Case) -> None:
    before = set(AuditEvent.objects.values_list("pk", flat=True))
    case.call(scene)
    who = {scene.admin.pk: "admin", scene.person.pk: "person", None: "nobody"}
    events = AuditEvent.objects.exclude(pk__in=before).order_by("pk")
    found = tuple((event.act, event.subject_kind, who.get(event.actor_id, "the new one")) for event in events)
    assert found == case.events
    assert {event.client_id for event in events} == {None}


@every_act
def test_an_act_whose_event_cannot_be_written_changes_nothing(scene: Scene, case: Case) -> None:
    before = _everything()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_auditevent RENAME TO lost")
    with pytest.raises(DatabaseError, match="audit_auditevent"), transaction.atomic():
        case.call(scene)
    assert _everything() == before


def _everything() -> list[tuple[object, ...]]:
    return [
        row
        for model in (Practice, Clinician, Invitation, OpenSession, Guess, Authenticator, Notice, NoticeChoice)
        for row in model._default_manager.order_by("pk").values_list()
    ]


@pytest.mark.parametrize("role", [role for role in Role if role != Role.PRACTICE_ADMIN])
def test_nobody_but_administrators_changes_people(scene: Scene, role: Role) -> None:
    Clinician.objects.filter(pk=scene.admin.pk).update(role=role)
    scene.admin.refresh_from_db()
    before = _everything()
    for name in (
        "invite_person",
        "renew_invitation",
        "reset_sign_in",
        "deactivate_person",
        "change_role",
        "set_up_practice",
    ):
        with pytest.raises(AdminsOnly):
            CASES[name].call(scene)
    for name in ("withdraw_invitation", "reactivate_person", "set_up_practice"):
        with pytest.raises(AdminsOnly):
            CASES[name].call(scene)
    assert _everything() == before


def test_nobody_changes_their_own_account(scene: Scene) -> None:
    admin = scene.admin
    with pytest.raises(OwnAccount):
        services.deactivate_person(person=admin, by=admin, at=NOON)
    with pytest.raises(OwnAccount):
        services.change_role(person=admin, role=Role.CLINICIAN, by=admin, at=NOON)


def test_an_invitation_opens_once(scene: Scene) -> None:
    CASES["accept_invitation"].call(scene)
    with pytest.raises(InvitationUnusable):
        CASES["accept_invitation"].call(scene)


@pytest.mark.parametrize("seconds", [-1, 0, 1])
def test_an_invitation_expires_after_seven_days(scene: Scene, seconds: int) -> None:
    at = NOON + INVITATION_LASTS + timedelta(seconds=seconds)
    if seconds < 0:
        services.accept_invitation(signed=scene.token, name="Dr. New", password=people.PASSWORD, at=at)
    else:
        with pytest.raises(InvitationUnusable):
            services.accept_invitation(signed=scene.token, name="Dr. New", password=people.PASSWORD, at=at)


def test_a_withdrawn_renewed_or_altered_link_opens_nothing(scene: Scene) -> None:
    _, renewed = services.renew_invitation(invitation=scene.invitation, by=scene.admin, at=NOON)
    bad = [scene.token, renewed[:-1] + ("A" if renewed[-1] != "A" else "B"), renewed.split(":")[0], ""]
    for token in bad:
        with pytest.raises(InvitationUnusable):
            services.accept_invitation(signed=token, name="Dr. New", password=people.PASSWORD, at=NOON)
    services.withdraw_invitation(invitation=scene.invitation, by=scene.admin, at=NOON)
    with pytest.raises(InvitationUnusable):
        services.accept_invitation(signed=renewed, name="Dr. New", password=people.PASSWORD, at=NOON)


def test_of_a_token_only_the_hash_is_kept(scene: Scene) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(i)::text FROM accounts_invitation AS i")
        kept = str(cursor.fetchall())
    assert scene.token.split(":")[0] not in kept


def test_nobody_is_invited_to_an_address_that_signs_in(scene: Scene) -> None:
    with pytest.raises(EmailTaken):
        _invite(scene.admin, scene.person.email.upper())


@pytest.mark.parametrize("groups", [(), ("strangers",), ("therapists", "leads")])
def test_a_group_that_gives_no_single_role_is_refused(scene: Scene, groups: tuple[str, ...]) -> None:
    with pytest.raises(RoleUnknown):
        _adopt(scene, *groups)


def test_nobody_is_registered_by_a_provider(scene: Scene) -> None:
    for email in ("nobody@practice.example", ""):
        with pytest.raises(NoSuchAccount):
            _adopt(scene, "therapists", email=email)
    services.deactivate_person(person=scene.person, by=scene.admin, at=NOON)
    with pytest.raises(NoSuchAccount):
        _adopt(scene, "therapists")


def test_an_account_keeps_the_subject_it_was_tied_to(scene: Scene) -> None:
    _adopt(scene, "therapists")
    with pytest.raises(NoSuchAccount):
        services.adopt_person(subject="s-2", email=scene.person.email, groups=["therapists"], roles=ROLES, at=NOON)
    assert _adopt(scene, "leads", email="changed@practice.example").role == Role.PRACTICE_ADMIN
