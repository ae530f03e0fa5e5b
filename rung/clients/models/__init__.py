"""Clients and what they agreed to."""

from rung.clients.models.client import Client, ClientQuerySet, own, readable
from rung.clients.models.consent import Consent

__all__ = ["Client", "ClientQuerySet", "Consent", "own", "readable"]
