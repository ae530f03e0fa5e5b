"""Columns say whether they are sealed, and records point down."""

from collections.abc import Iterator

from django.apps import apps
from django.db import models

from rung.encryption.fields import EncryptedTextField
from tests.architecture import linting
from tests.architecture.sourcekit import refuse, refuse_but

WIDE = (models.TextField, models.JSONField, models.BinaryField, models.FileField)
WIDEST_PLAIN = 200  # characters: room for a sentence about somebody begins here

# Model.field → why it may hold this much in clear. May only shrink.
REVIEWED = {
    "Clinician.email": "the address a clinician signs in with; clients have none here",
    "Invitation.email": "the address a clinician is invited at",
    "DataKey.wrapped": "a keyset sealed under the master key",
    "AuditBatch.entries": "ids of events and hashes of their lines",
    "SigningKey.private": "a keyset sealed under the master key",
}


def test_every_column_is_sealed_or_plain_in_the_phi_map() -> None:
    refuse(
        (line for model in _ours() for line in map_errors(model)),
        'List every field of the model by name in its inner `class Phi`, in `sealed = ("…",)` or in `plain = ("…",)`.',
    )


def test_a_plain_column_has_no_room_for_a_record() -> None:
    refuse_but(
        (name for model in _ours() for name in roomy_plain(model)),
        REVIEWED,
        "Use EncryptedTextField, or a CharField of 200 characters at most; else have the field reviewed here.",
    )


def test_foreign_keys_point_down() -> None:
    floors = _floors()
    refuse(
        (line for model in _ours() for line in upward_keys(model, floors)),
        "A foreign key points to the same floor's app or below: keep the key on the upper record.",
    )


def test_there_is_something_to_guard() -> None:
    assert {"Client", "TherapySession", "ClinicalBrief", "AuditEvent"} <= {model.__name__ for model in _ours()}


def test_the_guards_refuse_planted_models() -> None:
    class Careless(models.Model):
        name = models.CharField(max_length=300)
        notes = EncryptedTextField()
        memo = models.TextField()
        above = models.ForeignKey("pipelines.PipelineRun", on_delete=models.PROTECT)

        class Phi:
            sealed = ("name", "memo")
            plain = ("memo", "notes", "gone")

        class Meta:
            app_label = "clients"
            apps = type(apps)(["django.contrib.contenttypes"])

    Careless.__module__ = "rung.clients.models"
    said = "\n".join(map_errors(Careless))
    for mistake in ("id is", "above is", "memo is in both", "gone is no", "name is not", "notes is sealed, but"):
        assert f"Careless.{mistake}" in said, mistake
    assert [*roomy_plain(Careless)] == ["Careless.memo"]
    link = Careless._meta.get_field("above").remote_field
    assert link is not None
    link.model = apps.get_model("pipelines", "PipelineRun")
    assert [*upward_keys(Careless, _floors())] == ["Careless.above points up to pipelines"]
    assert not [*upward_keys(apps.get_model("pipelines", "PipelineRun"), _floors())]


def map_errors(model: type[models.Model]) -> Iterator[str]:
    """Yield what is wrong with a model's Phi map."""
    fields = {field.name: field for field in model._meta.concrete_fields}
    sealed, plain = _phi(model, "sealed"), _phi(model, "plain")
    for name, field in fields.items():
        if name not in {*sealed, *plain}:
            yield f"{model.__name__}.{name} is in neither list"
        elif _is_sealed(field) != (name in sealed):
            yield f"{model.__name__}.{name} is " + (
                "sealed, but listed plain" if name in plain else "not a sealed field"
            )
    for name in {*sealed, *plain}:
        if name not in fields:
            yield f"{model.__name__}.{name} is no field of it"
        elif name in sealed and name in plain:
            yield f"{model.__name__}.{name} is in both lists"


def roomy_plain(model: type[models.Model]) -> Iterator[str]:
    """Yield plain fields that could hold sentences."""
    for field in model._meta.concrete_fields:
        is_wide = isinstance(field, WIDE) or (getattr(field, "max_length", None) or 0) > WIDEST_PLAIN
        if field.name in _phi(model, "plain") and is_wide and not _is_sealed(field):
            yield f"{model.__name__}.{field.name}"


def upward_keys(model: type[models.Model], floors: list[str]) -> Iterator[str]:
    """Yield foreign keys to a floor above the model's own."""
    for field in model._meta.concrete_fields:
        target = field.related_model
        if isinstance(target, type) and target.__module__.startswith("rung."):
            here, there = _app(model), _app(target)
            if here != there and floors.index(there) <= floors.index(here):
                yield f"{model.__name__}.{field.name} points up to {there}"


def _ours() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("rung.")]


def _phi(model: type[models.Model], name: str) -> tuple[str, ...]:
    return tuple(getattr(vars(model).get("Phi"), name, ()))


def _is_sealed(field: "models.Field[object, object]") -> bool:
    return type(field).__module__.startswith("rung.encryption.")


def _app(model: type[models.Model]) -> str:
    return model.__module__.split(".")[1]


def _floors() -> list[str]:
    """Return the floors from the top; siblings share a line there, and stand one after another here."""
    lines = linting.contracts()["floors"].listed("layers")
    return [name.strip(" ()") for line in lines for name in line.split("|")]
