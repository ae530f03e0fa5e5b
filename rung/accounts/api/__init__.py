"""How somebody is known to the API, and the acts on what they are told."""

from rung.accounts.api.signin import (
    AccessTokens,
    Bearer,
    SignIn,
    SignInScheme,
    check_is_recent,
    require_recent_authentication,
)

__all__ = [
    "AccessTokens",
    "Bearer",
    "SignIn",
    "SignInScheme",
    "check_is_recent",
    "require_recent_authentication",
]
