"""A release: preflight, lock, migrate, roll out, verify. It tells the truth, or says that it does not know."""
