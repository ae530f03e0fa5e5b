"""Practices, clinicians, clients and sessions."""

import itertools
from datetime import UTC, datetime

from rung.accounts import services as accounts
from rung.accounts.enums import Role
from rung.accounts.models import Clinician, Practice, Supervision
from rung.clients import services as clients
from rung.clients.enums import Method, Modality, Purpose
from rung.clients.models import Client, Consent
from rung.clients.services.consents import Answer, Scope
from rung.sessions import services as sessions
from rung.sessions.models import TherapySession

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
SIGNED = Answer(Method.TYPED, "Testa Fictional")
PASSWORD = "correct horse battery staple"
_numbers = itertools.count(1)


def practice() -> Practice:
    """Return a new practice."""
    return accounts.create_practice(name=f"Practice {next(_numbers)}", at=NOON)


def clinician(at_practice: Practice | None = None, role: Role = Role.CLINICIAN) -> Clinician:
    """Return a new clinician, or somebody of another role, who can sign in with PASSWORD."""
    number = next(_numbers)
    return accounts.add_clinician(
        practice=at_practice or practice(),
        email=f"clinician{number}@practice.example",
        name=f"Clinician {number}",
        password=PASSWORD,
        at=NOON,
        role=role,
    )


def supervision(supervisor: Clinician, of: Clinician) -> Supervision:
    """Return a new supervision, set by an administrator of the practice."""
    admin = clinician(supervisor.practice, Role.PRACTICE_ADMIN)
    return accounts.begin_supervision(supervisor=supervisor, clinician=of, by=admin, at=NOON)


def client(of: Clinician, first_name: str = "Testa", last_name: str = "Fictional") -> Client:
    """Return a new client of a clinician, who has agreed to everything in the room."""
    made = silent_client(of, first_name, last_name)
    consents(made, of)
    return made


def silent_client(of: Clinician, first_name: str = "Testa", last_name: str = "Fictional") -> Client:
    """Return a new client of a clinician, whom nobody has asked anything."""
    return clients.add_client(first_name=first_name, last_name=last_name, by=of, at=NOON)


def consents(
    of: Client,
    by: Clinician,
    *purposes: Purpose,
    modality: Modality = Modality.IN_PERSON,
    answer: Answer = SIGNED,
    at: datetime = NOON,
) -> list[Consent]:
    """Record consents of a client; to everything, where no purpose is named."""
    scopes = [Scope(purpose, modality) for purpose in purposes or Purpose]
    return clients.give_consents(client=of, scopes=scopes, answer=answer, by=by, at=at)


def session(of: Clinician, with_client: Client | None = None) -> TherapySession:
    """Return a new session of a clinician."""
    person = with_client or client(of)
    return sessions.schedule_session(client=person, starts_at=NOON, by=of, at=NOON)
