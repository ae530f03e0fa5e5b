"""Accepting an invitation: name, password, then the second factor."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from django import forms
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from rung.accounts import services
from rung.accounts.admin.look import SIGNED_OUT, surroundings
from rung.accounts.errors import EmailTaken, InvitationUnusable
from rung.accounts.models import Clinician, Invitation
from rung.accounts.services import invitations
from rung.common import clock

GONE = 410


class Joining(forms.Form):
    """Who joins, and the password they choose."""

    name = forms.CharField(label="Your name", max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    password = forms.CharField(
        label="Password", strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="At least 12 characters. A few words in a row are easy to remember and hard to guess.",
    )  # fmt: skip
    again = forms.CharField(
        label="Password again", strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def __init__(self, *args: Any, invitation: Invitation, **kwargs: Any) -> None:
        self.email = invitation.email
        super().__init__(*args, **kwargs)
        if invitation.person:
            self.fields["name"].initial, self.fields["name"].disabled = invitation.person.name, True

    def clean_password(self) -> str:
        """Refuse a password that is short, common, or like the name and address."""
        typed = str(self.cleaned_data["password"])
        likeness = Clinician(email=self.email, name=self.cleaned_data.get("name", ""))
        password_validation.validate_password(typed, likeness)
        return typed

    def clean_again(self) -> str:
        """Refuse a slip of the finger."""
        again = str(self.cleaned_data["again"])
        if again != self.cleaned_data.get("password", again):
            raise ValidationError("The two are not the same.")
        return again


def join(request: HttpRequest, token: str) -> HttpResponse:
    """Show what one was invited to; POST makes the account and signs in, on to the second factor."""
    try:
        invitation = invitations.invitation_behind(token, at=clock.now())
        form = Joining(request.POST or None, invitation=invitation)
        if request.method == "POST" and form.is_valid():
            return _joined(request, token, form)
    except (InvitationUnusable, EmailTaken) as refusal:
        return _page(request, "accounts/unusable.html", GONE, reason=str(refusal))
    return _page(request, "accounts/join.html", 200, form=form, invitation=invitation)


def _joined(request: HttpRequest, token: str, form: Joining) -> HttpResponse:
    name, password = form.cleaned_data["name"], form.cleaned_data["password"]
    person = services.accept_invitation(signed=token, name=name, password=password, at=clock.now())
    record_authentication(request, person, method="password")
    answered: HttpResponse = perform_login(request, person)
    return answered


def _page(request: HttpRequest, template: str, status: int, **more: Joining | Invitation | str) -> HttpResponse:
    context = {**surroundings(request), "layout": SIGNED_OUT, "title": "Join Rung", **more}
    return render(request, template, context, status=status)
