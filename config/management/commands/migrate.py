"""`manage.py migrate`: as the owner of the tables, whom the application's own connection is not."""

from typing import Any

from django.core.management.base import CommandParser
from django.core.management.commands import migrate
from django.db import connections

OWNER = "owner"


class Command(migrate.Command):
    """Django's command, over the owner's connection where there is one (RUNG_OWNER_DATABASE_URL)."""

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        if OWNER in connections:
            parser.set_defaults(database=OWNER)

    def handle(self, *args: Any, **options: Any) -> str | None:
        """Migrate; then let the application's role sign in with the password its URL names."""
        super().handle(*args, **options)
        if options["database"] == OWNER:
            let_in(connections["default"].settings_dict)
        return None


def let_in(app: dict[str, Any]) -> None:
    """Set the password of the application's role to the one its URL names."""
    if not app.get("PASSWORD"):
        return  # a socket's or a token's sign-in needs none
    with connections[OWNER].cursor() as cursor:
        name = connections[OWNER].ops.quote_name(app["USER"])
        cursor.execute(f"ALTER ROLE {name} PASSWORD %s", [app["PASSWORD"]])
