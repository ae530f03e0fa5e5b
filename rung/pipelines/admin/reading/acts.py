"""Add to a reading list from its form, or note what became of a reading."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from rung.accounts.models import Clinician
from rung.clients.models import Client
from rung.pipelines.admin.reading.forms import ItemChange, NewItem
from rung.reading import selectors, services
from rung.reading.enums import SuggestedBy
from rung.reading.errors import (
    DayPassed,
    ItemChanged,
    ItemNotFound,
    LinkRefused,
    OtherSession,
    StepRefused,
    TitleMissing,
)

UNREADABLE = "Nothing was changed: look at the day and at the length of what you typed."


def act(request: HttpRequest, client: Client, *, by: Clinician, at: datetime) -> HttpResponse:
    """Add a reading, or change one; a refusal is shown where the text still stands.

    Raises:
        OnlyReading: to a supervisor.
        ItemNotFound: the form names no reading of this client.
    """
    try:
        if request.POST.get("act") == "change":
            _change(request, client, by=by, at=at)
        else:
            _add(request, client, by=by, at=at)
    except (DayPassed, ItemChanged, LinkRefused, OtherSession, StepRefused, TitleMissing) as refusal:
        messages.error(request, str(refusal))
    return HttpResponseRedirect(request.path)


def _add(request: HttpRequest, client: Client, *, by: Clinician, at: datetime) -> None:
    form = NewItem(request.POST)
    if not form.is_valid():
        messages.error(request, UNREADABLE)
        return
    whose = SuggestedBy(form.cleaned_data["suggested_by"])
    services.add_item(client=client, work=form.work(), suggested_by=whose, by=by, at=at)
    messages.success(request, "Added as a suggestion. Assign it when you have agreed on it.")


def _change(request: HttpRequest, client: Client, *, by: Clinician, at: datetime) -> None:
    form = ItemChange(request.POST)
    if not form.is_valid():
        messages.error(request, UNREADABLE)
        return
    item = selectors.item_of(by, form.cleaned_data["item"])
    if item.client_id != client.id:
        raise ItemNotFound
    version = form.cleaned_data["version"]
    services.change_item(item_id=item.id, version=version, change=form.change(), by=by, at=at)
    messages.success(request, "Saved.")
