"""List and add measures; show where they go."""

from typing import Any
from uuid import UUID

from rest_framework.request import Request
from rest_framework.response import Response

from rung.accounts.models import Clinician
from rung.audit import services as audit
from rung.clients import selectors as clients
from rung.common.api.documents import documented
from rung.common.api.doors import Door
from rung.common.api.pages import Page, Paging, page_of
from rung.progress import selectors, services
from rung.progress.api.shapes import Course, MeasureOut, MeasurePage, NewMeasure, TrajectoryOut
from rung.progress.enums import FilledBy, Instrument
from rung.progress.schemas import MeasureContent, Scale
from rung.progress.selectors import Beyond
from rung.progress.services import Taken

NEWEST_FIRST = ("-taken_on", "-created_at", "-id")


@documented("list_measures", query=Paging, out=(200, MeasurePage), refuses=(404,))
class ListMeasures(Door[Clinician]):
    """List a client's measures with their answers, newest first."""

    def get(self, _request: Request, client_id: UUID) -> Response:
        client = clients.client_of(self.by, client_id)
        page = page_of(selectors.measures_of(self.by, client), self.asked(Paging), order=NEWEST_FIRST)
        with audit.access(by=self.by, at=self.at, subject=audit.Subject("client.progress", client.id, client.id)):
            opened = Page([selectors.opened(row) for row in page.items], page.next_cursor)
            return Response(MeasurePage(opened).data)


@documented("add_measure", into=NewMeasure, out=(201, MeasureOut), refuses=(404, 422))
class AddMeasure(Door[Clinician]):
    """Keep a measure.

    PHQ-9 item 9 answered with 1 or more opens a risk review every time, in the
    same act: where that fails, nothing is kept.
    """

    def post(self, _request: Request, client_id: UUID) -> Response:
        client, sent = clients.client_of(self.by, client_id), self.sent(NewMeasure)
        taken = Taken(sent["taken_on"], FilledBy(sent["filled_by"]), sent["session_id"])
        instrument = Instrument(sent["instrument"])
        measure = services.keep_measure(
            _content(sent), instrument=instrument, taken=taken, client=client, by=self.by, at=self.at
        )
        with audit.access(by=self.by, at=self.at, subject=audit.Subject("measure", measure.id, client.id)):
            return Response(MeasureOut(selectors.opened(measure)).data, 201)


@documented("show_trajectory", out=(200, TrajectoryOut), refuses=(404,))
class ShowTrajectory(Door[Clinician]):
    """Show where a client's measures go, with every signal that led to it.

    No single score decides it: where one would, the verdict is `not_yet`.
    """

    def get(self, _request: Request, client_id: UUID) -> Response:
        client = clients.client_of(self.by, client_id)
        with audit.access(by=self.by, at=self.at, subject=audit.Subject("client.progress", client.id, client.id)):
            found = selectors.progress_of(self.by, client, beyond=Beyond(), at=self.at)
        said = found.trajectory
        return Response(TrajectoryOut(Course(said.verdict, said.why, said.signals, found.patterns)).data)


def _content(sent: dict[str, Any]) -> MeasureContent:
    scale = Scale(**sent["scale"]) if sent["scale"] else None
    return MeasureContent(tuple(sent["answers"]), sent["difficulty"], scale, sent["note"])
