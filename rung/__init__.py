"""Rung: from what a client said to a brief, a wall, and a guide a clinician releases."""
