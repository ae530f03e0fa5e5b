"""What goes in and out about measures."""

from dataclasses import dataclass
from typing import Any

from rest_framework import serializers

from rung.common.api.pages import PageOut
from rung.common.api.shapes import Choice, In
from rung.progress.enums import FilledBy, Instrument
from rung.progress.policies import forms
from rung.progress.policies.signals import Direction
from rung.progress.policies.trajectory import Verdict
from rung.progress.selectors import Opened

MOST_NOTE_CHARS = 4000
MOST_ITEMS = max(len(forms.form_of(name).items) for name in ("phq9", "gad7"))


class ScaleIn(In):
    """A measure known by its score."""

    name = serializers.CharField(max_length=120)
    score = serializers.FloatField()
    lowest = serializers.FloatField(help_text="The lowest possible score.")
    highest = serializers.FloatField(help_text="The highest possible score.")


class NewMeasure(In):
    """One measure: `answers` of a form, or the `scale` of another measure."""

    instrument = Choice(Instrument.choices)
    taken_on = serializers.DateField()
    filled_by = Choice(FilledBy.choices, required=False, default=FilledBy.CLIENT)
    session_id = serializers.UUIDField(required=False, allow_null=True, default=None)
    answers = serializers.ListField(
        child=serializers.IntegerField(min_value=0, max_value=3, allow_null=True),
        max_length=MOST_ITEMS,
        required=False,
        default=list,
        help_text="0-3 in the order of the form, null where nothing was ticked: then there is no total.",
    )
    difficulty = serializers.IntegerField(
        min_value=0, max_value=3, required=False, allow_null=True, default=None, help_text="Not part of the score."
    )
    scale = ScaleIn(required=False, allow_null=True, default=None)
    note = serializers.CharField(max_length=MOST_NOTE_CHARS, required=False, default="", allow_blank=True)


class ScaleOut(serializers.Serializer[Any]):
    """A measure known by its score."""

    name = serializers.CharField()
    score = serializers.FloatField()
    lowest = serializers.FloatField()
    highest = serializers.FloatField()


class MeasureOut(serializers.Serializer[Opened]):
    """A measure with its answers."""

    id = serializers.UUIDField(source="row.id")
    instrument = Choice(Instrument.choices, source="row.instrument")
    taken_on = serializers.DateField(source="row.taken_on")
    filled_by = Choice(FilledBy.choices, source="row.filled_by")
    session_id = serializers.UUIDField(source="row.session_id", allow_null=True)
    written_by_id = serializers.UUIDField(source="row.written_by_id")
    created_at = serializers.DateTimeField(source="row.created_at")
    answers = serializers.ListField(child=serializers.IntegerField(allow_null=True), source="content.answers")
    difficulty = serializers.IntegerField(allow_null=True, source="content.difficulty")
    total = serializers.IntegerField(allow_null=True, help_text="Null where an item was left out.")
    band = serializers.CharField(help_text="The published severity of the total.")
    scale = ScaleOut(allow_null=True, source="content.scale")
    note = serializers.CharField(source="content.note")


class MeasurePage(PageOut):
    """Some of a client's measures."""

    items = MeasureOut(many=True)


class SignalOut(serializers.Serializer[Any]):
    """One reason for a verdict."""

    about = serializers.CharField()
    direction = Choice([(one.value, one.value) for one in Direction])
    text = serializers.CharField()
    decides = serializers.BooleanField(help_text="False: shown beside the others, and turns nothing.")


class PatternOut(serializers.Serializer[Any]):
    """A term of the closed vocabulary over the sessions."""

    kind = serializers.CharField()
    name = serializers.CharField()
    course = serializers.CharField(help_text="`emerging`, `recurring` or `chronic`.")
    sessions = serializers.IntegerField(help_text="In how many sessions it was found.")
    of = serializers.IntegerField(help_text="In how many sessions something was looked for.")
    first_at = serializers.DateTimeField()
    last_at = serializers.DateTimeField()


@dataclass(frozen=True, slots=True)
class Course:
    """A verdict with all that led to it, and the patterns."""

    verdict: Verdict
    why: str
    signals: tuple[Any, ...]
    patterns: tuple[Any, ...]


class TrajectoryOut(serializers.Serializer[Course]):
    """Where things go, never without its signals."""

    verdict = Choice([(one.value, one.value) for one in Verdict])
    why = serializers.CharField()
    signals = SignalOut(many=True)
    patterns = PatternOut(many=True)
