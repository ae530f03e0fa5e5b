"""Logs: one JSON object a line on standard error, allow-listed fields only."""


def logging_config(level: str) -> dict[str, object]:
    """Return Django's LOGGING for structured lines without request bodies or record text."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": "config.logs.formatter"}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            "django": {"handlers": []},  # neither its own console lines nor mails with a request's contents
            # runserver's access lines hold queries; config.requests logs each request.
            "django.server": {"handlers": [], "level": "ERROR", "propagate": True},
            # A refused host or a CSRF failure is an event, not a traceback with its request.
            "django.security": {"level": "ERROR"},
            "procrastinate": {"level": "WARNING"},
            "fontTools": {"level": "ERROR"},  # it tells of every glyph it embeds
        },
    }
