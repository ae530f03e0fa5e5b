"""Letters: invitations are all there are, so far."""

from pathlib import Path

import environ

from config import env

PATIENCE_SECONDS = 10
SMTP = "django.core.mail.backends.smtp.EmailBackend"


def filed(folder: Path) -> dict[str, dict[str, object]]:
    """Return a mailer that files letters in a folder, to be read there."""
    backend = "django.core.mail.backends.filebased.EmailBackend"
    return {"default": {"BACKEND": backend, "OPTIONS": {"file_path": str(folder)}}}


def from_url(url: str) -> dict[str, dict[str, object]]:
    """Return the mailer of a URL; without one that of this machine, where nobody may be listening: people are told.

    Raises:
        env.EnvironmentIncomplete: the connection would not be encrypted.
    """
    if not url:
        return {"default": {"BACKEND": SMTP, "OPTIONS": {"host": "localhost", "timeout": PATIENCE_SECONDS}}}
    found = environ.Env.email_url_config(url)
    if not (found.get("EMAIL_USE_TLS") or found.get("EMAIL_USE_SSL")):
        raise env.EnvironmentIncomplete("RUNG_EMAIL_URL is not encrypted: begin it with smtp+tls:// or smtp+ssl://.")
    options = {
        "host": found["EMAIL_HOST"],
        "port": found["EMAIL_PORT"],
        "username": found["EMAIL_HOST_USER"],
        "password": found["EMAIL_HOST_PASSWORD"],
        "use_tls": bool(found.get("EMAIL_USE_TLS")),
        "use_ssl": bool(found.get("EMAIL_USE_SSL")),
        "timeout": PATIENCE_SECONDS,
    }
    return {"default": {"BACKEND": SMTP, "OPTIONS": options}}
