"""Couples: two clients of one clinician who work together, and what comes of comparing their patterns."""
