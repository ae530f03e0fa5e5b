"""The practice page: its name, its state, and who receives the words of its records."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol, cast

from django import forms
from django.conf import settings
from django.contrib import messages
from django.forms.models import model_to_dict
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.module_loading import import_string

from rung.accounts import policies, selectors, services
from rung.accounts.admin import stepup
from rung.accounts.admin.look import clinician_of, surroundings
from rung.accounts.admin.people import for_admins
from rung.accounts.enums import Analyst, Speech, State
from rung.common import clock

# One plain sentence each: what leaves the premises, and what it needs.
SAYS = {
    Analyst.OFFLINE: "Rules on this installation read the words: nothing leaves it, and nothing else is needed.",
    Analyst.BEDROCK: (
        "The words of each session are sent to Amazon Web Services, to a model of the account of whoever runs Rung, "
        "which needs a business associate agreement with Amazon and costs money per session."
    ),
    Analyst.LOCAL_SERVER: (
        "The words of each session are sent to a model server that whoever runs Rung keeps: "
        "nothing leaves their network, and it needs that machine to be up."
    ),
}
SAYS_OF_SPEECH = {
    Speech.OFFLINE: "A recognizer on this installation listens: nothing leaves it; names are often misheard.",
    Speech.TRANSCRIBE_MEDICAL: (
        "Each recording is copied to a bucket of whoever runs Rung at Amazon Web Services until it is written down; "
        "it needs a business associate agreement with Amazon, costs money per minute and tells speakers apart."
    ),
}


class Pack(Protocol):
    """The rules of a state, as this page tells them."""

    name: str
    version: str
    reviewed: bool
    note: str


@dataclass(frozen=True, slots=True)
class Option:
    """One way, in words; `needs` is what to set before it can be chosen."""

    value: str
    title: str
    says: str
    needs: str
    is_chosen: bool
    may_choose: bool


@dataclass(frozen=True, slots=True)
class Works:
    """What each way means, which are set up here, and what to set for those that are not."""

    says: Mapping[Any, str]
    configured: Collection[str]
    needs: Mapping[str, str]


class SetupForm(forms.Form):
    """What an administrator decides for the practice."""

    name = forms.CharField(label="Name", max_length=120)
    state = forms.ChoiceField(label="State", required=False)
    analyst = forms.ChoiceField(choices=Analyst)
    speech = forms.ChoiceField(choices=Speech)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["state"]).choices = [*_states()]

    def setup(self) -> services.Setup:
        """Return what was decided."""
        found = self.cleaned_data
        return services.Setup(
            name=found["name"],
            state=State(found["state"]) if found["state"] else None,
            analyst=Analyst(found["analyst"]),
            speech=Speech(found["speech"]),
        )


@for_admins
def practice(request: HttpRequest) -> HttpResponse:
    """Show the practice; POST changes it, after a confirmation where others would receive record text."""
    admin = clinician_of(request)
    held = selectors.practice_of(admin)
    form = SetupForm(request.POST or None, initial=model_to_dict(held, SetupForm.base_fields))
    if request.method == "POST" and form.is_valid():
        setup = form.setup()
        is_elsewhere = (setup.analyst, setup.speech) != (held.analyst, held.speech)
        if is_elsewhere and not stepup.is_recent(request):
            return stepup.ask(request)
        services.set_up_practice(setup=setup, by=admin, at=clock.now())
        messages.success(request, "The practice was changed. Runs that begin from now on follow it.")
        return HttpResponseRedirect(reverse("practice"))
    context = {
        "title": "Practice",
        "form": form,
        "pack": _pack_of(held.state),
        "analysts": options_of(Analyst, held.analyst, _models(), chosen=str(form["analyst"].value())),
        "speeches": options_of(Speech, held.speech, _services(), chosen=str(form["speech"].value())),
    }
    return render(request, "accounts/practice.html", {**surroundings(request), **context})


def options_of(ways: type[Analyst | Speech], current: str, works: Works, *, chosen: str) -> tuple[Option, ...]:
    """Return every way with what it means for this practice."""
    return tuple(
        Option(
            value=one.value,
            title=str(one.label),
            says=works.says[one],
            needs="" if one in works.configured else works.needs.get(one, ""),
            is_chosen=one == chosen,
            may_choose=policies.may_choose(one, current=current, configured=works.configured),
        )
        for one in ways
    )


def _models() -> Works:
    return Works(SAYS, settings.LANGUAGE_MODELS, settings.LANGUAGE_MODELS_NEED)


def _services() -> Works:
    return Works(SAYS_OF_SPEECH, settings.SPEECH_SERVICES, settings.SPEECH_SERVICES_NEED)


def _states() -> Iterator[tuple[str, str]]:
    for value, label in [*State.choices, ("", "Another state")]:
        yield value, f"{label}: rules {'reviewed' if _pack_of(value).reviewed else 'not reviewed by counsel'}"


def _pack_of(state: str) -> Pack:
    found: Pack = import_string(settings.RULE_PACK_OF)(state)
    return found
