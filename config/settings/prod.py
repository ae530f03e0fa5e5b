"""Production: everything named by the environment, nothing defaulted that protects a record."""

from config import env
from config.settings.base import *  # noqa: F403 — settings are one flat namespace
from config.settings.parts import database, logging, mail, models, notices, signin, speech, storage
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

ENVIRONMENT = env.read_for_production()

DEBUG = False
SECRET_KEY = ENVIRONMENT.secret_key
ALLOWED_HOSTS = list(ENVIRONMENT.allowed_hosts)
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ENVIRONMENT.allowed_hosts]
DATABASES = database.from_urls(ENVIRONMENT.database_url, ENVIRONMENT.owner_database_url, is_production=True)
STATIC_ROOT = env.ROOT / "static"
STORAGES = {"default": storage.s3(ENVIRONMENT.storage_bucket), "staticfiles": storage.STATIC_FILES}
MASTER_KEY_FILE = ENVIRONMENT.key_file
MASTER_KMS_KEY_ID = ENVIRONMENT.kms_key_id
MASTER_KEY_FILES_BEFORE = [ENVIRONMENT.key_file_before] if ENVIRONMENT.key_file_before else []
MASTER_KMS_KEY_IDS_BEFORE = [ENVIRONMENT.kms_key_id_before] if ENVIRONMENT.kms_key_id_before else []
MASTER_KEY_MAY_BE_CREATED = False
AUDIT_ANCHOR_BUCKET = ENVIRONMENT.audit_bucket
EVALUATION_FOLDER = ENVIRONMENT.state_dir / "evaluation"
MAILERS, DEFAULT_FROM_EMAIL = mail.from_url(ENVIRONMENT.email_url), ENVIRONMENT.email_from
COGNITO, COGNITO_ROLES = signin.cognito(ENVIRONMENT.cognito), signin.cognito_roles(ENVIRONMENT.cognito)
LANGUAGE_MODELS = models.language_models(ENVIRONMENT)
TRANSCRIBE, SPEECH_SERVICES = ENVIRONMENT.transcribe, speech.speech_services(ENVIRONMENT.transcribe)
NOTICE_PLACES = notices.places(ENVIRONMENT.notices)
LOGGING = logging.logging_config(ENVIRONMENT.log_level)

OWN_ADDRESS = f"https://{ENVIRONMENT.allowed_hosts[0]}"
ALLAUTH_TRUSTED_PROXY_COUNT = 1  # the load balancer: it appends the address it was asked from

SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")  # set by the load balancer alone
SECURE_HSTS_SECONDS = 63_072_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrf"
