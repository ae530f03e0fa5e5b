"""A kit for signing in as a person does: on the pages, step by step."""

import re
from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.http import HttpResponse
from django.test import Client

from rung.accounts.models import Clinician
from rung.accounts.services import second_factors
from rung.common import clock
from tests.factories import people

SIGN_IN, SECOND_STEP, ACCOUNT = "/admin/login/", "/admin/login/code/", "/admin/account/"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def code(at: datetime | None = None, secret: str = SECRET) -> str:
    """Return what the app shows."""
    return format_hotp_value(hotp_value(secret, int((at or clock.now()).timestamp()) // 30))


def with_app(person: Clinician) -> Clinician:
    """Give a person an authenticator app."""
    sealed = second_factors.seal(SECRET, whose=person)
    Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={"secret": sealed})
    return person


def post(client: Client, path: str, **fields: str) -> HttpResponse:
    """Send a form."""
    return client.post(path, fields)  # type: ignore[return-value]  # what the test client gives is one


def type_password(client: Client, person: Clinician, password: str = people.PASSWORD) -> HttpResponse:
    """Do the first step."""
    return post(client, SIGN_IN, username=person.email, password=password)


def sign_in(client: Client, person: Clinician) -> HttpResponse:
    """Do both steps of somebody with an app."""
    type_password(client, person)
    return post(client, SECOND_STEP, code=code())


def is_signed_in(client: Client) -> bool:
    """Answer whether the first screen opens."""
    return client.get("/admin/").status_code == 200


def said(response: HttpResponse) -> list[str]:
    """Return the refusals of a form's page."""
    return re.findall(r'role="alert">([^<]+)<', response.content.decode())
