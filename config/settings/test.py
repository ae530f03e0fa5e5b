"""The test suite: as dev, with its own database cluster, keys and files."""

from config.settings.dev import *  # noqa: F403 — settings are one flat namespace
from config.settings.dev import ENVIRONMENT
from config.settings.parts import database, storage

_STATE = ENVIRONMENT.state_dir / "test"

DEBUG = False
# The owner makes the test databases; `rung.common.scope` steps down to the application's role within them.
DATABASES = {"default": database.embedded(_STATE / "postgres")[database.OWNER]}
STORAGES = {"default": storage.local(_STATE / "files"), "staticfiles": storage.PLAIN_STATIC_FILES}
MASTER_KEY_FILE = _STATE / "keys" / "master.json"
AUDIT_ANCHOR_FOLDER = _STATE / "audit" / "anchors"
EVALUATION_FOLDER = _STATE / "evaluation"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # tests sign in hundreds of times
