"""Rows for tests: plainly fictional, made through the services."""
