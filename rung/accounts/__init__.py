"""Practices and the people who sign in."""
