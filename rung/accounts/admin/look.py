"""The admin's look for pages about accounts, and what views of them ask of a request."""

from typing import Any, cast

from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest

from rung.accounts.models import Clinician, OpenSession

SIGNED_IN, SIGNED_OUT = "accounts/page.html", "accounts/door.html"


class Look:
    """Gives a view's template the admin site's surroundings; without a second factor, no way past them."""

    request: HttpRequest
    title = ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = super().get_context_data(**kwargs)  # type: ignore[misc]  # of the view this is mixed into
        return {**surroundings(self.request), "title": self.title, **found}


def surroundings(request: HttpRequest) -> dict[str, Any]:
    """Return what every page of the admin site is given, and the layout it extends."""
    is_settled = request.user.is_authenticated and has_done_setup(request)
    return {**admin.site.each_context(request), "layout": SIGNED_IN if is_settled else SIGNED_OUT}


def clinician_of(request: HttpRequest) -> Clinician:
    """Return who is signed in."""
    return cast(Clinician, request.user)


def session_of(request: HttpRequest) -> OpenSession | None:
    """Return the session a request came in; None for strangers, programs and tests of parts."""
    return getattr(request, "open_session", None)


def has_done_setup(request: HttpRequest) -> bool:
    """Answer whether the session has a second factor, or its person needs none on this machine."""
    session = session_of(request)
    if session is None:
        return False
    return session.has_second_factor or clinician_of(request).email in settings.SECOND_FACTOR_WAIVED_FOR
