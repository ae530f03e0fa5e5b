"""The sign-in form; every attempt is recorded."""

from typing import Any

from django.core.exceptions import ValidationError
from unfold.forms import AuthenticationForm

from rung.accounts import services
from rung.accounts.models import Clinician
from rung.common import clock


class SignIn(AuthenticationForm):
    """Unfold's form, with an audit event for each sign-in and each refusal."""

    def clean(self) -> dict[str, Any]:
        """Check the password.

        Raises:
            ValidationError: it is wrong, or the account may not sign in.
        """
        try:
            cleaned: dict[str, Any] = super().clean()
        except ValidationError:
            services.note_refused_sign_in(at=clock.now())
            raise
        who = self.get_user()
        if isinstance(who, Clinician):
            services.note_sign_in(who=who, at=clock.now())
        return cleaned
