"""Who may look after a key, and who may use it."""

from awacs import aws, kms
from troposphere import Ref, Sub, iam

from deploy.keyactions import ADMINISTRATION, USE
from deploy.policies import Named, account

CONTEXT = {"kms:EncryptionContext:system": "rung"}  # what the application's keyring says with every call


def administer_key() -> aws.Statement:
    """Let the account look after a key; using it is another statement."""
    return aws.Statement(Sid="Administer", Effect=aws.Allow, Principal=account(), Action=ADMINISTRATION, Resource=["*"])


def use_key_through(*services: str) -> aws.Statement:
    """Let the account use a key, but only where one of these AWS services asks in its name."""
    through = [Sub(f"{service}.${{AWS::Region}}.amazonaws.com") for service in services]
    return aws.Statement(
        Sid="UseThroughServices",
        Effect=aws.Allow,
        Principal=account(),
        Action=USE,
        Resource=["*"],
        Condition=aws.Condition(
            aws.StringEquals({"kms:ViaService": through, "kms:CallerAccount": Ref("AWS::AccountId")})
        ),
    )


def use_records_key(roles: list[iam.Role]) -> aws.Statement:
    """Let the tasks' roles, and nobody else, wrap and unwrap; each call must name the owner it is for."""
    return aws.Statement(
        Sid="WrapAndUnwrapForOwners",
        Effect=aws.Allow,
        Principal=aws.Principal("AWS", [role.get_att("Arn") for role in roles]),
        Action=[kms.Decrypt, kms.Encrypt],
        Resource=["*"],
        Condition=aws.Condition(aws.StringEquals(CONTEXT)),
    )


def service_uses_key(sid: str, services: list[Named], condition: aws.Condition) -> aws.Statement:
    """Let AWS services use a key for what the condition names."""
    return aws.Statement(
        Sid=sid,
        Effect=aws.Allow,
        Principal=aws.Principal("Service", services),
        Action=[kms.Decrypt, kms.DescribeKey, kms.Encrypt, kms.GenerateDataKey, kms.GenerateDataKeyWithoutPlaintext,
                kms.ReEncryptFrom, kms.ReEncryptTo],
        Resource=["*"],
        Condition=condition,
    )  # fmt: skip
