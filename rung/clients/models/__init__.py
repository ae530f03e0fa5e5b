"""Clients and what they agreed to."""

from rung.clients.models.client import Client, ClientQuerySet, own, readable
from rung.clients.models.consent import Consent
from rung.clients.models.emergency import DirectoryEntry, EmergencyAccess
from rung.clients.models.hold import LegalHold
from rung.clients.models.safety import SafetyPlan

__all__ = [
    "Client",
    "ClientQuerySet",
    "Consent",
    "DirectoryEntry",
    "EmergencyAccess",
    "LegalHold",
    "SafetyPlan",
    "own",
    "readable",
]
