"""Every model that holds a client's rows is listed where an erasure enumerates them."""

from collections.abc import Iterator

from django.apps import apps
from django.db import models

from rung.clients.models import Client
from rung.pipelines.services import lineage
from tests.architecture.sourcekit import refuse, refuse_but

# Model → why an erasure leaves it out of the certificate.
OUTSIDE = {
    "AuditEvent": "holds ids only, and must outlive what it is about (7 years)",
    "Client": "the client themselves: the first line of every certificate",
    "ErasureCertificate": "the certificate",
    "ErasedArtefact": "its lines",
}


def test_every_model_that_leads_to_a_client_is_in_the_lineage() -> None:
    listed = {kind.rows.model.__name__ for kind in lineage.KINDS}
    found = (model.__name__ for model in of_clients() if model.__name__ not in listed)
    refuse_but(
        found,
        OUTSIDE,
        "List the model in rung/pipelines/services/lineage.py: an erasure must reach and certify its rows.",
    )


def test_every_kind_of_the_lineage_leads_to_a_client() -> None:
    for kind in lineage.KINDS:
        assert str(kind.rows.filter(**{kind.path: "00000000-0000-4000-8000-000000000000"}).query)
    refuse({kind.name for kind in lineage.KINDS if kind.rows.model not in of_clients()}, "These lead to no client.")


def test_the_guard_sees_a_planted_model() -> None:
    class Planted(models.Model):
        guide = models.ForeignKey("therapy_sessions.ClientGuide", on_delete=models.PROTECT)

        class Meta:
            app_label = "clients"
            apps = type(apps)(["django.contrib.contenttypes"])

    link = Planted._meta.get_field("guide").remote_field
    assert link is not None
    link.model = apps.get_model("therapy_sessions", "ClientGuide")
    assert leads_to_a_client(Planted)


def of_clients() -> list[type[models.Model]]:
    return [*_of_clients()]


def _of_clients() -> Iterator[type[models.Model]]:
    ours = (model for model in apps.get_models() if model.__module__.startswith("rung."))
    yield from (model for model in ours if leads_to_a_client(model))


def leads_to_a_client(model: type[models.Model]) -> bool:
    """Answer whether a model is Client, points to it over whatever way, or keeps its id."""
    fields = model._meta.concrete_fields
    if model is Client or any(field.attname == "client_id" for field in fields):
        return True
    above = (field.related_model for field in fields if isinstance(field.related_model, type))
    return any(leads_to_a_client(other) for other in above if other is not model)
