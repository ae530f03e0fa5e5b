"""The page of a reading list, and what a brief says of it, opened under an audited read."""

from datetime import datetime

from rung.accounts.models import Clinician
from rung.audit import services as audit
from rung.clients import policies as client_policies
from rung.clients.models import Client
from rung.pipelines.admin.reading.shapes import ReadingPage, ShownItem
from rung.reading import policies, selectors
from rung.reading.enums import UNREAD, ReadingStatus, SuggestedBy
from rung.reading.models import ReadingItem
from rung.sessions import selectors as sessions
from rung.sessions.models import TherapySession

LIMIT = 200
RECENT = 12  # sessions to choose from
STEPS = {
    ReadingStatus.READING: "They began",
    ReadingStatus.READ: "They read it",
    ReadingStatus.PUT_ASIDE: "Put aside",
}


def shown(client: Client, *, by: Clinician, at: datetime) -> ReadingPage:
    """Return a client's reading list, newest first."""
    held = sessions.sessions_with(by, client)[:RECENT]
    with audit.access(by=by, at=at, subject=audit.Subject("reading_list", client.id, client.id)):
        return ReadingPage(
            id=client.id,
            client=client.full_name(),
            items=tuple(_item(row) for row in selectors.items_of(client)[:LIMIT]),
            sessions=tuple((session.id, session.starts_at) for session in held),
            may_change=client_policies.is_client_of(client, by),
            today=at.date(),
        )


def beside(session: TherapySession) -> tuple[ShownItem, ...]:
    """Return what a brief says of the reading list as it stands now; needs a declared access."""
    return tuple(_item(row) for row in selectors.items_for(session)[:LIMIT])


def _item(row: ReadingItem) -> ShownItem:
    return ShownItem(
        id=row.id,
        version=row.version,
        work=selectors.work_of(row),
        status=str(ReadingStatus(row.status).label),
        suggested_by=str(SuggestedBy(row.suggested_by).label).lower(),
        is_open=row.status in UNREAD,
        may_assign=policies.may_move(row.status, ReadingStatus.ASSIGNED),
        steps=tuple((to.value, said) for to, said in STEPS.items() if policies.may_move(row.status, to)),
        is_to_discuss=row.is_to_discuss,
        discussed_at=row.discussed_in.starts_at if row.discussed_in else None,
        due_on=row.due_on,
        note=row.note or "",
    )
