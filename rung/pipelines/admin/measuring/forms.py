"""The forms of the page; the service checks again."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms

from rung.pipelines.admin.forms import LongText
from rung.progress.enums import FilledBy, Instrument
from rung.progress.policies import forms as questionnaires
from rung.progress.policies.forms import Form
from rung.progress.schemas import MeasureContent, Scale
from rung.progress.services import Taken

type Choices = list[tuple[str, str]]


class MeasureForm(forms.Form):
    """What every measure says; each form of the page has its own prefix, so that no two fields share a name."""

    taken_on = forms.DateField(label="Day", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    filled_by = forms.ChoiceField(choices=FilledBy.choices, label="Filled in by")
    note = LongText(
        required=False, max_length=4000, label="Note", widget=forms.Textarea(attrs={"rows": 2, "maxlength": "4000"})
    )

    instrument = Instrument.OTHER
    published: Form | None = None

    def __init__(self, sent: Any, *, sessions: Choices, today: date) -> None:
        super().__init__(sent, prefix=str(self.instrument), initial={"taken_on": today})
        choices = [("", "None, or not listed"), *sessions]
        self.fields["session"] = forms.ChoiceField(choices=choices, required=False, label="In a session")

    @property
    def about(self) -> list[forms.BoundField]:
        """The fields about the occasion."""
        return [self[name] for name in ("taken_on", "filled_by", "session", "note")]

    def taken(self) -> Taken:
        """Return when, by whom and where it was filled in."""
        sent = self.cleaned_data
        return Taken(sent["taken_on"], FilledBy(sent["filled_by"]), UUID(sent["session"]) if sent["session"] else None)


class ScoreForm(MeasureForm):
    """A measure known by its score."""

    name = forms.CharField(max_length=120, label="Name of the measure")
    score = forms.FloatField(label="Score")
    lowest = forms.FloatField(label="Lowest possible score", initial=0)
    highest = forms.FloatField(label="Highest possible score")

    @property
    def asked(self) -> list[forms.BoundField]:
        """The measure's own fields."""
        return [self[name] for name in ("name", "score", "lowest", "highest")]

    def content(self) -> MeasureContent:
        """Return the score with its scale."""
        sent = self.cleaned_data
        return MeasureContent(
            scale=Scale(sent["name"], sent["score"], sent["lowest"], sent["highest"]), note=sent["note"]
        )


class AnswersForm(MeasureForm):
    """A questionnaire, item by item."""

    published: Form

    def __init__(self, sent: Any, **kwargs: Any) -> None:
        super().__init__(sent, **kwargs)
        for place, item in enumerate(self.published.items, start=1):
            self.fields[f"item_{place}"] = _choice(item, self.published.options)
        self.fields["difficulty"] = _choice(self.published.difficulty, self.published.difficulty_options)

    @property
    def asked(self) -> list[forms.BoundField]:
        """The items; the question about daily life stands after them."""
        return [self[f"item_{place}"] for place in range(1, len(self.published.items) + 1)]

    def content(self) -> MeasureContent:
        """Return the answers, None where nothing was ticked."""
        answers = tuple(_number(self.cleaned_data[field.name]) for field in self.asked)
        return MeasureContent(answers, _number(self.cleaned_data["difficulty"]), note=self.cleaned_data["note"])


class Phq9Form(AnswersForm):
    """The PHQ-9."""

    instrument = Instrument.PHQ9
    published = questionnaires.form_of(Instrument.PHQ9)


class Gad7Form(AnswersForm):
    """The GAD-7."""

    instrument = Instrument.GAD7
    published = questionnaires.form_of(Instrument.GAD7)


type SomeForm = AnswersForm | ScoreForm

KINDS: tuple[type[AnswersForm] | type[ScoreForm], ...] = (Phq9Form, Gad7Form, ScoreForm)


def _choice(label: str, options: tuple[str, ...]) -> forms.ChoiceField:
    choices = [(str(number), option) for number, option in enumerate(options)]
    return forms.ChoiceField(choices=choices, required=False, label=label, widget=forms.RadioSelect)


def _number(answer: str) -> int | None:
    return int(answer) if answer else None
