"""Clients, their consents, and what was done with their records, for other software."""
