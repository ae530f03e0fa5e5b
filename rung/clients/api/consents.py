"""Consents: the texts to show, list, give. Taking one back reaches further: see `pipelines.api`."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from rung.accounts.models import Clinician
from rung.clients import selectors, services
from rung.clients.enums import Method, Modality, Purpose
from rung.clients.models import Consent
from rung.clients.policies import texts
from rung.clients.policies.rules import Rules
from rung.clients.services.consents import Answer, Scope
from rung.common.api.documents import documented
from rung.common.api.doors import Door
from rung.common.api.pages import PageOut, Paging, page_of
from rung.common.api.shapes import Choice, In

NEWEST_FIRST = ("-created_at", "-id")
MAX_WORDS_CHARS = 2000


class ConsentScope(In):
    """What a consent is for."""

    purpose = Choice(Purpose.choices)
    modality = Choice(Modality.choices, help_text="How client and clinician meet; a consent holds for one way.")


class NewConsent(ConsentScope):
    """What the client said, after they were shown the text."""

    method = Choice(Method.choices)
    words = serializers.CharField(
        max_length=MAX_WORDS_CHARS,
        allow_blank=True,
        help_text="`typed`: the client's name as they signed. `verbal`: who heard it and how it was given. Sealed.",
    )


class ConsentOut(serializers.Serializer[Consent]):
    """A consent, without the words it was given in."""

    id = serializers.UUIDField()
    purpose = Choice(Purpose.choices)
    modality = Choice(Modality.choices)
    method = Choice(Method.choices)
    text_version = serializers.CharField()
    text_sha256 = serializers.CharField(help_text="Of the text and the disclosures that were shown.")
    recorded_by_id = serializers.UUIDField()
    given_at = serializers.DateTimeField(source="created_at")
    expires_at = serializers.DateTimeField(allow_null=True)
    withdrawn_at = serializers.DateTimeField(allow_null=True)


class ConsentPage(PageOut):
    """Some of a client's consents."""

    items = ConsentOut(many=True)


@dataclass(frozen=True, slots=True)
class TextToShow:
    """What a client reads or hears before they answer for one purpose."""

    purpose: Purpose
    shown: texts.Shown
    methods: tuple[Method, ...]


class TextOut(serializers.Serializer[TextToShow]):
    """The text of one purpose."""

    purpose = Choice(Purpose.choices)
    version = serializers.CharField(source="shown.version")
    text = serializers.CharField(source="shown.text")
    disclosures = serializers.ListField(
        child=serializers.CharField(), source="shown.disclosures", help_text="What a state has shown beside the text."
    )
    methods = serializers.ListField(child=serializers.CharField(), help_text="How it may be given: `typed`, `verbal`.")


class TextsOut(serializers.Serializer[Any]):
    """The texts for one client, under the rules of their state and the practice's."""

    is_reviewed = serializers.BooleanField(help_text="Whether counsel has read these rules; have them read.")
    items = TextOut(many=True)


@documented("list_consent_texts", out=(200, TextsOut), refuses=(404,))
class ListConsentTexts(Door[Clinician]):
    """List what to show a client before they answer."""

    def get(self, _request: Request, client_id: UUID) -> Response:
        rules = selectors.rules_of(selectors.client_of(self.by, client_id))
        items = [_text(purpose, rules) for purpose in Purpose]
        return Response(TextsOut({"is_reviewed": rules.is_reviewed, "items": items}).data)


@documented("list_consents", query=Paging, out=(200, ConsentPage), refuses=(404,))
class ListConsents(Door[Clinician]):
    """List everything a client ever agreed to, newest first; withdrawn consents stay."""

    def get(self, _request: Request, client_id: UUID) -> Response:
        client = selectors.client_of(self.by, client_id)
        page = page_of(selectors.consents_of(client), self.asked(Paging), order=NEWEST_FIRST)
        return Response(ConsentPage(page).data)


@documented("give_consent", into=NewConsent, out=(201, ConsentOut), refuses=(404, 409, 422))
class GiveConsent(Door[Clinician]):
    """Record a consent of a client."""

    def post(self, _request: Request, client_id: UUID) -> Response:
        client, sent = selectors.client_of(self.by, client_id), self.sent(NewConsent)
        answer = Answer(Method(sent["method"]), sent["words"])
        (consent,) = services.give_consents(
            client=client, scopes=[scope_of(sent)], answer=answer, by=self.by, at=self.at
        )
        return Response(ConsentOut(consent).data, 201)


def scope_of(sent: dict[str, Any]) -> Scope:
    """Return the scope that `ConsentScope` took."""
    return Scope(Purpose(sent["purpose"]), Modality(sent["modality"]))


def _text(purpose: Purpose, rules: Rules) -> TextToShow:
    return TextToShow(purpose, texts.shown_for(purpose, rules), rules.methods(purpose))
