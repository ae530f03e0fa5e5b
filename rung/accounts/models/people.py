"""Practices, the people in them, their invitations and what they are signed in with."""

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models

from rung.accounts.enums import Analyst, Role, Speech, State
from rung.common.models import Stamped


class Practice(Stamped):
    """Where clinicians work; nothing is ever shared between practices."""

    name = models.CharField(max_length=120)
    state = models.CharField(max_length=2, choices=State, blank=True)
    analyst = models.CharField(max_length=16, choices=Analyst, default=Analyst.OFFLINE)
    speech = models.CharField(max_length=24, choices=Speech, default=Speech.OFFLINE)

    class Phi:
        """The practice's own name says nothing about a client."""

        sealed = ()
        plain = ("id", "created_at", "name", "state", "analyst", "speech")

    def __str__(self) -> str:
        return self.name


class Clinicians(BaseUserManager["Clinician"]):
    """Finds people by the address they sign in with."""

    def get_by_natural_key(self, username: str | None) -> "Clinician":
        return self.get(email=(username or "").strip().lower())


class Clinician(Stamped, AbstractBaseUser, PermissionsMixin):
    """A person who signs in. Clients never do."""

    practice = models.ForeignKey(Practice, on_delete=models.PROTECT)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=16, choices=Role, default=Role.CLINICIAN)
    is_active = models.BooleanField(default=True)
    subject = models.CharField(max_length=128, null=True, unique=True)  # noqa: DJ001 — unique, and most have none

    objects = Clinicians()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Phi:
        """Work identities, not clients'."""

        sealed = ()
        plain = (
            "id", "created_at", "practice", "email", "name", "role", "is_active", "password", "last_login",
            "is_superuser", "subject",
        )  # fmt: skip

    @property
    def treats(self) -> bool:
        """Whether the role opens records at all: the others manage people, settings or machines."""
        return self.role in {Role.CLINICIAN, Role.SUPERVISOR}

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        """Return the name shown beside the account."""
        return self.name

    @property
    def is_staff(self) -> bool:
        """The screens are the admin site: whoever may sign in may open it."""
        return self.is_active


class Supervision(Stamped):
    """A supervisor may read, and not change, the records of one clinician until it ends."""

    supervisor = models.ForeignKey(Clinician, on_delete=models.PROTECT, related_name="supervises")
    clinician = models.ForeignKey(Clinician, on_delete=models.PROTECT, related_name="supervised_by")
    ended_at = models.DateTimeField(null=True)

    class Phi:
        """Who answers for whom at work."""

        sealed = ()
        plain = ("id", "created_at", "supervisor", "clinician", "ended_at")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["supervisor", "clinician"], condition=models.Q(ended_at=None), name="one_supervision_at_a_time"
            ),
            models.CheckConstraint(
                condition=~models.Q(supervisor=models.F("clinician")), name="nobody_supervises_self"
            ),
        )


class Invitation(Stamped):
    """A link by which somebody joins a practice, or comes back to it; of its token only the hash is kept."""

    practice = models.ForeignKey(Practice, on_delete=models.PROTECT)
    email = models.EmailField()
    role = models.CharField(max_length=16, choices=Role)
    token_digest = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(Clinician, on_delete=models.PROTECT, null=True)
    person = models.ForeignKey(Clinician, on_delete=models.PROTECT, null=True, related_name="+")  # who comes back
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Phi:
        """Work addresses, not clients'."""

        sealed = ()
        plain = (
            "id", "created_at", "practice", "email", "role", "token_digest", "invited_by", "person", "expires_at",
            "accepted_at", "withdrawn_at",
        )  # fmt: skip


class OpenSession(Stamped):
    """One browser in which somebody is signed in; without its row a session cookie is worth nothing.

    `created_at` starts the absolute clock, `last_used_at` the idle one, and
    `confirmed_at` says when the person last proved to be there.
    """

    clinician = models.ForeignKey(Clinician, on_delete=models.CASCADE)
    session_key = models.CharField(max_length=40, unique=True)
    last_used_at = models.DateTimeField()
    confirmed_at = models.DateTimeField()
    has_second_factor = models.BooleanField(default=False)
    address = models.GenericIPAddressField()
    browser = models.CharField(max_length=120)

    class Phi:
        """Where and when a clinician works."""

        sealed = ()
        plain = (
            "id", "created_at", "clinician", "session_key", "last_used_at", "confirmed_at", "has_second_factor",
            "address", "browser",
        )  # fmt: skip


class Guess(Stamped):
    """A password or code that is being tried, or was wrong; counted by account and by address, whoever they are."""

    account_digest = models.CharField(max_length=64)
    address_digest = models.CharField(max_length=64)

    class Phi:
        """Digests of what was typed and of where it came from."""

        sealed = ()
        plain = ("id", "created_at", "account_digest", "address_digest")

    class Meta:
        indexes = (
            models.Index(fields=["account_digest", "created_at"]),
            models.Index(fields=["address_digest", "created_at"]),
        )
