"""What every page of ours shares: who may open it, how it answers, how a refusal looks."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast
from uuid import UUID

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.utils.html import format_html
from unfold.admin import ModelAdmin

from rung.accounts.models import Clinician
from rung.common.errors import RungError

NOT_FOUND, BROKEN = 404, 500
View = Callable[..., HttpResponse]


class Pages(ModelAdmin):
    """A model whose admin addresses answer with pages of our own.

    The generic forms and lists of the admin are never reached: they would read
    and write without the services. Nothing is deleted from a screen.
    """

    actions = None

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        return super().get_queryset(request).none()

    def has_module_permission(self, request: HttpRequest) -> bool:
        return request.user.is_authenticated

    def has_view_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return request.user.is_authenticated

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.is_authenticated

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return request.user.is_authenticated

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: object = None) -> HttpResponse:
        raise Http404

    def history_view(self, request: HttpRequest, object_id: str, extra_context: object = None) -> HttpResponse:
        raise Http404

    def page(self, request: HttpRequest, template: str, *, title: str, **values: object) -> HttpResponse:
        """Answer with a page in the look of the site."""
        context = {**admin.site.each_context(request), "title": title, **values}
        return TemplateResponse(request, template, context)


def clinician_of(request: HttpRequest) -> Clinician:
    """Return who is signed in; the admin site has checked that somebody is."""
    return cast("Clinician", request.user)


def refusals_become_messages[R: HttpResponseBase](view: Callable[..., R]) -> Callable[..., R | HttpResponse]:
    """Show a refusal as a message on the page it was asked from; what is missing is a 404."""

    @wraps(view)
    def guarded(self: Pages, request: HttpRequest, *args: object, **kwargs: object) -> R | HttpResponse:
        try:
            return view(self, request, *args, **kwargs)
        except RungError as refusal:
            if refusal.status == NOT_FOUND:
                raise Http404(str(refusal)) from refusal
            back = request.path.rsplit("/", 2)[0] + "/change/"
            if refusal.status == BROKEN or (request.method != "POST" and request.path == back):
                raise  # ours to mend, or a page that would send to itself without end
            messages.error(request, format_html("{}", refusal))
            return HttpResponseRedirect(back)

    return guarded


def uuid_or_404(text: str) -> UUID:
    """Return the id in an address, or answer as for a missing one."""
    try:
        return UUID(unquote(text))
    except ValueError as broken:
        raise Http404 from broken
