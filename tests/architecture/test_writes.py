"""Writes go through services: no form or serializer writes for us, and reads start from a clinician."""

import ast
import re
from collections.abc import Iterator

from tests.architecture.sourcekit import Source, product, refuse, sample

GENERATED = re.compile(r"^(Hyperlinked)?Model(Serializer|Form|ViewSet)$|^modelform_factory$|^modelformset_factory$")
CLIENT_ROWS = re.compile(
    r"(^|\.)Client\.(objects|_default_manager|_base_manager)$|get_model\('clients(\.|', ')client'\)$", re.IGNORECASE
)


def test_no_serializer_or_form_is_made_from_a_model() -> None:
    refuse(
        (line for source in product() for line in generated_writes(source)),
        "Write the In and Out serializers field by field and call a service: a generated one writes whatever is sent.",
    )


def test_no_form_or_serializer_takes_every_field() -> None:
    refuse(
        (line for source in product() for line in all_fields(source)),
        "Name the fields: a new column must not appear outside by itself.",
    )


def test_clients_are_read_through_their_selectors() -> None:
    found = (line for s in product() if not s.is_in("rung/clients") for line in client_rows(s))
    refuse(found, "Call rung.clients.selectors with the clinician: rows of other clinicians must not be reachable.")


def test_the_guards_refuse_planted_writes() -> None:
    assert [*generated_writes(sample("class In(serializers.ModelSerializer): ..."))]
    assert [*generated_writes(sample("class Edit(forms.ModelForm): ..."))]
    assert [*generated_writes(sample("form = modelform_factory(Client)"))]
    assert not [*generated_writes(sample("class In(serializers.Serializer): ..."))]
    assert [*all_fields(sample("class Meta:\n    fields = '__all__'\n"))]
    assert [*all_fields(sample("class Meta:\n    exclude = ('id',)\n"))]
    assert not [*all_fields(sample("class Meta:\n    fields = ('id',)\n"))]
    assert [*client_rows(sample("Client.objects.get(pk=1)"))]
    assert [*client_rows(sample("models.Client._default_manager.all()"))]
    assert [*client_rows(sample("apps.get_model('clients', 'Client')"))]
    assert not [*client_rows(sample("ClientGuide.objects.get(pk=1)"))]


def generated_writes(source: Source) -> Iterator[str]:
    """Yield classes and calls that make a form, serializer or view set from a model."""
    for node in ast.walk(source.tree):
        bases = node.bases if isinstance(node, ast.ClassDef) else [node.func] if isinstance(node, ast.Call) else []
        if any(GENERATED.match(ast.unparse(base).rpartition(".")[2]) for base in bases):
            yield source.at(node, ast.unparse(bases[0]))


def all_fields(source: Source) -> Iterator[str]:
    """Yield `fields = "__all__"` and `exclude = …` of Meta classes."""
    for meta in ast.walk(source.tree):
        if isinstance(meta, ast.ClassDef) and meta.name == "Meta":
            for node in meta.body:
                text = ast.unparse(node)
                if text.startswith("exclude =") or (text.startswith("fields =") and "__all__" in text):
                    yield source.at(node, text)


def client_rows(source: Source) -> Iterator[str]:
    """Yield reads of the client table that start from nobody."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Attribute | ast.Call) and CLIENT_ROWS.search(ast.unparse(node)):
            yield source.at(node, ast.unparse(node))
