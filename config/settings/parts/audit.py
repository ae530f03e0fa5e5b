"""The audit trail: how often its chains are signed and anchored outside the database, and where."""

from pathlib import Path

AUDIT_CHECKPOINT_SECONDS = 60.0  # what an owner of the database could still rewrite unseen
AUDIT_ANCHOR_BUCKET = ""  # production names one with Object Lock; elsewhere AUDIT_ANCHOR_FOLDER counts
AUDIT_ANCHOR_FOLDER = Path()
