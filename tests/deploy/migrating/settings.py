"""Two small apps over a database of its own in the tests' cluster; the environment names it in DATABASE_URL's place."""

from config import env
from config.settings.parts import database

_FOUND = env.read()
SECRET_KEY = "x" * 50
INSTALLED_APPS = ["config", "tests.deploy.migrating.narrow"]
DATABASES = {"default": database.embedded(_FOUND.state_dir / "test" / "postgres", _FOUND.version)[database.OWNER]}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
