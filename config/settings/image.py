"""While the image is built: enough to collect the static files, and nothing that serves."""

from config import env
from config.settings.dev import *  # noqa: F403 — settings are one flat namespace
from config.settings.parts import database, storage

DATABASES = database.from_urls("postgres://rung_app@localhost/nobody-connects", "", is_production=False)
STATIC_ROOT = env.ROOT / "static"
STORAGES = {"default": storage.local(env.ROOT / "var"), "staticfiles": storage.STATIC_FILES}
