"""The page of a session note: what it shows, what it does."""
