"""Amazon resource names of what has no reference in the same template."""

from troposphere import Sub


def arn(service: str, resource: str) -> Sub:
    """Return an ARN in this account and region; `resource` may name a parameter or a resource in ${}."""
    return Sub(f"arn:${{AWS::Partition}}:{service}:${{AWS::Region}}:${{AWS::AccountId}}:{resource}")


def role_arn(name: str) -> Sub:
    """Return a role's ARN, which has no region."""
    return Sub(f"arn:${{AWS::Partition}}:iam::${{AWS::AccountId}}:role/{name}")


def bucket_arn(name: str) -> Sub:
    """Return a bucket's ARN, which has neither region nor account."""
    return Sub(f"arn:${{AWS::Partition}}:s3:::{name}")
