"""Signing in through the organization's identity provider: it replaces the password, not the second factor."""

import secrets
from datetime import timedelta
from hmac import compare_digest

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_GET

from rung.accounts import services
from rung.accounts.admin.look import clinician_of
from rung.accounts.enums import Role
from rung.accounts.errors import NoSuchAccount, RoleUnknown
from rung.accounts.models import Clinician
from rung.accounts.services import second_factors
from rung.common import clock
from rung.common.errors import RungError
from rung.providers import cognito

BEGUN, HELD, CHECKED = "outside_begun", "outside_held", "outside_checked"
CHECK_EVERY = timedelta(minutes=5)
REFUSALS = (cognito.TokenRefused, NoSuchAccount, RoleUnknown)


def is_offered() -> bool:
    """Answer whether an identity provider is configured."""
    return bool(settings.COGNITO)


def pool() -> cognito.Pool:
    """Return the configured user pool."""
    return cognito.Pool(**settings.COGNITO)


def roles() -> dict[str, Role]:
    """Return which group of the provider gives which role."""
    return {group: Role(role) for group, role in settings.COGNITO_ROLES.items()}


@require_GET
def leave(request: HttpRequest) -> HttpResponse:
    """Send somebody to the provider; what comes back must fit what is kept here."""
    if not is_offered():
        raise Http404
    begun = {name: secrets.token_urlsafe(32) for name in ("state", "nonce", "verifier")}
    request.session[BEGUN] = begun
    return HttpResponseRedirect(cognito.sign_in_address(pool(), back=_back(request), **begun))


@require_GET
def come_back(request: HttpRequest) -> HttpResponse:
    """Take the provider's answer, and go on to the second factor."""
    begun = request.session.pop(BEGUN, None)
    if not is_offered():
        raise Http404
    try:
        if not begun or not compare_digest(request.GET.get("state", ""), begun["state"]):
            raise cognito.TokenRefused
        code = request.GET.get("code", "")
        tokens = cognito.exchange_code(pool(), code=code, back=_back(request), verifier=begun["verifier"])
        person = _adopted(cognito.identity_of(pool(), tokens.id_token, nonce=begun["nonce"]))
    except RungError as refusal:
        services.note_refused_sign_in(at=clock.now())
        messages.error(request, str(refusal))
        return HttpResponseRedirect(reverse("admin:login"))
    record_authentication(request, person, method="outside")
    answered: HttpResponse = perform_login(request, person)
    _hold(request, tokens, person)
    return answered


def is_vouched_for(request: HttpRequest) -> bool:
    """Answer whether the provider still vouches for somebody who came through it, or end their session.

    It is asked every five minutes. While it does not answer, only the session's own clocks run.
    """
    held, at = request.session.get(HELD), clock.now()
    if not held or at.timestamp() - request.session.get(CHECKED, 0) < CHECK_EVERY.total_seconds():
        return True
    person = clinician_of(request)
    role = person.role
    try:
        token = second_factors.unseal(held, whose=person, at=at, column=HELD)
        tokens = cognito.refresh(pool(), refresh_token=token)
        is_same = _adopted(cognito.identity_of(pool(), tokens.id_token, nonce=None)).role == role
    except cognito.CognitoUnreachable:
        return True
    except REFUSALS:
        services.end_sessions_of(person, by=None, at=at)
        is_same = False
    if is_same:
        _hold(request, tokens, person)
    else:
        logout(request)
    return is_same


def _hold(request: HttpRequest, tokens: cognito.Tokens, person: Clinician) -> None:
    if tokens.refresh_token:
        request.session[HELD] = second_factors.seal(tokens.refresh_token, whose=person, column=HELD)
        request.session[CHECKED] = clock.now().timestamp()


def _adopted(identity: cognito.Identity) -> Clinician:
    return services.adopt_person(
        subject=identity.subject, email=identity.email, groups=identity.groups, roles=roles(), at=clock.now()
    )


def _back(request: HttpRequest) -> str:
    return request.build_absolute_uri(reverse("outside-back"))
