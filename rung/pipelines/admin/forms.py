"""Forms of the screens; services check again."""

from typing import Any

from django import forms
from django.conf import settings

from rung.accounts.enums import State
from rung.clients.enums import Country, Method, Modality, Purpose
from rung.clients.policies import consent as consent_policies
from rung.clients.policies.rules import Rules
from rung.clients.services.consents import ASKED_AT_ONCE, DEMONSTRATION, Agreement, Answer, Scope
from rung.common.errors import RungError
from rung.pipelines.enums import ErasureReason


class LongText(forms.CharField):
    """Text as it was pasted; a NUL, which neither Django nor PostgreSQL takes, becomes a replacement sign."""

    def to_python(self, value: object) -> str:
        return str(super().to_python(str(value).replace("\x00", "\ufffd")) or "") if value else ""


class ConsentAnswer(forms.Form):
    """What a client agreed to, and how they said so."""

    purposes = forms.MultipleChoiceField(choices=Purpose.choices, required=False)
    method = forms.ChoiceField(choices=Method.choices, initial=Method.VERBAL, widget=forms.RadioSelect)
    words = forms.CharField(max_length=2000, required=False, label="Signature or witness note")

    def __init__(self, *args: Any, rules: Rules, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._rules = rules

    def clean(self) -> dict[str, Any]:
        """Refuse an answer that would not hold, beside the field it is about."""
        cleaned = super().clean() or {}
        for purpose in cleaned.get("purposes", ()):
            try:
                method = Method(cleaned.get("method", Method.VERBAL))
                consent_policies.check_can_be_given(Purpose(purpose), method, cleaned.get("words", ""), self._rules)
            except RungError as refusal:
                self.add_error("words", str(refusal))
                break
        return cleaned

    def answer(self) -> Answer:
        """Return how the client said so."""
        return Answer(Method(self.cleaned_data["method"]), self.cleaned_data["words"])

    def agreed(self) -> list[Purpose]:
        """Return what the client agreed to."""
        return [Purpose(name) for name in self.cleaned_data["purposes"]]


class NewClient(ConsentAnswer):
    """A person to take into care, with what they agreed to at once.

    Nothing is ticked beforehand but in a demonstration, where every person is
    fictional: elsewhere a ticked box must be somebody's act.
    """

    first_name = forms.CharField(max_length=80, label="First name")
    last_name = forms.CharField(max_length=80, required=False, label="Last name")
    state = forms.ChoiceField(
        choices=[("", "The practice's state, or one without rules of its own"), *State.choices],
        required=False,
        label="State they sit in during sessions",
    )
    field_order = ["first_name", "last_name", "state"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        is_demo = bool(getattr(settings, "DEMO_EMAIL", ""))
        start = {"purposes": [p.value for p in ASKED_AT_ONCE], "words": DEMONSTRATION.answer.words} if is_demo else {}
        super().__init__(*args, initial=start, **kwargs)

    def agreement(self) -> Agreement | None:
        """Return what was agreed to in the room, None for nothing."""
        scopes = tuple(Scope(purpose, Modality.IN_PERSON) for purpose in self.agreed())
        return Agreement(scopes, self.answer()) if scopes else None

    def about(self) -> list[forms.BoundField]:
        """Return the fields about the person; the consents have a form of their own."""
        return [self[name] for name in self.field_order]

    def clean_state(self) -> State | None:
        """Return the state, None for one without rules of its own."""
        name = self.cleaned_data["state"]
        return State(name) if name else None


class NameSought(forms.Form):
    """An exact name to find."""

    name = forms.CharField(max_length=161, label="Find by name")


class NewSession(forms.Form):
    """When to meet; the time is UTC."""

    starts_at = forms.DateTimeField(
        label="Starts at (UTC)", widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    )
    modality = forms.ChoiceField(choices=Modality.choices, label="How you meet", required=False)

    def clean_modality(self) -> Modality:
        """Return how they meet; in person, where nothing was said."""
        return Modality(self.cleaned_data["modality"] or Modality.IN_PERSON)


class Recording(forms.Form):
    """A voice memo."""

    memo = forms.FileField(label="Recording", allow_empty_file=True)  # refused later, in words


class TranscriptText(forms.Form):
    """A transcript, as a file or pasted."""

    file = forms.FileField(required=False, allow_empty_file=True)
    text = LongText(required=False, strip=False)


class Notes(forms.Form):
    """The clinician's own notes."""

    text = LongText(strip=False)


class PsychotherapyText(forms.Form):
    """A psychotherapy note: a new one, or the changed text of one."""

    note = forms.UUIDField(required=False)
    version = forms.IntegerField(required=False)
    text = LongText(strip=False, max_length=100_000)


class ConcernAnswer(forms.Form):
    """An act on a concern, as it was looked at."""

    concern = forms.UUIDField()
    version = forms.IntegerField(min_value=0)
    act = forms.ChoiceField(choices=[(kind, kind) for kind in ("acknowledged", "escalated", "reassessed", "resolved")])
    words = LongText(required=False, max_length=10_000)
    recipient = forms.CharField(required=False, max_length=24)  # the service knows the choices


class PlanText(forms.Form):
    """A safety plan's six steps, one line an entry."""

    number = forms.IntegerField(min_value=0)
    country = forms.ChoiceField(choices=Country.choices)
    warning_signs = LongText(required=False, max_length=4000)
    coping = LongText(required=False, max_length=4000)
    distraction = LongText(required=False, max_length=4000)
    people = LongText(required=False, max_length=4000)
    professionals = LongText(required=False, max_length=4000)
    safe_place = LongText(required=False, max_length=4000)

    def lines_of(self, name: str) -> tuple[str, ...]:
        """Return the entries of one step."""
        return tuple(line.strip() for line in self.cleaned_data[name].splitlines() if line.strip())


class PlanAgreement(forms.Form):
    """The day on which a client agreed to a plan."""

    plan = forms.UUIDField()
    agreed_on = forms.DateField()


class HoldForm(forms.Form):
    """A reason to hold a record, or to lift a hold."""

    hold = forms.UUIDField(required=False)
    reason = forms.CharField(max_length=2000)


class ErasureForm(forms.Form):
    """Why to erase a record, and the name of whom."""

    reason_code = forms.ChoiceField(choices=ErasureReason.choices)
    typed_name = forms.CharField(max_length=200)

    def reason(self) -> ErasureReason:
        """Return why."""
        return ErasureReason(self.cleaned_data["reason_code"])
