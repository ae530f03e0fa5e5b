"""Who may ask for notices: everybody for their own."""

from tests.unit.matrix.lines import NOBODY, OWNER, SIGNED_IN, Body, Line

TOLD = Body({"kinds": [{"kind": kind, "channels": ["in_app"]} for kind in ("risk_due", "risk_due_supervised")]})
TICKED = Body({"risk_due-email": "on"}, is_form=True)
SEEN = {"POST": Body()}

NOTICES = (
    Line("api/v1/notices", SIGNED_IN, queries=("cursor={notice}",)),
    Line("api/v1/notices/read", NOBODY, SIGNED_IN, SEEN),
    Line("api/v1/notices/<uuid:notice_id>/read", NOBODY, OWNER, SEEN, of="notice", known_to=OWNER),
    Line("api/v1/notice-channels", SIGNED_IN, SIGNED_IN, {"PUT": TOLD}),
    Line("admin/notices/", SIGNED_IN),
    Line("admin/notices/read/", NOBODY, SIGNED_IN, SEEN),
    Line("admin/notices/channels/", SIGNED_IN, SIGNED_IN, {"POST": TICKED}),
    Line("admin/notices/<uuid:notice_id>/", NOBODY, OWNER, SEEN, of="notice", known_to=OWNER),
)
