"""The rights desk for other software."""
