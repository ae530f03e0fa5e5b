"""Sessions: the list, the workspace, and the acts on it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_GET, require_POST

from rung.accounts.admin import stepup
from rung.accounts.models import Clinician
from rung.clients.errors import ConsentRefused
from rung.common import clock
from rung.pipelines import launch, selectors
from rung.pipelines.admin import guides, progress, today, workspace
from rung.pipelines.admin.forms import Notes, Recording, TranscriptText
from rung.pipelines.admin.notes import acts, files, shown
from rung.pipelines.admin.pages import Pages, View, clinician_of, refusals_become_messages, uuid_or_404
from rung.sessions import selectors as sessions
from rung.sessions import services
from rung.sessions.errors import GuideChanged, NoteChanged, NoteSigned, NoteTooLong, RecordNotFound
from rung.sessions.models import TherapySession
from rung.sessions.services import receiving

LIMIT = 200
NAME = "therapy_sessions_therapysession"


class SessionPages(Pages):
    """The clinician's sessions."""

    def get_urls(self) -> list[URLPattern]:
        """Add the workspace's acts to the admin's addresses."""
        acts: list[tuple[str, View]] = [
            ("receive", require_POST(self.receive)),
            ("start", require_POST(self.start)),
            ("status", require_GET(self.status)),
            ("brief", require_GET(self.brief)),
            ("acknowledge", require_POST(self.acknowledge)),
            ("guide", self.guide),
            ("note", self.note),
            ("note-file", require_POST(self.note_file)),
            ("part2", require_POST(self.part2)),
        ]
        site = self.admin_site
        ours = [path(f"<path:object_id>/{act}/", site.admin_view(view), name=f"{NAME}_{act}") for act, view in acts]
        return [*ours, *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: object = None) -> HttpResponse:
        """List the sessions, latest first."""
        by = clinician_of(request)
        rows = today.rows_of(list(sessions.sessions_of(by)[:LIMIT]), clinician=by, at=clock.now())
        return self.page(request, "rung/sessions.html", title="Sessions", rows=rows)

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: object = None) -> HttpResponse:
        """A session starts from its client."""
        messages.info(request, "Choose the client first, then add the session there.")
        return HttpResponseRedirect(reverse("admin:clients_client_changelist"))

    @refusals_become_messages
    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: object = None
    ) -> HttpResponse:
        """Show the workspace."""
        by = clinician_of(request)
        page = workspace.shown(self._session(by, object_id), by=by, at=clock.now())
        return self.page(request, "rung/session.html", title=page.client, page=page)

    @refusals_become_messages
    def receive(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Keep what was uploaded, pasted or written, and start a run over it."""
        by, at = clinician_of(request), clock.now()
        session = self._session(by, object_id)
        if not _kept(request, session, by):
            messages.error(request, "Nothing was sent: choose a file, or type some text. Nothing was changed.")
            return _back(session)
        going = selectors.latest_run_of(by, session)
        if going is not None and going.is_active:
            messages.warning(
                request, "It is kept. Another run is still going; when it has ended, choose “Prepare the brief” again."
            )
            return _back(session)
        try:
            launch.start_pre_session(session=session, by=by, at=at)
        except ConsentRefused as refusal:
            messages.success(request, "It is kept and sealed. No brief was started.")
            messages.warning(request, str(refusal))
            return _back(session)
        messages.success(request, "It is kept and sealed. Rung is preparing the brief.")
        return _back(session)

    @refusals_become_messages
    def start(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Run over what is kept; a second click finds the run that is going."""
        by = clinician_of(request)
        session = self._session(by, object_id)
        launch.start_pre_session(session=session, by=by, at=clock.now())
        return _back(session)

    @refusals_become_messages
    def status(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Answer the run's state for the page's script."""
        by = clinician_of(request)
        run = selectors.latest_run_of(by, self._session(by, object_id))
        return JsonResponse(progress.shown(run).as_json() if run else {})

    @refusals_become_messages
    def brief(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Show the brief beside the transcript."""
        by = clinician_of(request)
        session = self._session(by, object_id)
        page = workspace.brief_shown(session, by=by, at=clock.now())
        return self.page(request, "rung/brief.html", title="Clinical brief", page=page)

    @refusals_become_messages
    def acknowledge(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Say that a flag was seen."""
        by = clinician_of(request)
        session = self._session(by, object_id)
        flag = sessions.flags_of(session).filter(pk=uuid_or_404(request.POST.get("flag", ""))).first()
        if flag is None:
            raise RecordNotFound
        services.acknowledge_flag(flag_id=flag.id, by=by, at=clock.now())
        messages.success(request, "Acknowledged. The flag stays in the record.")
        return _back(session)

    @refusals_become_messages
    def guide(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Show the guide; POST saves, releases or withdraws it."""
        by = clinician_of(request)
        session = self._session(by, object_id)
        typed = None
        if request.method == "POST":
            try:
                return guides.act(request, session, by=by, at=clock.now())
            except GuideChanged as refusal:  # what was typed is shown again, beside what was saved meanwhile
                messages.error(request, str(refusal))
                typed = request.POST
        page = guides.shown(session, by=by, at=clock.now())
        shown_again = {"mine": guides.mine(page.sections, typed), "is_unsaved": typed is not None}
        return self.page(request, "rung/guide.html", title="Client guide", page=page, **shown_again)

    @refusals_become_messages
    def note(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Show the session note; POST starts, saves, lays out, signs or amends it."""
        by, at = clinician_of(request), clock.now()
        session = self._session(by, object_id)
        unsaved = None
        if request.method == "POST":
            try:
                return acts.act(request, session, by=by, at=at)
            except (NoteChanged, NoteSigned, NoteTooLong) as refusal:  # what was typed is shown again, to be kept
                messages.error(request, str(refusal))
                unsaved = acts.unsaved(request, session, by=by, at=at)
        asked = request.GET
        page = shown.shown(session, number=acts.number_in(asked.get("version", "")), by=by, at=at)
        asked_for = dict(page.layouts).get(asked.get("layout", ""), "")
        return self.page(
            request,
            "rung/note.html",
            title="Session note",
            page=page,
            unsaved=unsaved,
            wanted=asked.get("layout") if asked_for else "",
            wanted_title=asked_for,
        )

    @refusals_become_messages
    def note_file(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Send a signed note of the session as a file."""
        if not stepup.is_recent(request):
            return stepup.ask(request)
        by, at = clinician_of(request), clock.now()
        session = self._session(by, object_id)
        return files.file_of(request, session, by=by, at=at)

    @refusals_become_messages
    def part2(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Tag the session as a substance use record."""
        by = clinician_of(request)
        session = services.tag_session_part2(session=self._session(by, object_id), by=by, at=clock.now())
        messages.success(request, "Tagged, with everything made from it. Copies carry the notice.")
        return _back(session)

    @staticmethod
    def _session(by: Clinician, object_id: str) -> TherapySession:
        return sessions.session_of(by, uuid_or_404(object_id))


def _kept(request: HttpRequest, session: TherapySession, by: Clinician) -> bool:
    """Keep what the form sent; answer whether there was anything."""
    at = clock.now()
    recording = Recording(request.POST, request.FILES)
    if recording.is_valid():
        receiving.receive_memo(recording.cleaned_data["memo"], session=session, by=by, at=at)
        return True
    if request.POST.get("kind") == "notes":
        notes = Notes(request.POST)
        if notes.is_valid():
            receiving.receive_notes(notes.cleaned_data["text"], session=session, by=by, at=at)
        return notes.is_valid()
    return _kept_transcript(request, session, by)


def _kept_transcript(request: HttpRequest, session: TherapySession, by: Clinician) -> bool:
    form = TranscriptText(request.POST, request.FILES)
    form.is_valid()
    file, text = form.cleaned_data.get("file"), form.cleaned_data.get("text")
    if file is None and not text:
        return False
    content = file.read(receiving.MAX_TEXT_BYTES + 1) if file else str(text).encode()
    name = file.name if file else "pasted.txt"
    receiving.receive_transcript(content, name, session=session, by=by, at=clock.now())
    return True


def _back(session: TherapySession) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse(f"admin:{NAME}_change", args=[session.id]))
