"""Clients for other software: list, add, show."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from rung.accounts.enums import State
from rung.accounts.models import Clinician
from rung.audit import services as audit
from rung.clients import selectors, services
from rung.clients.api.consents import MAX_WORDS_CHARS
from rung.clients.enums import Method, Modality, Purpose
from rung.clients.models import Client
from rung.clients.services.consents import DEMONSTRATION, Agreement, Answer, Scope
from rung.common.api.documents import answered, documented
from rung.common.api.doors import Door
from rung.common.api.pages import PageOut, Paging, page_of
from rung.common.api.shapes import Choice, In

NEWEST_FIRST = ("-created_at", "-id")
MAX_NAME_CHARS = 80  # as on the screens
MOST_FOUND = 100


class FirstConsents(In):
    """What a new client agreed to at once, after they were shown the texts."""

    purposes = serializers.ListField(child=Choice(Purpose.choices), allow_empty=True)
    modality = Choice(Modality.choices, required=False, default=Modality.IN_PERSON)
    method = Choice(Method.choices)
    words = serializers.CharField(max_length=MAX_WORDS_CHARS, allow_blank=True, help_text="As for `give_consent`.")


class NewClient(In):
    """A person to take into care."""

    first_name = serializers.CharField(
        max_length=MAX_NAME_CHARS, allow_blank=True, help_text="Not blank: the guide greets them by it."
    )
    last_name = serializers.CharField(max_length=MAX_NAME_CHARS, required=False, default="", allow_blank=True)
    consents = FirstConsents(
        required=False,
        help_text="Left out: nothing was agreed to; in a demonstration, what a first brief needs is assumed.",
    )
    state = Choice(
        State.choices, required=False, default=None, help_text="Where they sit, if not in the practice's state."
    )


class ClientOut(serializers.Serializer[Client]):
    """A person in the clinician's care."""

    id = serializers.UUIDField()
    first_name = serializers.CharField()
    last_name = serializers.CharField()
    state = serializers.CharField(help_text="Empty: the practice's state, or one without rules of its own.")
    is_part2 = serializers.BooleanField(help_text="A substance use record under 42 CFR Part 2.")
    created_at = serializers.DateTimeField()
    discharged_at = serializers.DateTimeField(allow_null=True)


class ClientPage(PageOut):
    """Some of the clinician's clients."""

    items = ClientOut(many=True)


@documented("list_clients", query=Paging, out=(200, ClientPage))
class ListClients(Door[Clinician]):
    """List your clients, newest first.

    Each of them is noted in the audit trail as read.
    """

    def get(self, _request: Request) -> Response:
        page = page_of(selectors.clients_of(self.by), self.asked(Paging), order=NEWEST_FIRST)
        ids = [client.id for client in page.items]
        with audit.access_to_many(by=self.by, at=self.at, kind="client", client_ids=ids):
            return Response(ClientPage(page).data)


@documented(
    "add_client",
    into=NewClient,
    out=(201, ClientOut),
    headers=(answered("Location", "Where the client is.", 201),),
    refuses=(409, 422),
)
class AddClient(Door[Clinician]):
    """Take a client into your care."""

    def post(self, request: Request) -> Response:
        sent = self.sent(NewClient)
        agreed = _agreement(sent.pop("consents", None))
        client = services.welcome_client(**sent, agreed=agreed, by=self.by, at=self.at)
        shown = _shown(client, by=self.by, at=self.at)
        return Response(shown, 201, headers={"Location": f"{request.path}/{client.id}"})


@documented("show_client", out=(200, ClientOut), refuses=(404,))
class ShowClient(Door[Clinician]):
    """Show one of your clients."""

    def get(self, _request: Request, client_id: UUID) -> Response:
        client = selectors.client_of(self.by, client_id)
        return Response(_shown(client, by=self.by, at=self.at))


def _agreement(sent: dict[str, Any] | None) -> Agreement | None:
    if sent is None:
        return DEMONSTRATION if getattr(settings, "DEMO_EMAIL", "") else None
    scopes = tuple(Scope(Purpose(name), Modality(sent["modality"])) for name in sent["purposes"])
    return Agreement(scopes, Answer(Method(sent["method"]), sent["words"])) if scopes else None


def _shown(client: Client, *, by: Clinician, at: datetime) -> dict[str, Any]:
    """Return a client as answered; the read is audited."""
    with audit.access(by=by, at=at, subject=audit.Subject("client", client.id, client.id)):
        return ClientOut(client).data


class NameSought(In):
    """An exact name: first, last or both; case and accents do not matter."""

    name = serializers.CharField(max_length=2 * MAX_NAME_CHARS + 1)


class ClientsFound(serializers.Serializer[Any]):
    """Your clients of that name."""

    items = ClientOut(many=True)


@documented("search_clients", into=NameSought, out=(200, ClientsFound))
class SearchClients(Door[Clinician]):
    """Find your clients by an exact name.

    The name is sent in the body: an address would stand in logs. Each client
    found is noted in the audit trail as read.
    """

    def post(self, _request: Request) -> Response:
        found = list(selectors.found_by_name(self.by, self.sent(NameSought)["name"])[:MOST_FOUND])
        with audit.access_to_many(by=self.by, at=self.at, kind="client", client_ids=[client.id for client in found]):
            return Response(ClientsFound({"items": found}).data)
