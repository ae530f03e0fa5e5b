"""Practices, the people in them, what they are signed in with, and what they are told."""

from rung.accounts.models.notices import Notice, NoticeChoice, NoticeDelivery
from rung.accounts.models.people import (
    Clinician,
    Clinicians,
    Guess,
    Invitation,
    OpenSession,
    Practice,
    Supervision,
)

__all__ = [
    "Clinician",
    "Clinicians",
    "Guess",
    "Invitation",
    "Notice",
    "NoticeChoice",
    "NoticeDelivery",
    "OpenSession",
    "Practice",
    "Supervision",
]
