"""What the environment describes of services outside."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cognito:
    """A user pool people may sign in through; `roles` says which role each group gives."""

    issuer: str
    domain: str
    client_id: str
    client_secret: str
    roles: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Transcribe:
    """Where Amazon Transcribe Medical may work; region and vocabulary may be empty."""

    bucket: str
    kms_key_id: str
    region: str
    vocabulary: str
