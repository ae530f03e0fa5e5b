"""Reads of clients; every one starts from a clinician."""

from rung.clients.selectors.clients import (
    client_of,
    clients_of,
    consents_of,
    events_about,
    found_by_name,
    held_client_of,
    holds_of,
    is_held,
    people_about,
    rules_of,
    supervised_clients_of,
)
from rung.clients.selectors.emergencies import directory_of, emergencies_in_practice, emergencies_of, entry_of

__all__ = [
    "client_of",
    "clients_of",
    "consents_of",
    "directory_of",
    "emergencies_in_practice",
    "emergencies_of",
    "entry_of",
    "events_about",
    "found_by_name",
    "held_client_of",
    "holds_of",
    "is_held",
    "people_about",
    "rules_of",
    "supervised_clients_of",
]
