"""A user pool for organizations that sign in through Cognito: second factor required, no sign-up."""

from dataclasses import dataclass

from troposphere import Ref, Sub, cognito

from deploy.environment import Environment

CALLBACK = "/admin/login/outside/back/"  # the application's; compared in a test
PASSWORD_CHARS = 14
INVITED_DAYS = 3


@dataclass(frozen=True, slots=True)
class Identity:
    """The pool, the application's client in it, and the name of its pages."""

    pool: cognito.UserPool
    client: cognito.UserPoolClient
    domain: cognito.UserPoolDomain


def build_identity(env: Environment) -> Identity:
    """Build the pool. Tasks reach its sign-in pages over the internet alone: without a way out nobody uses it yet."""
    pool = _pool(env)
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


def _pool(env: Environment) -> cognito.UserPool:
    deletion = "Retain" if env.keep_data else "Delete"
    return cognito.UserPool(
        "UserPool",
        UserPoolName=env.prefix,
        MfaConfiguration="ON",
        EnabledMfas=["SOFTWARE_TOKEN_MFA"],
        UsernameAttributes=["email"],
        AutoVerifiedAttributes=["email"],
        AdminCreateUserConfig=cognito.AdminCreateUserConfig(AllowAdminCreateUserOnly=True),
        AccountRecoverySetting=cognito.AccountRecoverySetting(
            RecoveryMechanisms=[cognito.RecoveryOption(Name="admin_only", Priority=1)]
        ),
        Policies=cognito.Policies(
            PasswordPolicy=cognito.PasswordPolicy(
                MinimumLength=PASSWORD_CHARS,
                RequireLowercase=True,
                RequireUppercase=True,
                RequireNumbers=True,
                RequireSymbols=True,
                TemporaryPasswordValidityDays=INVITED_DAYS,
            )
        ),
        DeletionProtection="ACTIVE" if env.keep_data else "INACTIVE",
        DeletionPolicy=deletion,
        UpdateReplacePolicy=deletion,
    )
