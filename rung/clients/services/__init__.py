"""Changes to clients, their consents and holds: one act, one transaction, one audit event."""

from rung.clients.services.clients import add_client, mark_erased, place_client
from rung.clients.services.consents import give_consents, require_consents, withdraw_consent
from rung.clients.services.holds import lift_hold, set_hold

__all__ = [
    "add_client",
    "give_consents",
    "lift_hold",
    "mark_erased",
    "place_client",
    "require_consents",
    "set_hold",
    "withdraw_consent",
]
