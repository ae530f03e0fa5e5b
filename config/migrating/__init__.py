"""Migrations beside a practice at work: one process at a time, never long in anybody's way."""
