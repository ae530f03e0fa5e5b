"""Reads of clients; every one starts from a clinician."""

from uuid import UUID

from django.db import models
from django.db.models import Q

from rung.accounts import selectors as accounts
from rung.accounts.models import Clinician
from rung.audit import selectors as audit
from rung.audit.models import AuditEvent
from rung.clients import fields, policies
from rung.clients.errors import ClientNotFound
from rung.clients.models import Client, ClientQuerySet, Consent, LegalHold
from rung.clients.policies import rules


def clients_of(clinician: Clinician) -> ClientQuerySet:
    """Return the clinician's clients, newest first."""
    return Client.objects.for_clinician(clinician)


def supervised_clients_of(clinician: Clinician) -> ClientQuerySet:
    """Return the clients of those the clinician supervises, newest first."""
    return Client.objects.open_to(clinician).exclude(clinician=clinician).select_related("clinician")


def client_of(clinician: Clinician, client_id: UUID) -> Client:
    """Return one client whose record the clinician may read.

    Raises:
        ClientNotFound: there is none, or it is somebody else's; the two look the same.
    """
    found = Client.objects.open_to(clinician).filter(pk=client_id).first()
    if found is None:
        raise ClientNotFound
    return found


def found_by_name(clinician: Clinician, text: str) -> ClientQuerySet:
    """Return the clients open to the clinician whose first, last or full name is the text, in any case and accents.

    It asks for exact names only: the database holds nothing that could answer
    for a part of one.
    """
    sought = fields.sought(text, practice_id=clinician.practice_id)
    readable = Client.objects.open_to(clinician).select_related("clinician")
    return readable.filter(Q.create([*sought.items()], connector=Q.OR)) if sought else readable.none()


def held_client_of(clinician: Clinician, client_id: UUID) -> Client:
    """Return one client of the clinician, locked to the end of the open transaction.

    Whoever checks or takes back a consent holds this row first, before any
    other row of the client: so neither sees half of the other's work, and no
    two wait for each other. Rows that point to the client can still be added.

    Raises:
        ClientNotFound: there is none, or it is somebody else's.
    """
    found = clients_of(clinician).select_for_update(no_key=True).filter(pk=client_id).first()
    if found is None:
        raise ClientNotFound
    return found


def consents_of(client: Client) -> models.QuerySet[Consent]:
    """Return everything the client ever agreed to, newest first."""
    return Consent.objects.filter(client=client)


def rules_of(client: Client) -> rules.Rules:
    """Return the rules that hold for the client: the practice's state's and their own."""
    return rules.rules_for(client.practice.state, client.state)


def events_about(clinician: Clinician, client: Client, only: audit.Only | None = None) -> models.QuerySet[AuditEvent]:
    """Return what anybody did with a client's record, latest first; reading it is itself to be audited.

    Raises:
        ClientNotFound: it is somebody else's client.
    """
    policies.check_is_client_of(client, clinician)
    return audit.events_of(client.id, only)


def people_about(clinician: Clinician, client: Client) -> dict[UUID, str]:
    """Return the colleagues who did something with a client's record, by id.

    Raises:
        ClientNotFound: it is somebody else's client.
    """
    policies.check_is_client_of(client, clinician)
    return accounts.names_of(clinician, audit.actors_of(client.id))


def holds_of(client: Client) -> models.QuerySet[LegalHold]:
    """Return every legal hold a client had, newest first."""
    return LegalHold.objects.filter(client=client).select_related("set_by", "lifted_by")


def is_held(client: Client) -> bool:
    """Answer whether a legal hold stands."""
    return holds_of(client).filter(lifted_at__isnull=True).exists()
