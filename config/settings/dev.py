"""One machine, nothing to configure: embedded PostgreSQL, local keys and files."""

from config import env
from config.settings.base import *  # noqa: F403 — settings are one flat namespace
from config.settings.parts import database, logging, mail, models, notices, signin, speech, storage, tasks
from config.settings.parts.admin import *  # noqa: F403 — settings are one flat namespace
from config.settings.parts.audit import *  # noqa: F403 — settings are one flat namespace
from config.settings.parts.drf import *  # noqa: F403 — settings are one flat namespace
from config.settings.parts.language import *  # noqa: F403 — settings are one flat namespace
from config.settings.parts.notices import *  # noqa: F403 — settings are one flat namespace
from config.settings.parts.security import *  # noqa: F403 — settings are one flat namespace
from config.settings.parts.signin import *  # noqa: F403 — settings are one flat namespace
from config.settings.parts.speech import *  # noqa: F403 — settings are one flat namespace
from config.settings.parts.storage import *  # noqa: F403 — settings are one flat namespace
from config.settings.parts.tasks import *  # noqa: F403 — settings are one flat namespace

ENVIRONMENT = env.read()

DEBUG = ENVIRONMENT.is_debug
SECRET_KEY = ENVIRONMENT.secret_key or env.LOCAL_KEY_START + "x" * 40
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", *ENVIRONMENT.allowed_hosts]
DATABASES = (
    database.from_urls(ENVIRONMENT.database_url, ENVIRONMENT.owner_database_url, is_production=False)
    if ENVIRONMENT.database_url
    else database.embedded(ENVIRONMENT.state_dir / "postgres")
)
STORAGES = {"default": storage.local(ENVIRONMENT.state_dir / "files"), "staticfiles": storage.PLAIN_STATIC_FILES}
WHITENOISE_USE_FINDERS = True
MASTER_KEY_FILE = ENVIRONMENT.key_file
MASTER_KMS_KEY_ID = ENVIRONMENT.kms_key_id
MASTER_KEY_FILES_BEFORE = [ENVIRONMENT.key_file_before] if ENVIRONMENT.key_file_before else []
MASTER_KMS_KEY_IDS_BEFORE = [ENVIRONMENT.kms_key_id_before] if ENVIRONMENT.kms_key_id_before else []
MASTER_KEY_MAY_BE_CREATED = True
AUDIT_ANCHOR_FOLDER = ENVIRONMENT.state_dir / "audit" / "anchors"
EVALUATION_FOLDER = ENVIRONMENT.state_dir / "evaluation"
DEMO_EMAIL, DEMO_PASSWORD = "demo@rung.example", "walk-through-rung"
DEMO_ADMIN_EMAIL = "desk@rung.example"  # administers the demo practice; the same password
SECOND_FACTOR_WAIVED_FOR = (DEMO_EMAIL, DEMO_ADMIN_EMAIL)  # no newcomer needs a phone; everybody else does, here too
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True  # localhost
OWN_ADDRESS = f"http://localhost:{ENVIRONMENT.port}"
MAILERS, DEFAULT_FROM_EMAIL = mail.filed(ENVIRONMENT.state_dir / "mail"), ENVIRONMENT.email_from
COGNITO, COGNITO_ROLES = signin.cognito(ENVIRONMENT.cognito), signin.cognito_roles(ENVIRONMENT.cognito)
LANGUAGE_MODELS = models.language_models(ENVIRONMENT)
TRANSCRIBE, SPEECH_SERVICES = ENVIRONMENT.transcribe, speech.speech_services(ENVIRONMENT.transcribe)
NOTICE_PLACES = notices.places(ENVIRONMENT.notices)
LOGGING = logging.logging_config(ENVIRONMENT.log_level)
PROCRASTINATE_WORKER_DEFAULTS = {**tasks.PROCRASTINATE_WORKER_DEFAULTS, "shutdown_graceful_timeout": 20.0}
