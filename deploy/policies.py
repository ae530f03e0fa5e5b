"""Who may do what: statements in awacs, every action named."""

from collections.abc import Iterable

from awacs import aws, sts
from troposphere import AWSHelperFn, Ref, Sub, iam

VERSION = "2012-10-17"
type Named = AWSHelperFn | str


def document(*statements: aws.Statement) -> aws.PolicyDocument:
    """Return a policy of these statements."""
    return aws.PolicyDocument(Version=VERSION, Statement=list(statements))


def allow(
    sid: str, actions: Iterable[aws.Action], *resources: Named, condition: aws.Condition | None = None
) -> aws.Statement:
    """Allow actions on resources."""
    more = {} if condition is None else {"Condition": condition}
    return aws.Statement(Sid=sid, Effect=aws.Allow, Action=list(actions), Resource=list(resources), **more)


def managed(title: str, description: str, roles: list[iam.Role], *statements: aws.Statement) -> iam.ManagedPolicy:
    """Return a policy of its own, attached to roles: none is written inside of a role."""
    return iam.ManagedPolicy(
        title, Description=description, Roles=[Ref(role) for role in roles], PolicyDocument=document(*statements)
    )


def trusts(service: str) -> aws.PolicyDocument:
    """Let an AWS service take a role, for this account's resources alone."""
    return document(
        aws.Statement(
            Effect=aws.Allow,
            Action=[sts.AssumeRole],
            Principal=aws.Principal("Service", service),
            Condition=of_this_account(),
        )
    )


def of_this_account() -> aws.Condition:
    """Hold where the call is made for this account: no other's resources may borrow the service."""
    return aws.Condition(aws.StringEquals({"aws:SourceAccount": Ref("AWS::AccountId")}))


def account() -> aws.Principal:
    """Return the account itself: whom of its people and roles, their own policies say."""
    return aws.Principal("AWS", Sub("arn:${AWS::Partition}:iam::${AWS::AccountId}:root"))
