"""The guide's page: the draft, the clinician's text, release and withdrawal."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from rung import isolation
from rung.accounts.models import Clinician
from rung.audit import services as audit
from rung.clients import policies as client_policies
from rung.common import jsonkit
from rung.pipelines.admin import words
from rung.pipelines.admin.rights import shown as rights
from rung.sessions import policies, schemas, selectors, services
from rung.sessions.enums import TRANSITIONS, GuideStatus
from rung.sessions.errors import RecordNotFound
from rung.sessions.models import ClientGuide, TherapySession

NAME_PLACE = "{first_name}"


@dataclass(frozen=True, slots=True)
class GuidePage:
    """Everything the guide page shows."""

    id: UUID
    guide_id: UUID
    client: str
    first_name: str
    notice: str
    status: str
    status_title: str
    version: int
    can_edit: bool
    may_change: bool
    safe_terms: tuple[tuple[str, tuple[str, ...]], ...]
    sections: tuple[schemas.GuideSection, ...]
    draft: tuple[schemas.GuideSection, ...]
    label: str
    leaks: tuple[isolation.Leak, ...]
    released_at: datetime | None
    amendments: tuple[rights.ShownAmendment, ...]


def shown(session: TherapySession, *, by: Clinician, at: datetime) -> GuidePage:
    """Return the newest guide of a session.

    Raises:
        RecordNotFound: there is none.
    """
    guide = _guide(session)
    with audit.access(by=by, at=at, subject=audit.Subject("guide", guide.id, guide.client_id)):
        may_change = client_policies.is_client_of(session.client, by)
        text, draft = selectors.text_of(guide), selectors.draft_of(guide)
        return GuidePage(
            id=session.id,
            guide_id=guide.id,
            client=session.client.full_name(),
            first_name=session.client.first_name,
            notice=policies.redisclosure_notice(is_part2=guide.is_part2),
            status=guide.status,
            status_title=words.title_of(guide.status),
            version=guide.version,
            can_edit=may_change and GuideStatus.REVIEWED in TRANSITIONS[guide.status],
            may_change=may_change,
            safe_terms=_safe_terms(guide),
            sections=text.sections,
            draft=draft.sections,
            label=draft.label,
            leaks=_leaks(guide, text),
            released_at=guide.released_at,
            amendments=rights.amendments(session),
        )


def act(request: HttpRequest, session: TherapySession, *, by: Clinician, at: datetime) -> HttpResponse:
    """Save, release or withdraw, as the pressed button says."""
    guide, wanted = _guide(session), request.POST.get("act", "")
    if wanted in {"save", "release"}:
        if wanted == "save" or _was_edited(request):
            _save(request, guide, by=by, at=at)
        if wanted == "release":
            services.release_guide(guide_id=guide.id, by=by, at=at)
            messages.success(request, "Released. The client may have this text; it is locked now.")
        else:
            messages.success(request, "Saved and marked as reviewed. Release it when you are ready.")
    elif wanted == "withdraw":
        services.withdraw_guide(guide_id=guide.id, by=by, at=at)
        messages.success(request, "Withdrawn. It is no longer shared; the record keeps it.")
    return HttpResponseRedirect(request.path)


def _guide(session: TherapySession) -> ClientGuide:
    guide = selectors.latest_guide_of(session)
    if guide is None:
        raise RecordNotFound
    return guide


def _was_edited(request: HttpRequest) -> bool:
    return "version" in request.POST


def _save(request: HttpRequest, guide: ClientGuide, *, by: Clinician, at: datetime) -> None:
    with audit.access(by=by, at=at, subject=audit.Subject("guide", guide.id, guide.client_id)):
        before = selectors.text_of(guide)
    content = schemas.GuideContent(before.label, mine(before.sections, request.POST))
    version = request.POST.get("version", "")
    edited = int(version) if version.isdecimal() else 0  # no version is 0: what names none has been overtaken
    services.save_guide(guide_id=guide.id, content=content, version=edited, by=by, at=at)


def mine(kept: tuple[schemas.GuideSection, ...], typed: Mapping[str, str] | None) -> tuple[schemas.GuideSection, ...]:
    """Return the sections as they were typed in a form; as they are kept where nothing was typed."""
    if typed is None:
        return kept
    return tuple(schemas.GuideSection(s.key, s.heading, _lines(typed.get(f"section-{s.key}", ""))) for s in kept)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.replace("\x00", "").splitlines() if line.strip())


def _safe_terms(guide: ClientGuide) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return what Beth was told, field by field, as words."""
    brief = jsonkit.load(isolation.ClientSafeBrief, guide.safe_brief)
    fields = (("Themes", brief.themes), ("Focus", brief.focus_areas), ("Exercises", brief.exercises))
    return tuple((title, tuple(words.title_of(str(term)) for term in terms)) for title, terms in fields)


def _leaks(guide: ClientGuide, text: schemas.GuideContent) -> tuple[isolation.Leak, ...]:
    """Compare the clinician's text with the record; what it finds is a warning, the clinician decides."""
    lines = selectors.lines_of(guide.brief.transcript)
    sources = isolation.Sources(texts=tuple(line.text for line in lines))
    sections = [(section.heading, "\n".join(section.lines)) for section in text.sections]
    return isolation.inspect(sections, sources).leaks
