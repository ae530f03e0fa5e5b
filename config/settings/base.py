"""What every place shares."""

from config import env

BASE_DIR = env.ROOT

INSTALLED_APPS = [
    "unfold",  # before django.contrib.admin: it replaces its templates
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "rest_framework",
    "drf_spectacular",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "procrastinate.contrib.django",
    "config",
    "deploy",  # its commands; it has no tables
    "rung.encryption",
    "rung.audit",
    "rung.accounts",
    "rung.clients",
    "rung.sessions",
    "rung.couples",
    "rung.reading",
    "rung.progress",
    "rung.rights",
    "rung.pipelines",
    "rung.api",
]

MIDDLEWARE = [
    "config.health.HealthMiddleware",  # first: answers before host checks and redirects
    "config.requests.RequestLogMiddleware",
    "config.policies.NoStoreMiddleware",  # outside of what answers by itself: redirects, refused hosts
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.policies.ContentSecurityPolicyMiddleware",
    "config.policies.PageMethodsMiddleware",
    "config.policies.BodyLimitMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    # Outside of any transaction of the request: what these write stays, whatever becomes of the view.
    "rung.accounts.admin.guards.Sessions",
    "rung.accounts.admin.guards.Guesses",
    "rung.accounts.admin.guards.SecondFactor",
    "rung.accounts.api.AccessTokens",
    "rung.accounts.middleware.scope.ScopeMiddleware",  # one transaction a request, scoped to who is signed in
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
AUTH_USER_MODEL = "accounts.Clinician"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
LANGUAGE_CODE = "en-us"
TIME_ZONE = "UTC"
USE_TZ = True
USE_I18N = False
APPEND_SLASH = True

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "config" / "templates"],  # what replaces a library's own
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]
