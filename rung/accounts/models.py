"""Practice and Clinician."""

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models

from rung.accounts.enums import Role
from rung.common.models import Stamped


class Practice(Stamped):
    """Where clinicians work; nothing is ever shared between practices."""

    name = models.CharField(max_length=120)

    class Phi:
        """The practice's own name says nothing about a client."""

        sealed = ()
        plain = ("id", "created_at", "name")

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

    objects = Clinicians()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Phi:
        """Work identities, not clients'."""

        sealed = ()
        plain = (
            "id", "created_at", "practice", "email", "name", "role", "is_active", "password", "last_login",
            "is_superuser",
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
