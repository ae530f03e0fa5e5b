"""The practice's people: who is here, inviting, roles, shutting out. No client is named here."""

from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.mail import send_mail
from django.core.mail.exceptions import MailerDoesNotExist
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_POST

from rung.accounts import policies, selectors, services
from rung.accounts.admin.look import clinician_of, surroundings
from rung.accounts.admin.stepup import require_recent_authentication
from rung.accounts.enums import Role
from rung.accounts.errors import AdminsOnly, LetterUnsent, PersonNotFound
from rung.accounts.models import Invitation
from rung.common import clock
from rung.common.errors import RungError

ROLES = tuple((role.value, role.label) for role in Role if role != Role.OPERATOR)
type View = Callable[..., HttpResponse]


class NewPerson(forms.Form):
    """Somebody to invite."""

    email = forms.EmailField(label="Email", widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    role = forms.ChoiceField(label="Role", choices=ROLES)


class OtherRole(forms.Form):
    """What somebody is to be from now on."""

    role = forms.ChoiceField(choices=ROLES)


def is_admin(request: HttpRequest) -> bool:
    """Answer whether the way to this page is shown."""
    return request.user.is_authenticated and policies.is_practice_admin(clinician_of(request))


def for_admins(view: View) -> View:
    """Answer others as if the page did not exist; say refusals as messages."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        try:
            policies.check_is_practice_admin(clinician_of(request))
            return view(request, *args, **kwargs)
        except (AdminsOnly, PersonNotFound) as hidden:
            raise Http404 from hidden
        except RungError as refusal:
            messages.error(request, format_html("{}", refusal))
            return _back()

    return login_required(guarded)


@for_admins
def people(request: HttpRequest) -> HttpResponse:
    """List the people and the invitations; POST invites somebody."""
    admin, at = clinician_of(request), clock.now()
    form = NewPerson(request.POST or None)
    if request.method == "POST" and form.is_valid():
        email, role = form.cleaned_data["email"], Role(form.cleaned_data["role"])
        with transaction.atomic():  # a letter that cannot be sent leaves no invitation behind
            practice = admin.practice
            invitation, token = services.invite_person(practice=practice, email=email, role=role, by=admin, at=at)
            _send(request, invitation, token)
        messages.success(request, f"An invitation is on its way to {invitation.email}. It is good for seven days.")
        return _back()
    context = {
        "title": "People",
        "form": form,
        "people": selectors.people_of(admin),
        "supervisions": selectors.supervisions_of(admin),
        "invitations": selectors.invitations_of(admin),
        "roles": ROLES,
        "at": at,
    }
    return render(request, "accounts/people.html", {**surroundings(request), **context})


@require_POST
@for_admins
def invitation_act(request: HttpRequest, invitation_id: UUID) -> HttpResponse:
    """Send an invitation again, with a new link, or withdraw it."""
    admin, at = clinician_of(request), clock.now()
    invitation = selectors.invitation_of(admin, invitation_id)
    if request.POST.get("act") == "withdraw":
        services.withdraw_invitation(invitation=invitation, by=admin, at=at)
        messages.success(request, "The invitation was withdrawn; its link opens nothing.")
    else:
        with transaction.atomic():
            renewed, token = services.renew_invitation(invitation=invitation, by=admin, at=at)
            _send(request, renewed, token)
        messages.success(request, f"A new link is on its way to {renewed.email}; the old one opens nothing.")
    return _back()


@require_POST
@for_admins
@require_recent_authentication()
def person_act(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Give somebody another role or a new sign-in, shut them out, or let them in again."""
    admin, at = clinician_of(request), clock.now()
    person = selectors.person_of(admin, person_id)
    act = request.POST.get("act")
    form = OtherRole(request.POST)
    if act == "deactivate":
        services.deactivate_person(person=person, by=admin, at=at)
        messages.success(request, f"{person.name} was signed out and can no longer sign in.")
    elif act == "reactivate":
        services.reactivate_person(person=person, by=admin, at=at)
        messages.success(request, f"{person.name} can sign in again.")
    elif act == "reset":
        with transaction.atomic():
            invitation, token = services.reset_sign_in(person=person, by=admin, at=at)
            _send(request, invitation, token)
        messages.success(request, f"{person.name} was signed out; a link to set up a new sign-in is on its way.")
    elif act == "role" and form.is_valid():
        services.change_role(person=person, role=Role(form.cleaned_data["role"]), by=admin, at=at)
        messages.success(request, f"{person.name} has another role from the next sign-in on.")
    return _back()


def link_of(token: str) -> str:
    """Return the path of an invitation's link."""
    return reverse("join", args=[token])


def _send(request: HttpRequest, invitation: Invitation, token: str) -> None:
    context = {
        "practice": invitation.practice.name,
        "by": clinician_of(request).name,
        "link": request.build_absolute_uri(link_of(token)),
        "until": invitation.expires_at,
        "is_back": invitation.person is not None,
    }
    text = render_to_string("accounts/invitation.txt", context)
    try:
        send_mail(f"Join {context['practice']} on Rung", text, None, [invitation.email])
    except (MailerDoesNotExist, OSError) as unsent:  # of the second kind are all errors of SMTP
        raise LetterUnsent from unsent


def _back() -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("people"))
