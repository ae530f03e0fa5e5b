"""Notice, NoticeChoice and NoticeDelivery: what somebody is told, how they want to be told, and whether they were."""

from django.db import models

from rung.accounts.enums import Channel, NoticeKind
from rung.accounts.models.people import Clinician
from rung.common.models import Stamped


class Notice(Stamped):
    """That something waits for one person, once; its words are those of its kind, whoever it is about.

    `occasion_id` is what made it (a run, a note, a consent): told of once to
    each person. `about_id` is the session or client to open, as the kind says.
    """

    recipient = models.ForeignKey(Clinician, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=24, choices=NoticeKind)
    occasion_id = models.UUIDField()
    about_id = models.UUIDField()
    is_shown = models.BooleanField()  # in the inbox; kept in any case, so that nobody is told twice
    seen_at = models.DateTimeField(null=True)

    class Phi:
        """Ids and times; the words are the enum's."""

        sealed = ()
        plain = ("id", "created_at", "recipient", "kind", "occasion_id", "about_id", "is_shown", "seen_at")

    class Meta:
        ordering = ("-created_at", "-id")
        indexes = (
            models.Index(fields=["recipient", "-created_at"], name="notices_of_somebody"),
            models.Index(fields=["recipient"], condition=models.Q(seen_at=None, is_shown=True), name="unseen_notices"),
            models.Index(fields=["occasion_id"], name="notices_of_an_occasion"),
            models.Index(fields=["about_id"], name="notices_about_something"),
        )
        constraints = (
            models.UniqueConstraint(fields=["recipient", "kind", "occasion_id"], name="told_once_of_an_occasion"),
        )


class NoticeChoice(Stamped):
    """Where a person decided otherwise than the house does for a kind and a channel."""

    clinician = models.ForeignKey(Clinician, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=24, choices=NoticeKind)
    channel = models.CharField(max_length=8, choices=Channel)
    is_on = models.BooleanField()

    class Phi:
        """How somebody wants to be told at work."""

        sealed = ()
        plain = ("id", "created_at", "clinician", "kind", "channel", "is_on")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["clinician", "kind", "channel"], name="one_choice_a_kind_and_channel"),
        )


class NoticeDelivery(Stamped):
    """One notice on its way through one channel outside.

    `held_until` is how long a worker has it: whoever finds it held comes back.
    """

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="deliveries")
    channel = models.CharField(max_length=8, choices=Channel)
    tries = models.PositiveSmallIntegerField(default=0)
    tried_at = models.DateTimeField(null=True)
    held_until = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    given_up_at = models.DateTimeField(null=True)
    failure = models.CharField(max_length=40, blank=True)  # a code of ours: of the last try

    class Phi:
        """Times and codes."""

        sealed = ()
        plain = (
            "id", "created_at", "notice", "channel", "tries", "tried_at", "held_until", "sent_at", "given_up_at",
            "failure",
        )  # fmt: skip

    class Meta:
        constraints = (models.UniqueConstraint(fields=["notice", "channel"], name="one_delivery_a_channel"),)
