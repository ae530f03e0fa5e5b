"""Requests of clients and disclosures, made through the services."""

from datetime import date, datetime

from rung.accounts.models import Clinician
from rung.clients.models import Client
from rung.rights import services
from rung.rights.enums import Asker, DisclosureKind, IdentityCheck, RecordKind, RightsKind
from rung.rights.models import Disclosure, RightsRequest
from rung.rights.schemas import DisclosureDetail
from rung.rights.services.disclosures import Disclosed
from rung.rights.services.requests import AmendedRecord, Asked
from rung.sessions.models import TherapySession
from tests.factories.people import NOON

TODAY = NOON.date()


def asked(
    kind: RightsKind = RightsKind.ACCESS,
    words: str = "A copy of everything.",
    record: AmendedRecord | None = None,
    received_on: date = TODAY,
) -> Asked:
    """Return something a client asked in person."""
    return Asked(kind, received_on, Asker.CLIENT, IdentityCheck.IN_PERSON, words, record)


def request(of: Clinician, client: Client, kind: RightsKind = RightsKind.ACCESS, at: datetime = NOON) -> RightsRequest:
    """Return a request of one of the two kinds that name no record."""
    return services.receive_request(asked(kind, received_on=at.date()), client=client, by=of, at=at)


def amendment(of: Clinician, session: TherapySession, words: str = "It was Tuesday.") -> RightsRequest:
    """Return a request to amend what is kept of a session."""
    record = AmendedRecord(session.id, RecordKind.SESSION, session.id)
    wanted = asked(RightsKind.AMENDMENT, words, record)
    return services.receive_request(wanted, client=session.client, by=of, at=NOON)


def disclosure(of: Clinician, client: Client, what: str = "Dates of sessions.", on: date = TODAY) -> Disclosure:
    """Return a disclosure to a court."""
    detail = DisclosureDetail("The county court", what, "Subpoena 12")
    return services.note_disclosure(Disclosed(DisclosureKind.COURT, on, detail), client=client, by=of, at=NOON)
