"""Settings by concern."""
