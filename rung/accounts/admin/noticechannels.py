"""How somebody wants to be told: each kind of notice, each channel."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html

from rung.accounts import policies, selectors, services
from rung.accounts.admin import noticeways
from rung.accounts.admin.look import clinician_of, surroundings
from rung.accounts.enums import Channel, NoticeKind
from rung.accounts.errors import AlwaysShown
from rung.accounts.models import Clinician
from rung.common import clock


@dataclass(frozen=True, slots=True)
class Box:
    """One kind through one channel."""

    name: str
    title: str
    is_on: bool
    may_choose: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One kind of notice."""

    words: str
    boxes: tuple[Box, ...]


@login_required
def channels(request: HttpRequest) -> HttpResponse:
    """Show how somebody is told; POST changes it."""
    person = clinician_of(request)
    if request.method == "POST":
        try:
            services.choose_channels(on=_chosen(request.POST, person), by=person, at=clock.now())
            messages.success(request, "Saved. Notices that come from now on follow it.")
        except AlwaysShown as refusal:
            messages.error(request, format_html("{}", refusal))
        return HttpResponseRedirect(reverse("notice-channels"))
    on = selectors.channels_of([person.id])
    context = {
        "title": "How you are told",
        "rows": [_row(kind, on, person) for kind in NoticeKind],
        "ways": noticeways.ways_of(person),
    }
    return render(request, "accounts/notice_channels.html", {**surroundings(request), **context})


def _chosen(sent: QueryDict, person: Clinician) -> set[tuple[NoticeKind, Channel]]:
    """Return what is on: what was ticked, and as it was before where the page could not ask."""
    before = selectors.channels_of([person.id])
    return {
        (kind, channel)
        for kind in NoticeKind
        for channel in Channel
        if (_name(kind, channel) in sent if _may_choose(kind, channel) else before.is_on(person.id, kind, channel))
    }


def _row(kind: NoticeKind, on: policies.Channels, person: Clinician) -> Row:
    boxes = (
        Box(_name(kind, one), str(one.label), on.is_on(person.id, kind, one), _may_choose(kind, one)) for one in Channel
    )
    return Row(str(kind.label), tuple(boxes))


def _may_choose(kind: NoticeKind, channel: Channel) -> bool:
    return not kind.is_of_risk if channel == Channel.IN_APP else channel in settings.NOTICE_PLACES.channels


def _name(kind: NoticeKind, channel: Channel) -> str:
    return f"{kind.value}-{channel.value}"
