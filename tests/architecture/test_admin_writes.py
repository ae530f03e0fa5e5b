"""The admin site writes through services: its generated forms save nothing by themselves."""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.test import RequestFactory

from rung.accounts.models import Practice
from tests.architecture.sourcekit import refuse

type Screens = admin.ModelAdmin[Any]


def test_no_screen_saves_or_deletes_by_itself() -> None:
    refuse(
        (line for screens in admin.site._registry.values() for line in generated_writes(screens)),
        "Refuse it (has_add_permission … return False), make the fields read-only, or unregister the model:"
        " what changes a record is a service, which audits in the same transaction.",
    )


def test_the_guard_refuses_a_planted_screen() -> None:
    said = [*generated_writes(_screens(fields=("name",)))]
    assert said == ["Practice can be added", "Practice can be deleted", "Practice.name can be changed"]
    refusing = {f"has_{act}_permission": lambda *_: False for act in ("add", "delete")}
    assert not [*generated_writes(_screens(fields=("name",), readonly_fields=("name",), **refusing))]
    served = dict.fromkeys(("save_model", "delete_model"), lambda *_: None)
    assert not [*generated_writes(_screens(fields=("name",), **served))]


def generated_writes(screens: Screens) -> Iterator[str]:
    """Yield what a superuser could change through the generated form of a model."""
    request = RequestFactory().get("/")
    request.user = get_user_model()(is_active=True, is_superuser=True)
    name = screens.model.__name__
    if screens.has_add_permission(request) and not _overrides(screens, "save_model"):
        yield f"{name} can be added"
    if screens.has_delete_permission(request) and not _overrides(screens, "delete_model"):
        yield f"{name} can be deleted"
    if screens.has_change_permission(request) and not _overrides(screens, "save_model"):
        yield from (f"{name}.{field} can be changed" for field in screens.get_form(request).base_fields)


def _screens(**attributes: Any) -> Screens:
    kind: type[Screens] = type("Planted", (admin.ModelAdmin,), attributes)
    return kind(Practice, admin.AdminSite())


def _overrides(screens: Screens, method: str) -> bool:
    return getattr(type(screens), method) is not getattr(admin.ModelAdmin, method)
