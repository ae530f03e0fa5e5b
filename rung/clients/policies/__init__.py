"""Whose client is whose, and what they agreed to."""

from rung.clients.policies.ownership import check_is_client_of, is_client_of

__all__ = ["check_is_client_of", "is_client_of"]
