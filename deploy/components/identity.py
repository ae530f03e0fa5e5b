"""A user pool for organizations that sign in through Cognito: second factor required, no sign-up."""

from dataclasses import dataclass

from troposphere import Ref, Sub, cognito

from deploy.components.pool import build_pool
from deploy.environment import Environment

CALLBACK = "/admin/login/outside/back/"  # the application's; compared in a test


@dataclass(frozen=True, slots=True)
class Identity:
    """The pool, the application's client in it, and the name of its pages."""

    pool: cognito.UserPool
    client: cognito.UserPoolClient
    domain: cognito.UserPoolDomain


def build_identity(env: Environment) -> Identity:
    """Build the pool. Tasks reach its sign-in pages over the internet alone: without a way out nobody uses it yet."""
    pool = build_pool(env)
    client = cognito.UserPoolClient(
        "UserPoolClient",
        UserPoolId=Ref(pool),
        AllowedOAuthFlowsUserPoolClient=True,
        AllowedOAuthFlows=["code"],
        AllowedOAuthScopes=["openid", "email"],
        CallbackURLs=[f"https://{env.domain}{CALLBACK}"],
        SupportedIdentityProviders=["COGNITO"],
        PreventUserExistenceErrors="ENABLED",
        EnableTokenRevocation=True,
    )
    domain = cognito.UserPoolDomain(
        "UserPoolDomain", UserPoolId=Ref(pool), Domain=Sub(f"{env.prefix}-${{AWS::AccountId}}")
    )
    return Identity(pool, client, domain)
