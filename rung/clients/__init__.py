"""The people in care."""
