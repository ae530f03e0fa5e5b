"""The parts of a clinical brief as answered."""

from rest_framework import serializers

from rung.sessions import schemas


class CitationOut(serializers.Serializer[schemas.CitedWords]):
    """Verbatim words of one utterance; offsets are characters into it."""

    utterance = serializers.IntegerField()
    speaker = serializers.CharField()
    quote = serializers.CharField()
    start = serializers.IntegerField()
    end = serializers.IntegerField()


class SummaryOut(serializers.Serializer[schemas.SummaryLine]):
    """One sentence and the words it rests on."""

    text = serializers.CharField()
    citation = CitationOut()


class FindingOut(serializers.Serializer[schemas.CitedFinding]):
    """One finding with its evidence."""

    kind = serializers.CharField()
    name = serializers.CharField()
    confidence = serializers.FloatField(help_text="0.0 to 1.0.")
    citations = CitationOut(many=True)


class QuestionOut(serializers.Serializer[schemas.SessionQuestion]):
    """A question for the session that follows from a finding."""

    text = serializers.CharField()
    kind = serializers.CharField()
    name = serializers.CharField()


class UnassessedOut(serializers.Serializer[schemas.Unassessed]):
    """A domain nobody asked about."""

    domain = serializers.CharField()
    why = serializers.CharField()


class DroppedOut(serializers.Serializer[schemas.DroppedFinding]):
    """What was proposed and refused, and why."""

    kind = serializers.CharField()
    name = serializers.CharField()
    explanation = serializers.CharField()
    utterance = serializers.IntegerField(allow_null=True)
