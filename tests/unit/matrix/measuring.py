"""Addresses of measures, and who may ask for them; see `table`."""

from rung.common import clock
from tests.unit.matrix.lines import CARE, OWNER, Body, Line

TODAY = f"{clock.now():%Y-%m-%d}"
OF_CLIENT = "api/v1/clients/<uuid:client_id>"
MEASURED = Body({"instrument": "gad7", "taken_on": TODAY, "answers": [1, 0, 2, 1, 0, 1, 0]})
FILLED_IN = {"act": "gad7", "gad7-taken_on": TODAY, "gad7-filled_by": "client", "gad7-item_1": "1"}

LINES = (
    Line(f"{OF_CLIENT}/measures", CARE, OWNER, {"POST": MEASURED}, of="client", queries=("cursor={measure}",)),
    Line(f"{OF_CLIENT}/trajectory", CARE, of="client"),
    Line(
        "admin/clients/client/<path:object_id>/progress/",
        CARE,
        OWNER,
        {"POST": Body(FILLED_IN, is_form=True)},
        of="client",
    ),
)
