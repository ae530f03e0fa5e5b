"""Changes to clients, their consents and holds: one act, one transaction, one audit event."""

from rung.clients.services.clients import add_client, mark_erased, place_client
from rung.clients.services.consents import give_consents, require_consents, withdraw_consent
from rung.clients.services.emergency import end_emergency, open_in_emergency, review_emergency
from rung.clients.services.holds import lift_hold, set_hold
from rung.clients.services.safety import agree_safety_plan, save_safety_plan
from rung.clients.services.welcome import welcome_client

__all__ = [
    "add_client",
    "agree_safety_plan",
    "end_emergency",
    "give_consents",
    "lift_hold",
    "mark_erased",
    "open_in_emergency",
    "place_client",
    "require_consents",
    "review_emergency",
    "save_safety_plan",
    "set_hold",
    "welcome_client",
    "withdraw_consent",
]
