"""Forms of the desk; services check again."""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from django import forms

from rung.accounts.models import Clinician
from rung.clients.models import Client
from rung.pipelines.admin.forms import LongText
from rung.rights.enums import Asker, DisclosureKind, IdentityCheck, RecordKind, RightsKind
from rung.rights.schemas import DisclosureDetail
from rung.rights.services.disclosures import Disclosed
from rung.rights.services.requests import AmendedRecord, Asked
from rung.sessions import selectors as sessions
from rung.sessions.models import ClientGuide, ClinicalBrief, SessionTranscript

LIMIT = 200
ONE_LINE_CHARS = 1_000
KINDS = (
    (RecordKind.TRANSCRIPT, "Transcript or notes", SessionTranscript.objects.order_by("created_at")),
    (RecordKind.BRIEF, "Brief", ClinicalBrief.objects.order_by("created_at")),
    (RecordKind.GUIDE, "Guide", ClientGuide.objects.order_by("created_at")),
)


def _day(label: str) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))


def _words(label: str, rows: int = 4) -> LongText:
    return LongText(label=label, strip=False, widget=forms.Textarea(attrs={"rows": rows}))


class NewRequest(forms.Form):
    """Something a client asked for."""

    kind = forms.ChoiceField(choices=RightsKind.choices, label="What is asked for")
    received_on = _day("Received on")
    asked_by = forms.ChoiceField(choices=Asker.choices, label="Who asks")
    identity_check = forms.ChoiceField(choices=IdentityCheck.choices, label="How their identity was checked")
    record = forms.ChoiceField(required=False, label="Which record, for an amendment")
    words = _words("What they ask, in their words")

    def offer(self, records: Iterable[tuple[str, str]]) -> None:
        """Offer the records that could be amended."""
        self.fields["record"] = forms.ChoiceField(
            choices=[("", "None: not an amendment"), *records], required=False, label="Which record, for an amendment"
        )

    def asked(self) -> Asked:
        """Return what was filled in."""
        told = self.cleaned_data
        return Asked(
            kind=RightsKind(told["kind"]),
            received_on=told["received_on"],
            asked_by=Asker(told["asked_by"]),
            identity_check=IdentityCheck(told["identity_check"]),
            words=told["words"],
            record=_record(told["record"]),
        )


class NewCopy(forms.Form):
    """What a copy is to hold."""

    contents = forms.MultipleChoiceField(
        choices=[choice for choice in RecordKind.choices if choice[0] != RecordKind.SESSION],
        initial=[RecordKind.TRANSCRIPT, RecordKind.GUIDE],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label="Beside the dates of sessions it holds",
    )
    request = forms.ChoiceField(required=False, label="It answers")

    def offer(self, requests: Iterable[tuple[str, str]]) -> None:
        """Offer the open requests of access."""
        self.fields["request"] = forms.ChoiceField(
            choices=[*requests, ("", "No request on this desk")], required=False, label="It answers"
        )


class NewDisclosure(forms.Form):
    """Something that was given to somebody."""

    kind = forms.ChoiceField(
        choices=[choice for choice in DisclosureKind.choices if choice[0] != DisclosureKind.TO_CLIENT],
        label="On which ground",
    )
    disclosed_on = _day("When")
    recipient = forms.CharField(max_length=ONE_LINE_CHARS, label="To whom, with their address")
    what = _words("What was given", rows=2)
    why = _words("Why, or a copy of what they asked", rows=2)

    def disclosed(self) -> Disclosed:
        """Return what was filled in."""
        told = self.cleaned_data
        detail = DisclosureDetail(told["recipient"], told["what"], told["why"])
        return Disclosed(DisclosureKind(told["kind"]), told["disclosed_on"], detail)


def records_of(client: Client, *, by: Clinician) -> list[tuple[str, str]]:
    """Return every record of a client that can be amended, as choices: latest session first, none of it opened."""
    held = list(sessions.sessions_of(by).filter(client=client)[:LIMIT])
    below: defaultdict[UUID, list[tuple[str, str]]] = defaultdict(list)
    for kind, title, rows in KINDS:
        for session_id, row_id, made in rows.filter(session__in=held).values_list("session_id", "id", "created_at"):
            below[session_id].append((_name(kind, session_id, row_id), f"{title} of {made:%Y-%m-%d, %H:%M} UTC"))
    return [
        choice
        for session in held
        for choice in (
            (_name(RecordKind.SESSION, session.id, session.id), f"Session of {session.starts_at:%Y-%m-%d}"),
            *below[session.id],
        )
    ]


def _name(kind: RecordKind, session_id: UUID, record_id: UUID) -> str:
    return f"{kind}/{session_id}/{record_id}"


def _record(name: str) -> AmendedRecord | None:
    if not name:
        return None
    kind, session_id, record_id = name.split("/")  # the form has checked that it was offered
    return AmendedRecord(UUID(session_id), RecordKind(kind), UUID(record_id))
