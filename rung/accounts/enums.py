"""What a person may be in a practice, where it is, who analyses for it, and what people are told."""

from django.db import models


class Role(models.TextChoices):
    """Decides which records a person may open; content only ever through their own clients."""

    CLINICIAN = "clinician"
    SUPERVISOR = "supervisor"
    PRACTICE_ADMIN = "practice_admin"
    OPERATOR = "operator"


class Speech(models.TextChoices):
    """What writes a practice's recordings down."""

    OFFLINE = "offline", "On this machine"
    TRANSCRIBE_MEDICAL = "transcribe_medical", "Amazon Transcribe Medical"


class State(models.TextChoices):
    """A state with a rule pack of its own; empty means another one, under the default pack."""

    CALIFORNIA = "CA"
    ILLINOIS = "IL"
    NEVADA = "NV"
    TEXAS = "TX"


class Analyst(models.TextChoices):
    """Who finds patterns in the sessions of a practice; that decides where their words go."""

    OFFLINE = "offline", "Offline analysis"
    BEDROCK = "bedrock", "A language model on Amazon Bedrock"
    LOCAL_SERVER = "local_server", "A language model on your own server"


class About(models.TextChoices):
    """What a notice leads to."""

    SESSION = "session"
    CLIENT = "client"


class NoticeKind(models.TextChoices):
    """What somebody is told, in words that are the same for everybody: nothing of a record is in them."""

    BRIEF_READY = "brief_ready", "A brief is ready"
    GUIDE_WAITS = "guide_waits", "A guide waits for review"
    RUN_NEEDS_YOU = "run_needs_you", "A run needs you"
    RISK_DUE = "risk_due", "A risk timer is due"
    RISK_DUE_SUPERVISED = "risk_due_supervised", "A risk timer of somebody you supervise is due"
    NOTE_UNSIGNED = "note_unsigned", "A note is not signed"
    DRAFT_WAITS = "draft_waits", "A draft waits for you"
    CONSENT_LAPSES = "consent_lapses", "A consent lapses soon"

    @property
    def is_of_risk(self) -> bool:
        """Whether it tells of danger: that cannot be silenced."""
        return self in {NoticeKind.RISK_DUE, NoticeKind.RISK_DUE_SUPERVISED}

    @property
    def about(self) -> About:
        """What its `about_id` names."""
        return About.CLIENT if self.is_of_risk or self == NoticeKind.CONSENT_LAPSES else About.SESSION


class Channel(models.TextChoices):
    """How somebody is told."""

    IN_APP = "in_app", "In Rung"
    EMAIL = "email", "By e-mail"
    SNS = "sns", "Through Amazon SNS"
    SLACK = "slack", "In Slack"
