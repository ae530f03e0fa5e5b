"""What the environment describes of services outside."""

from dataclasses import dataclass, field


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


@dataclass(frozen=True, slots=True)
class Notices:
    """Where notices go outside; empty where nothing is set."""

    topic: str = ""
    webhook: str = field(default="", repr=False)  # whoever knows it may post

    @property
    def channels(self) -> frozenset[str]:
        """Which of rung.accounts.enums.Channel work here beside the inbox; letters may always be tried."""
        set_up = {"email": True, "sns": bool(self.topic), "slack": bool(self.webhook)}
        return frozenset(name for name, is_set_up in set_up.items() if is_set_up)
