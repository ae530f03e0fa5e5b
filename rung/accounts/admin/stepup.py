"""Confirming that it is still you, before an act that reaches far."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import get_adapter
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from rung.accounts import policies
from rung.accounts.admin.look import session_of
from rung.common import clock

MINUTES = 5
type View = Callable[..., HttpResponse]


def require_recent_authentication(*, minutes: int = MINUTES) -> Callable[[View], View]:
    """Return a decorator for screens: somebody who proved to be there longer ago is asked to again.

    What was posted is not kept: they come back to the page they pressed the
    button on. Doors of the API have `rung.accounts.api.require_recent_authentication`.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> HttpResponse:
            request = next(
                arg for arg in args if isinstance(arg, HttpRequest)
            )  # a function's, or after a method's self
            return view(*args, **kwargs) if is_recent(request, minutes=minutes) else ask(request)

        return guarded

    return decorate


def is_recent(request: HttpRequest, *, minutes: int = MINUTES) -> bool:
    """Answer whether the person signed in or confirmed within the last minutes."""
    session = session_of(request)
    return session is not None and policies.is_confirmed(session, clock.now(), minutes=minutes)


def ask(request: HttpRequest) -> HttpResponse:
    """Send somebody to confirm and then back to where they were."""
    methods = get_adapter().get_reauthentication_methods(request.user)
    where = methods[0]["url"] if methods else reverse("admin:login")
    return HttpResponseRedirect(f"{where}?{urlencode({'next': _way_back(request)})}")


def _way_back(request: HttpRequest) -> str:
    if request.method == "GET":
        return request.get_full_path()
    page = request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(page, {request.get_host()}, require_https=request.is_secure())
    return urlsplit(page).path if is_ours else reverse("admin:index")
