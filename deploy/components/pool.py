"""The user pool itself: who may be in it, and with what they prove who they are."""

from troposphere import cognito

from deploy.environment import Environment

PASSWORD_CHARS = 14
INVITED_DAYS = 3


def build_pool(env: Environment) -> cognito.UserPool:
    """Build the pool."""
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
