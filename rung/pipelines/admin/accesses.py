"""Who opened a client's record: the page, its filter and its export."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.db import transaction

from rung.accounts import selectors as accounts
from rung.accounts.models import Clinician
from rung.audit import selectors as audited
from rung.audit import services as audit
from rung.audit.models import AuditEvent
from rung.audit.selectors import Only
from rung.clients import selectors as clients
from rung.clients.models import Client
from rung.pipelines.admin import words
from rung.pipelines.errors import ExportTooLarge

PAGE = 50
EXPORT_ROWS = 50_000
LARGEST_ID = 2**63 - 1
SYSTEM, ELSEWHERE = "Rung itself", "Somebody outside this practice"
COLUMNS = ("event", "time (UTC)", "who", "who (id)", "what", "outcome", "kind", "id", "request")
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # how a cell begins that a spreadsheet would compute


class Filter(forms.Form):
    """Whose accesses to show, and from which days; days are UTC, both included."""

    person = forms.ChoiceField(required=False, label="Person")
    since = forms.DateField(required=False, label="From", widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(required=False, label="To", widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, data: Mapping[str, Any], people: Mapping[UUID, str]) -> None:
        """Offer the people who did something with the record."""
        super().__init__(data)
        self.fields["person"].choices = [  # type: ignore[attr-defined]  # it is a ChoiceField
            ("", "Everybody"),
            *sorted(((str(pk), name) for pk, name in people.items()), key=lambda choice: choice[1]),
        ]

    def only(self) -> Only:
        """Return what was asked for; what cannot be understood is left out, and said beside its field."""
        self.is_valid()
        chosen, since, until = (self.cleaned_data.get(name) for name in ("person", "since", "until"))
        return Only(
            actor_id=UUID(chosen) if chosen else None,
            since=datetime.combine(since, time.min, UTC) if since else None,
            until=datetime.combine(until, time.min, UTC) + timedelta(days=1) if until else None,
        )


@dataclass(frozen=True, slots=True)
class ShownEvent:
    """One line of the page."""

    id: int
    at: datetime
    who: str
    what: str
    is_refused: bool
    request: str


@dataclass(frozen=True, slots=True)
class AccessPage:
    """Everything the page shows."""

    client: str
    client_id: UUID
    events: tuple[ShownEvent, ...]
    older: int | None
    is_newest: bool
    is_filtered: bool
    form: Filter


def shown(client: Client, *, asked: Mapping[str, str], by: Clinician, at: datetime) -> AccessPage:
    """Return a page of the events about a client; opening it is one more of them."""
    with audit.access(by=by, at=at, subject=audit.Subject("audit_trail", client.id, client.id)):
        people = clients.people_about(by, client)
        form, before = Filter(asked, people), asked.get("before", "")
        only = form.only()
        events = clients.events_about(by, client, only)
        rest = audited.before(min(int(before), LARGEST_ID), events) if before.isdecimal() else None
        found = list((events if rest is None else rest)[: PAGE + 1])
        return AccessPage(
            client=client.full_name(),
            client_id=client.id,
            events=tuple(_shown(event, people) for event in found[:PAGE]),
            older=found[PAGE - 1].id if len(found) > PAGE else None,
            is_newest=rest is None,
            is_filtered=only != Only(),
            form=form,
        )


@transaction.atomic
def exported(client: Client, *, asked: Mapping[str, str], by: Clinician, at: datetime) -> str:
    """Return the events as CSV, and record that they were exported.

    Raises:
        ExportTooLarge: they are more than fit.
    """
    own = audit.record(audit.Act.EXPORT, by=by, at=at, subject=audit.Subject("audit_trail", client.id, client.id))
    events = clients.events_about(by, client, Filter(asked, clients.people_about(by, client)).only())
    found = list(events.exclude(pk=own.pk)[: EXPORT_ROWS + 1])
    if len(found) > EXPORT_ROWS:
        raise ExportTooLarge
    names = accounts.names_of(by, {event.actor_id for event in found})
    sink = io.StringIO()
    sheet = csv.writer(sink)
    sheet.writerow(COLUMNS)
    sheet.writerows(_cells(event, names) for event in found)
    return sink.getvalue()


def _shown(event: AuditEvent, people: Mapping[UUID, str]) -> ShownEvent:
    return ShownEvent(
        id=event.id,
        at=event.at,
        who=_who(event, people),
        what=f"{words.ACT_TITLES[event.act]}: {words.subject_of(event.subject_kind)}",
        is_refused=event.outcome == audit.Outcome.REFUSED,
        request=event.request_id,
    )


def _who(event: AuditEvent, people: Mapping[UUID, str]) -> str:
    return people.get(event.actor_id, ELSEWHERE) if event.actor_id else SYSTEM


def _cells(event: AuditEvent, names: Mapping[UUID, str]) -> list[str]:
    cells = (
        event.id, event.at.astimezone(UTC).isoformat(timespec="milliseconds"), _who(event, names), event.actor_id,
        event.act, event.outcome, event.subject_kind, event.subject_id, event.request_id,
    )  # fmt: skip
    return [_harmless("" if cell is None else str(cell)) for cell in cells]


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell
