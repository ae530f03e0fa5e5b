"""Every address and who may ask for it. A new route needs its line here.

Line(pattern, who reads, who writes, {method: body}, of=whose id the address names). What is not said is refused:
a method without a body here may write nothing, a person who is not named sees nothing.
"""

from tests.unit.matrix.lines import (
    ANYBODY,
    CARE,
    NOBODY,
    OWNER,
    SIGNED_IN,
    TREATING,
    Body,
    Line,
)

SOON = "2026-03-03T12:00:00Z"
ADD_CLIENT = Body({"first_name": "Alder"})
ADD_SESSION = Body({"client_id": "{client}", "starts_at": SOON})
TYPED = Body({"text": "Client: I slept well.", "format": "transcript"})
EDIT = Body({"sections": [{"key": "hello", "lines": ["Be kind to yourself."]}]}, {"If-Match": '"1"'})
NOTHING = Body()

API = (
    Line("api/schema", SIGNED_IN),
    Line("api/", NOBODY),
    Line("api/<path:unknown>", NOBODY),
    Line("api/v1/clients", SIGNED_IN, TREATING, {"POST": ADD_CLIENT}, queries=("cursor={client}",)),
    Line("api/v1/clients/<uuid:client_id>", CARE, of="client"),
    Line("api/v1/sessions", SIGNED_IN, queries=("client_id={client}", "cursor={session}")),
    Line("api/v1/sessions/<uuid:session_id>", CARE, of="session"),
    Line("api/v1/sessions/<uuid:session_id>/memos", CARE, OWNER, {"POST": Body(file="file")}, of="session"),
    Line("api/v1/sessions/<uuid:session_id>/transcripts", CARE, OWNER, {"POST": TYPED}, of="session"),
    Line("api/v1/sessions/<uuid:session_id>/flags", CARE, of="session", queries=("cursor={flag}",)),
    Line("api/v1/sessions/<uuid:session_id>/brief", CARE, of="session"),
    Line("api/v1/sessions/<uuid:session_id>/guide", CARE, of="session"),
    Line("api/v1/sessions/<uuid:session_id>/pre-session", NOBODY, OWNER, {"POST": NOTHING}, of="quiet_session"),
    Line("api/v1/flags/<uuid:flag_id>/acknowledge", NOBODY, OWNER, {"POST": NOTHING}, of="flag"),
    Line("api/v1/briefs/<uuid:brief_id>", CARE, of="brief"),
    Line("api/v1/guides/<uuid:guide_id>", CARE, OWNER, {"PUT": EDIT, "PATCH": EDIT}, of="guide"),
    Line("api/v1/guides/<uuid:guide_id>/release", NOBODY, OWNER, {"POST": NOTHING}, of="reviewed_guide"),
    Line("api/v1/guides/<uuid:guide_id>/withdraw", NOBODY, OWNER, {"POST": NOTHING}, of="released_guide"),
    Line("api/v1/runs", SIGNED_IN, queries=("cursor={run}",)),
    Line("api/v1/runs/<uuid:run_id>", CARE, of="run"),
)

# A body that names a record is a line of its own: who may write is then as seen from that record's owner.
BODIES = (
    Line("api/v1/sessions", SIGNED_IN, OWNER, {"POST": ADD_SESSION}),
    Line(
        "admin/therapy_sessions/therapysession/<path:object_id>/acknowledge/",
        NOBODY,
        OWNER,
        {"POST": Body({"flag": "{flag}"}, is_form=True)},
        of="session",
    ),
)

NOTES = Body({"kind": "notes", "text": "Client reports sleeping well."}, is_form=True)
SAVE = Body({"act": "save", "version": "1", "section-hello": "Be kind to yourself."}, is_form=True)
NEW_CLIENT = Body({"first_name": "Alder", "last_name": "Lichen"}, is_form=True)
NEW_SESSION = Body({"starts_at": "2026-03-03T12:00"}, is_form=True)
CLIENT = "admin/clients/client/"
SESSION = "admin/therapy_sessions/therapysession/"

SCREENS = (
    Line("admin/", SIGNED_IN),
    Line(CLIENT, SIGNED_IN),
    Line(f"{CLIENT}add/", SIGNED_IN, TREATING, {"POST": NEW_CLIENT}),
    Line(f"{CLIENT}<path:object_id>/change/", CARE, OWNER, {"POST": NEW_SESSION}, of="client"),
    Line(f"{CLIENT}<path:object_id>/history/", NOBODY, of="client"),
    Line(f"{CLIENT}<path:object_id>/delete/", NOBODY, of="client"),
    Line(f"{CLIENT}<path:object_id>/", SIGNED_IN, of="client"),  # Django's redirect to change/, whatever the id
    Line(SESSION, SIGNED_IN),
    Line(f"{SESSION}add/", SIGNED_IN),
    Line(f"{SESSION}<path:object_id>/change/", CARE, of="session"),
    Line(f"{SESSION}<path:object_id>/brief/", CARE, of="session", methods=("GET",)),
    Line(f"{SESSION}<path:object_id>/guide/", CARE, OWNER, {"POST": SAVE}, of="session"),
    Line(f"{SESSION}<path:object_id>/status/", CARE, of="session", methods=("GET",)),
    Line(f"{SESSION}<path:object_id>/acknowledge/", NOBODY, of="session"),  # with a flag, see BODIES
    Line(f"{SESSION}<path:object_id>/receive/", NOBODY, OWNER, {"POST": NOTES}, of="quiet_session"),
    Line(f"{SESSION}<path:object_id>/start/", NOBODY, OWNER, {"POST": NOTHING}, of="quiet_session"),
    Line(f"{SESSION}<path:object_id>/history/", NOBODY, of="session"),
    Line(f"{SESSION}<path:object_id>/delete/", NOBODY, of="session"),
    Line(f"{SESSION}<path:object_id>/", SIGNED_IN, of="session"),  # Django's redirect to change/, whatever the id
)

# What Django, Unfold and procrastinate bring.
JOB = "admin/procrastinate/procrastinatejob/"
BROUGHT = (
    Line("admin/login/", ANYBODY),
    Line("admin/logout/", ANYBODY, methods=("POST",)),
    Line("admin/password_change/", SIGNED_IN),
    Line("admin/password_change/done/", SIGNED_IN),
    Line("admin/search/", SIGNED_IN),
    Line("admin/jsi18n/", SIGNED_IN),
    Line("admin/autocomplete/", NOBODY),
    Line("admin/r/<path:content_type_id>/<path:object_id>/", NOBODY, of="client"),
    Line("admin/^(?P<app_label>procrastinate|clients|therapy_sessions)/$", SIGNED_IN, at="/admin/clients/"),
    Line("admin/(?P<url>.*)$", NOBODY, at="/admin/nothing/here/"),
    Line(JOB, NOBODY),
    Line(f"{JOB}add/", NOBODY),
    Line(f"{JOB}<path:object_id>/change/", NOBODY, of="run"),
    Line(f"{JOB}<path:object_id>/history/", NOBODY, of="run"),
    Line(f"{JOB}<path:object_id>/delete/", NOBODY, of="run"),
    Line(f"{JOB}<path:object_id>/", SIGNED_IN, of="run"),  # Django's redirect to change/, whatever the id
)

PUBLIC = (
    Line("", ANYBODY),
    Line("health/ready", ANYBODY),
    Line("version", ANYBODY),
)

TABLE: tuple[Line, ...] = (*API, *SCREENS, *BROUGHT, *PUBLIC)
