"""Lists in pages: a cursor is the id of the last row seen, so that new rows neither repeat nor hide others."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Model, Q, QuerySet
from rest_framework import serializers
from rest_framework.exceptions import ValidationError

from rung.common.api.shapes import In

MOST = 100
USUAL = 50


class Paging(In):
    """Which page of a list."""

    cursor = serializers.UUIDField(required=False, help_text="`next_cursor` of the page before.")
    limit = serializers.IntegerField(min_value=1, max_value=MOST, default=USUAL)


@dataclass(frozen=True, slots=True)
class Page[Row]:
    """Some rows of a list, and where the next ones begin; None after the last."""

    items: list[Row]
    next_cursor: UUID | None


class PageOut(serializers.Serializer[Any]):
    """Where the next page begins; subclasses add `items`."""

    next_cursor = serializers.UUIDField(allow_null=True, help_text="Send it as `cursor`; null on the last page.")


def page_of[Row: Model](
    rows: QuerySet[Row], asked: dict[str, Any], *, order: tuple[str, ...], of: QuerySet[Row] | None = None
) -> Page[Row]:
    """Return the page of `rows` that `Paging` asked for.

    `order` must end in a unique field. `of` is what `rows` was narrowed from: a
    cursor stays good although its row no longer fits a filter.

    Raises:
        ValidationError: the cursor is of no row in the list.
    """
    limit = asked["limit"]
    ordered = rows.order_by(*order)
    if "cursor" in asked:
        seen = (rows if of is None else of).filter(pk=asked["cursor"]).first()
        if seen is None:
            raise ValidationError({"cursor": ["This is no cursor of this list."]}, code="unknown_cursor")
        ordered = ordered.filter(_after(seen, order))
    found = list(ordered[: limit + 1])
    return Page(found[:limit], found[limit - 1].pk if len(found) > limit else None)


def _after(seen: Model, order: tuple[str, ...]) -> Q:
    """Return what comes after a row: a later first field, or the same and a later second one, and so on."""
    later, same = Q(pk__in=[]), Q()
    for name in order:
        field = name.removeprefix("-")
        value = getattr(seen, field)
        beyond = Q(**{f"{field}__{'lt' if name.startswith('-') else 'gt'}": value})
        later |= same & beyond
        same &= Q(**{field: value})
    return later
