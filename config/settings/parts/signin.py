"""Signing in: passwords, second factors, sessions, and an identity provider if there is one."""

from config.outside import Cognito

LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"
LOGOUT_REDIRECT_URL = "admin:login"

ACCOUNT_ADAPTER = "rung.accounts.admin.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # an invitation reached the address
ACCOUNT_RATE_LIMITS = False  # rung.accounts counts guesses in the database: these would count per process
ACCOUNT_SESSION_REMEMBER = False

MFA_ADAPTER = "rung.accounts.admin.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_TOTP_ISSUER = "Rung"
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_WEBAUTHN_USER_VERIFICATION = "preferred"
MFA_FORMS = {
    "authenticate": "rung.accounts.admin.codes.Code",
    "reauthenticate": "rung.accounts.admin.codes.ConfirmingCode",
    "activate_totp": "rung.accounts.admin.codes.FirstCode",
}

# E-mail addresses whose accounts need no second factor. Only settings of one machine may name any:
# rung.accounts refuses to start with one where the master key is not made on the spot.
SECOND_FACTOR_WAIVED_FOR: tuple[str, ...] = ()

# Asked by pages and programs by themselves, not by people: they do not put the end of an idle session off.
BACKGROUND_ROUTES = frozenset({"admin:therapy_sessions_therapysession_status", "api:run", "api:runs", "session-state"})

# What somebody may open who has not set up a second factor yet.
SETUP_ROUTES = frozenset(
    {
        "account_logout",
        "account_reauthenticate",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_index",
        "session-state",
    }
)


def cognito(found: Cognito | None) -> dict[str, str]:
    """Return the user pool as rung.providers.cognito takes it; empty without one."""
    if found is None:
        return {}
    return {
        "issuer": found.issuer,
        "domain": found.domain,
        "client_id": found.client_id,
        "client_secret": found.client_secret,
    }


def cognito_roles(found: Cognito | None) -> dict[str, str]:
    """Return which role each group of the pool gives."""
    return dict(found.roles) if found else {}
