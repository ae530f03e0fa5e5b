"""For commands that speak to AWS and to nothing else: no database, no secrets, quick to start."""

SECRET_KEY = "nothing is signed here"  # noqa: S105 — and nothing depends on it
INSTALLED_APPS = ["config", "deploy"]
USE_TZ = True
