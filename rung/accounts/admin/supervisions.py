"""Supervision, on the people page: who may read whose records, begun and ended by an administrator."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from rung.accounts import selectors, services
from rung.accounts.admin.look import clinician_of
from rung.accounts.admin.people import for_admins
from rung.accounts.errors import SupervisionNotFound
from rung.common import clock


class Pair(forms.Form):
    """Who supervises whom."""

    supervisor = forms.UUIDField()
    clinician = forms.UUIDField()


@require_POST
@for_admins
def begin(request: HttpRequest) -> HttpResponse:
    """Let a supervisor read somebody's records."""
    admin, pair = clinician_of(request), Pair(request.POST)
    if pair.is_valid():
        supervisor = selectors.person_of(admin, pair.cleaned_data["supervisor"])
        clinician = selectors.person_of(admin, pair.cleaned_data["clinician"])
        services.begin_supervision(supervisor=supervisor, clinician=clinician, by=admin, at=clock.now())
        messages.success(request, f"{supervisor.name} may read the records of {clinician.name} from now on.")
    else:
        messages.error(request, "Choose a supervisor and a clinician. Nothing was changed.")
    return HttpResponseRedirect(reverse("people"))


@require_POST
@for_admins
def end(request: HttpRequest, supervision_id: UUID) -> HttpResponse:
    """Stop a supervision at once."""
    try:
        row = services.end_supervision(supervision_id=supervision_id, by=clinician_of(request), at=clock.now())
    except SupervisionNotFound:
        messages.error(request, "That supervision was over already.")
    else:
        messages.success(request, f"{row.supervisor.name} may no longer read the records of {row.clinician.name}.")
    return HttpResponseRedirect(reverse("people"))
