"""The addresses of reading lists, for the table."""

from tests.unit.matrix.lines import CARE, NOBODY, OWNER, Body, Line

FIRST = {"If-Match": '"1"'}
ADD = Body({"title": "Feeling Good", "suggested_by": "clinician"})
TO_READ = Body({"act": "add", "title": "Feeling Good", "suggested_by": "client"}, is_form=True)
READ_OF = Body({"act": "change", "item": "{reading}", "version": "1", "discuss": "yes"}, is_form=True)
LIST = "api/v1/clients/<uuid:client_id>/reading"
PAGE = "admin/clients/client/<path:object_id>/reading/"

API = (
    Line(LIST, CARE, OWNER, {"POST": ADD}, of="client", queries=("cursor={reading}",)),
    Line("api/v1/reading/<uuid:item_id>", NOBODY, OWNER, {"PATCH": Body({"note": "Read."}, FIRST)}, of="reading"),
)
PAGES = (Line(PAGE, CARE, OWNER, {"POST": TO_READ}, of="client"),)
BODIES = (Line(PAGE, NOBODY, OWNER, {"POST": READ_OF}, of="client"),)
