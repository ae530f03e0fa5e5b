"""Clients and their consents for other software."""
