"""Changes to clients and their consents: one act, one transaction, one audit event."""

from rung.clients.services.clients import add_client, forget_name_indexes, place_client
from rung.clients.services.consents import give_consents, require_consents, withdraw_consent

__all__ = ["add_client", "forget_name_indexes", "give_consents", "place_client", "require_consents", "withdraw_consent"]
