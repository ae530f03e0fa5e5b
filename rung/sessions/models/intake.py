"""VoiceMemo and SessionTranscript: what comes in."""

from django.db import models

from rung.common.utterances import Source
from rung.encryption.fields import EncryptedTextField
from rung.sessions.models.session import SessionRecord


class VoiceMemo(SessionRecord):
    """A recording, kept as a sealed file; `stored_as` names it and says nothing."""

    file_name = EncryptedTextField()
    file_key = EncryptedTextField(null=True)  # the file's own keyset, erased with the client's key; null when purged
    stored_as = models.CharField(max_length=80)
    container = models.CharField(max_length=16)
    seconds = models.FloatField()
    size_bytes = models.BigIntegerField()
    purged_at = models.DateTimeField(null=True)  # the recording is gone, its transcript stays

    class Phi:
        """The recording and its name are sealed."""

        sealed = ("file_name", "file_key")
        plain = (
            "id",
            "created_at",
            "session",
            "client",
            "is_part2",
            "stored_as",
            "container",
            "seconds",
            "size_bytes",
            "purged_at",
        )

    class Meta:
        ordering = ("-created_at",)


class SessionTranscript(SessionRecord):
    """What was said, utterance by utterance, from a memo, a transcript or notes."""

    memo = models.ForeignKey(VoiceMemo, on_delete=models.PROTECT, null=True)
    source = models.CharField(max_length=16, choices=[(s.value, s.value) for s in Source])
    engine = models.CharField(max_length=80, blank=True)
    utterances = EncryptedTextField()  # schemas.Lines as JSON
    utterance_count = models.PositiveIntegerField()

    class Phi:
        """The words are sealed."""

        sealed = ("utterances",)
        plain = ("id", "created_at", "session", "client", "is_part2", "memo", "source", "engine", "utterance_count")

    class Meta:
        ordering = ("-created_at",)
        constraints = (models.UniqueConstraint(fields=["memo"], name="one_transcript_per_memo"),)
