"""Seals events into batches, each practice's chained to its last, and anchors the chains outside the database."""
