"""Signing in, one's own account, and the practice's people."""

from allauth.account import admin as _addresses  # noqa: F401 — registers what is taken off again here
from allauth.account.models import EmailAddress
from allauth.mfa import admin as _factors  # noqa: F401 — registers what is taken off again here
from allauth.mfa.models import Authenticator
from django.contrib import admin

# Their generic forms would change sign-ins without a service and its audit event.
admin.site.unregister(EmailAddress)
admin.site.unregister(Authenticator)
