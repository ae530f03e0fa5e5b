"""Commands over runs."""
