"""Runs for other software: start, list, watch; and taking back a consent, which ends some."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from rung.accounts.enums import Analyst
from rung.accounts.models import Clinician
from rung.clients import selectors as clients
from rung.clients.api.consents import ConsentOut, ConsentScope, scope_of
from rung.common.api.documents import answered, documented
from rung.common.api.doors import Door
from rung.common.api.limits import Bucket
from rung.common.api.pages import Page, PageOut, Paging, page_of
from rung.common.api.shapes import Choice, In
from rung.common.api.versions import version_edited
from rung.pipelines import flows, launch, selectors, services
from rung.pipelines.enums import CallOutcome, Kind, Notice, RunStatus, StageStatus
from rung.pipelines.models import AgentCall, PipelineRun, StageRun
from rung.pipelines.stages import note as drafting
from rung.sessions import selectors as sessions
from rung.sessions.api.notes import ETAG, ETAG_OF_NEW, IF_MATCH, note_answer
from rung.sessions.api.noteshapes import NoteOut
from rung.sessions.enums import NoteFormat

NEWEST_FIRST = ("-created_at", "-id")


class RunFilter(Paging):
    """Which runs to list."""

    status = Choice(RunStatus.choices, required=False, help_text="Only those in this state.")


@dataclass(frozen=True, slots=True)
class ShownStage:
    """A stage and what it does, in words."""

    row: StageRun
    doing: str


@dataclass(frozen=True, slots=True)
class ShownRun:
    """A run with its stages."""

    row: PipelineRun
    stages: tuple[ShownStage, ...]

    @property
    def notice_text(self) -> str:
        """What the clinician must know of the findings."""
        return Notice(self.row.notice).sentence if self.row.notice else ""


class StageOut(serializers.Serializer[ShownStage]):
    """One step of a run."""

    name = serializers.CharField(source="row.name")
    doing = serializers.CharField(help_text="What it does, in words to show while it works.")
    status = Choice(StageStatus.choices, source="row.status")
    progress = serializers.IntegerField(source="row.progress", help_text="Percent.")
    reason = serializers.CharField(source="row.reason", help_text="A code: why it was skipped or stopped; often empty.")
    started_at = serializers.DateTimeField(source="row.started_at", allow_null=True)
    finished_at = serializers.DateTimeField(source="row.finished_at", allow_null=True)


class CallOut(serializers.Serializer[AgentCall]):
    """One question to a language model: what it took, never what was said."""

    agent = serializers.CharField()
    provider = Choice(Analyst.choices)
    model = serializers.CharField(help_text="The provider's name of it; empty where none answered.")
    outcome = Choice(CallOutcome.choices)
    tokens_in = serializers.IntegerField()
    tokens_out = serializers.IntegerField()
    tokens_cached = serializers.IntegerField(help_text="Of tokens_in.")
    cost_microdollars = serializers.IntegerField(help_text="Millionths of a US dollar, at list price.")
    milliseconds = serializers.IntegerField()
    tries = serializers.IntegerField()


class RunOut(serializers.Serializer[ShownRun]):
    """A go of the pipeline over one session; no text of the record."""

    id = serializers.UUIDField(source="row.id")
    kind = Choice(Kind.choices, source="row.kind")
    session_id = serializers.UUIDField(source="row.session_id")
    client_id = serializers.UUIDField(source="row.client_id")
    status = Choice(RunStatus.choices, source="row.status")
    is_active = serializers.BooleanField(source="row.is_active", help_text="Ask again while it is.")
    created_at = serializers.DateTimeField(source="row.created_at")
    started_at = serializers.DateTimeField(source="row.started_at", allow_null=True)
    finished_at = serializers.DateTimeField(source="row.finished_at", allow_null=True)
    notice = serializers.CharField(
        source="row.notice", help_text="A code: why the findings are offline ones although a model was chosen."
    )
    notice_text = serializers.CharField(help_text="The notice in words for the clinician; empty without one.")
    stages = StageOut(many=True)
    calls = CallOut(many=True, source="row.calls.all")


class RunPage(PageOut):
    """Some of the clinician's runs."""

    items = RunOut(many=True)


@documented(
    "start_pre_session",
    out=(202, RunOut),
    headers=(answered("Location", "Where to watch the run.", 202),),
    refuses=(404, 409, 422),
)
class StartPreSession(Door[Clinician]):
    """Prepare a session: from its newest recording or text to a brief and a guide.

    While a run is going it is answered instead of starting another.
    """

    def post(self, _request: Request, session_id: UUID) -> Response:
        session = sessions.session_of(self.by, session_id)
        run = launch.start_pre_session(session=session, by=self.by, at=self.at)
        return Response(_shown(run), 202, headers={"Location": reverse("api:run", args=[run.id])})


@documented("list_runs", query=RunFilter, out=(200, RunPage))
class ListRuns(Door[Clinician]):
    """List your runs, newest first."""

    def get(self, _request: Request) -> Response:
        asked = self.asked(RunFilter)
        mine = selectors.runs_of(self.by)
        rows = mine.filter(status=asked["status"]) if "status" in asked else mine
        page = page_of(rows, asked, order=NEWEST_FIRST, of=mine)
        return Response(RunPage(Page([_in_words(run) for run in page.items], page.next_cursor)).data)


@documented("show_run", out=(200, RunOut), refuses=(404,))
class ShowRun(Door[Clinician]):
    """Show where a run stands."""

    buckets = (Bucket.STATUS,)

    def get(self, _request: Request, run_id: UUID) -> Response:
        return Response(_shown(selectors.run_of(self.by, run_id)))


@documented("withdraw_consent", into=ConsentScope, out=(200, ConsentOut), refuses=(404, 409))
class WithdrawConsent(Door[Clinician]):
    """Take back a consent of a client.

    Runs that need it end with the reason `consent_withdrawn` and keep nothing
    more; guides that rest on it are withdrawn.
    """

    def post(self, _request: Request, client_id: UUID) -> Response:
        client, scope = clients.client_of(self.by, client_id), scope_of(self.sent(ConsentScope))
        consent = services.withdraw_consent(client=client, scope=scope, by=self.by, at=self.at)
        return Response(ConsentOut(consent).data)


class NoteLayout(In):
    """How to lay a note out."""

    format = Choice(NoteFormat.choices)


@documented(
    "write_note",
    into=NoteLayout,
    out=(201, NoteOut),
    headers=(ETAG_OF_NEW, answered("Location", "Where the note is.", 201)),
    refuses=(404,),
)
class WriteNote(Door[Clinician]):
    """Draft a session note from a brief: the brief's facts, in the fields of a format, for you to edit and sign."""

    buckets = (Bucket.USUAL, Bucket.NOTES)

    def post(self, _request: Request, brief_id: UUID) -> Response:
        layout = NoteFormat(self.sent(NoteLayout)["format"])
        note = drafting.write(sessions.brief_of(self.by, brief_id), layout, by=self.by, at=self.at)
        answer = note_answer(note, by=self.by, at=self.at, status=201)
        answer["Location"] = reverse("api:note", args=[note.id])
        return answer


@documented("lay_out_note", into=NoteLayout, out=(200, NoteOut), headers=(ETAG, IF_MATCH), refuses=(404, 409, 412, 428))
class LayOutNote(Door[Clinician]):
    """Lay a draft out in another format: the same facts in other fields.

    What you last wrote in that format comes back. The text before stays among
    the versions.
    """

    def post(self, request: Request, note_id: UUID) -> Response:
        version, layout = version_edited(request), NoteFormat(self.sent(NoteLayout)["format"])
        note = sessions.note_of(self.by, note_id)
        saved = drafting.switch(note, layout, version=version, by=self.by, at=self.at)
        return note_answer(saved, by=self.by, at=self.at)


def _shown(run: PipelineRun) -> dict[str, Any]:
    return RunOut(_in_words(run)).data


def _in_words(run: PipelineRun) -> ShownRun:
    doing = {stage.name: stage.doing for stage in flows.recipe_of(run.kind)}
    return ShownRun(run, tuple(ShownStage(row, doing.get(row.name, "")) for row in run.stages.all()))
