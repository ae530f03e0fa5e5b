"""Every address and who may ask for it. A new route needs its line here.

Line(pattern, who reads, who writes, {method: body}, of=whose id the address names). What is not said is refused:
a method without a body here may write nothing, a person who is not named sees nothing.
"""

from rung.common import clock
from tests.unit.matrix import measuring, reading
from tests.unit.matrix.brought import BROUGHT, PUBLIC
from tests.unit.matrix.lines import (
    ADMIN,
    ANYBODY,
    CARE,
    NOBODY,
    OWNER,
    SIGNED_IN,
    TREATING,
    Body,
    Line,
    Who,
)
from tests.unit.matrix.noticelines import NOTICES

SOON = "2026-03-03T12:00:00Z"
ADD_CLIENT = Body({"first_name": "Alder"})
TYPED = Body({"text": "Client: I slept well.", "format": "transcript"})
EDIT = Body({"sections": [{"key": "hello", "lines": ["Be kind to yourself."]}]}, {"If-Match": '"1"'})
NOTHING = Body()
NOTE = "api/v1/notes/<uuid:note_id>"
FIRST = {"If-Match": '"1"'}
LAYOUT, LAY_OUT = Body({"format": "dap"}), Body({"format": "dap"}, FIRST)
FIELDS = [{"key": "subjective", "text": "Slept well."}, {"key": "plan", "text": "Weekly."}]
WRITE, SIGN = Body({"sections": FIELDS}, FIRST), Body({"is_reviewed": True}, FIRST)
TODAY = f"{clock.now():%Y-%m-%d}"
SAID = Body({"words": "Told in writing."})
AGREED = Body({"purpose": "recording", "modality": "phone", "method": "typed", "words": "Alder Lichen"})
TAKEN_BACK = Body({"purpose": "recording", "modality": "in_person"})
ASKED = {"kind": "access", "received_on": TODAY, "asked_by": "client", "identity_check": "in_person", "words": "All."}
GIVEN = {"kind": "court", "disclosed_on": TODAY, "recipient": "A court", "what": "Dates.", "why": "Subpoena 12"}
SEARCH = Body({"name": "{name}"})
COPY = Body({"contents": ["transcript"]})
SEEN = Body(headers={"If-Match": '"1"'})
HANDED_ON = Body({"recipient": "supervisor"}, {"If-Match": '"1"'})
DONE = Body({"words": "Called, and a plan was made."}, {"If-Match": '"2"'})
POST = ("POST",)

API = (
    Line("api/schema", SIGNED_IN),
    Line("api/", NOBODY),
    Line("api/v1/clients", SIGNED_IN, TREATING, {"POST": ADD_CLIENT}, queries=("cursor={client}",)),
    Line("api/v1/clients/<uuid:client_id>", CARE, of="client"),
    Line("api/v1/clients/search", SIGNED_IN, writes={"POST": SEARCH}, methods=POST),
    Line("api/v1/clients/<uuid:client_id>/events", OWNER, of="client", queries=("actor_id={person}",)),
    Line("api/v1/clients/<uuid:client_id>/consent-texts", CARE, of="client"),
    Line("api/v1/clients/<uuid:client_id>/consents", CARE, OWNER, {"POST": AGREED}, of="client"),
    Line("api/v1/clients/<uuid:client_id>/consents/withdraw", NOBODY, OWNER, {"POST": TAKEN_BACK}, of="client"),
    Line("api/v1/clients/<uuid:client_id>/rights-requests", NOBODY, OWNER, {"POST": Body(ASKED)}, of="client"),
    Line("api/v1/clients/<uuid:client_id>/accounting", CARE, of="client"),
    Line("api/v1/clients/<uuid:client_id>/disclosures", NOBODY, OWNER, {"POST": Body(GIVEN)}, of="client"),
    Line("api/v1/clients/<uuid:client_id>/copies", NOBODY, OWNER, {"POST": COPY}, of="client"),
    Line("api/v1/rights-requests", SIGNED_IN, queries=("cursor={request}",)),
    Line("api/v1/rights-requests/<uuid:request_id>", OWNER, of="request"),
    *(
        Line(f"api/v1/rights-requests/<uuid:request_id>/{act}", NOBODY, OWNER, {"POST": SAID}, of="request")
        for act in ("extend", "fulfill", "deny", "withdraw")
    ),
    Line("api/v1/rights-requests/<uuid:request_id>/dispute", NOBODY, OWNER, {"POST": SAID}, of="denied_request"),
    Line("api/v1/sessions", SIGNED_IN, queries=("client_id={client}", "cursor={session}")),
    Line("api/v1/sessions/<uuid:session_id>", CARE, of="session"),
    Line("api/v1/sessions/<uuid:session_id>/memos", CARE, OWNER, {"POST": Body(file="file")}, of="session"),
    Line("api/v1/sessions/<uuid:session_id>/transcripts", CARE, OWNER, {"POST": TYPED}, of="session"),
    Line("api/v1/sessions/<uuid:session_id>/part2", NOBODY, OWNER, {"POST": NOTHING}, of="session"),
    Line("api/v1/sessions/<uuid:session_id>/amendments", CARE, of="session"),
    Line("api/v1/sessions/<uuid:session_id>/flags", CARE, of="session", queries=("cursor={flag}",)),
    Line("api/v1/sessions/<uuid:session_id>/brief", CARE, of="session"),
    Line("api/v1/sessions/<uuid:session_id>/guide", CARE, of="session"),
    Line("api/v1/sessions/<uuid:session_id>/pre-session", NOBODY, OWNER, {"POST": NOTHING}, of="quiet_session"),
    Line("api/v1/sessions/<uuid:session_id>/notes", CARE, of="session", queries=("cursor={session_note}",)),
    Line("api/v1/briefs/<uuid:brief_id>/notes", NOBODY, OWNER, {"POST": LAYOUT}, of="brief"),
    Line(NOTE, CARE, OWNER, {"PUT": WRITE}, of="session_note"),
    Line(f"{NOTE}/format", NOBODY, OWNER, {"POST": LAY_OUT}, of="session_note"),
    Line(f"{NOTE}/sign", NOBODY, OWNER, {"POST": SIGN}, of="session_note"),
    Line(f"{NOTE}/amend", NOBODY, OWNER, {"POST": Body({"reason": "It was Tuesday."})}, of="signed_note"),
    Line(f"{NOTE}/versions", CARE, of="session_note"),
    Line(f"{NOTE}/versions/<int:number>", CARE, of="session_note"),
    Line(f"{NOTE}/document-reference", OWNER, of="signed_note", methods=POST),
    Line("api/v1/flags/<uuid:flag_id>/acknowledge", NOBODY, OWNER, {"POST": NOTHING}, of="flag"),
    Line("api/v1/clients/<uuid:client_id>/concerns", CARE, of="client", queries=("cursor={concern}",)),
    Line("api/v1/concerns/<uuid:concern_id>/acts", CARE, of="concern"),
    *(
        Line(f"api/v1/concerns/<uuid:concern_id>/{act}", NOBODY, OWNER, {"POST": body}, of=kind)
        for act, body, kind in (
            ("acknowledge", SEEN, "concern"),
            ("escalate", HANDED_ON, "concern"),
            ("reassess", DONE, "seen_concern"),
            ("resolve", DONE, "seen_concern"),
        )
    ),
    Line("api/v1/briefs/<uuid:brief_id>", CARE, of="brief"),
    Line("api/v1/guides/<uuid:guide_id>", CARE, OWNER, {"PUT": EDIT, "PATCH": EDIT}, of="guide"),
    Line("api/v1/guides/<uuid:guide_id>/release", NOBODY, OWNER, {"POST": NOTHING}, of="reviewed_guide"),
    Line("api/v1/guides/<uuid:guide_id>/withdraw", NOBODY, OWNER, {"POST": NOTHING}, of="released_guide"),
    Line("api/v1/runs", SIGNED_IN, queries=("cursor={run}",)),
    Line("api/v1/runs/<uuid:run_id>", CARE, of="run"),
)

NOTES = Body({"kind": "notes", "text": "Client reports sleeping well."}, is_form=True)
SAVE = Body({"act": "save", "version": "1", "section-hello": "Be kind to yourself."}, is_form=True)
SAVE_NOTE = Body({"act": "save", "version": "1", "field-plan": "Weekly."}, is_form=True)
NEW_CLIENT = Body({"first_name": "Alder", "last_name": "Lichen", "method": "verbal"}, is_form=True)
NEW_SESSION = Body({"starts_at": "2026-03-03T12:00"}, is_form=True)
FIND = Body({"name": "{name}"}, is_form=True)
AGREE = Body(
    {"act": "give", "purposes": "recording", "modality": "phone", "method": "typed", "words": "A"}, is_form=True
)
KEEP_NOTE = Body({"text": "He hesitates."}, is_form=True)
HOLD = Body({"act": "hold", "reason": "A letter from a court."}, is_form=True)
PLAN = Body({"act": "save", "number": "1", "country": "US", "coping": "Walk to the river."}, is_form=True)
RECEIVE, DISCLOSE = Body(ASKED, is_form=True), Body(GIVEN, is_form=True)
TAKE_BACK = Body({"act": "withdraw", "words": "By phone."}, is_form=True)
CLIENT = "admin/clients/client/"
EMERGENCY = "admin/clients/emergencyaccess/"
RIGHTS = "admin/rights/rightsrequest/"
DESK = f"{RIGHTS}client/<uuid:client_id>/"
CERTIFICATE = "admin/pipelines/erasurecertificate/"
SESSION = "admin/therapy_sessions/therapysession/"

SCREENS = (
    Line("admin/", SIGNED_IN),
    Line("admin/quality/", SIGNED_IN),
    Line(CLIENT, SIGNED_IN, writes={"POST": FIND}, methods=("GET", "HEAD", "POST")),
    Line(f"{CLIENT}add/", SIGNED_IN, TREATING, {"POST": NEW_CLIENT}),
    Line(f"{CLIENT}<path:object_id>/change/", CARE, OWNER, {"POST": NEW_SESSION}, of="client"),
    Line(f"{CLIENT}<path:object_id>/consents/", CARE, OWNER, {"POST": AGREE}, of="client"),
    Line(f"{CLIENT}<path:object_id>/psychotherapy/", CARE, OWNER, {"POST": KEEP_NOTE}, of="client"),  # each their own
    Line(f"{CLIENT}<path:object_id>/access/", OWNER, of="client", methods=("GET",)),
    Line(f"{CLIENT}<path:object_id>/export/", OWNER, of="client", methods=POST),
    Line(f"{CLIENT}<path:object_id>/keeping/", CARE, OWNER, {"POST": HOLD}, of="client"),
    Line(f"{CLIENT}<path:object_id>/risk/", CARE, of="client"),  # with a concern, see BODIES
    Line(f"{CLIENT}<path:object_id>/safety/", CARE, OWNER, {"POST": PLAN}, of="client"),
    Line(f"{CLIENT}<path:object_id>/safetyprint/", CARE, of="client", methods=("GET",)),
    Line(f"{CLIENT}<path:object_id>/history/", NOBODY, of="client"),
    Line(f"{CLIENT}<path:object_id>/delete/", NOBODY, of="client"),
    Line(f"{CLIENT}<path:object_id>/", SIGNED_IN, of="client"),  # Django's redirect to change/, whatever the id
    Line(EMERGENCY, SIGNED_IN),  # with a name, see BODIES
    Line(f"{EMERGENCY}add/", SIGNED_IN),
    Line(f"{EMERGENCY}end/", NOBODY),  # with an access, see BODIES
    Line(f"{EMERGENCY}review/", NOBODY),  # as above
    Line(f"{EMERGENCY}<path:object_id>/change/", NOBODY, of="access"),
    Line(f"{EMERGENCY}<path:object_id>/history/", NOBODY, of="access"),
    Line(f"{EMERGENCY}<path:object_id>/delete/", NOBODY, of="access"),
    Line(f"{EMERGENCY}<path:object_id>/", SIGNED_IN, of="access"),  # Django's redirect to change/, whatever the id
    Line(RIGHTS, SIGNED_IN),
    Line(f"{RIGHTS}add/", SIGNED_IN),
    Line(f"{RIGHTS}<path:object_id>/change/", OWNER, of="request"),
    Line(f"{RIGHTS}<uuid:request_id>/act/", NOBODY, OWNER, {"POST": TAKE_BACK}, of="request"),
    Line(f"{RIGHTS}<path:object_id>/history/", NOBODY, of="request"),
    Line(f"{RIGHTS}<path:object_id>/delete/", NOBODY, of="request"),
    Line(f"{RIGHTS}<path:object_id>/", SIGNED_IN, of="request"),  # Django's redirect to change/, whatever the id
    Line(f"{DESK}change/", CARE, of="client", methods=("GET",)),
    Line(f"{DESK}csv/", CARE, of="client", methods=("GET",)),
    Line(f"{DESK}receive/", NOBODY, OWNER, {"POST": RECEIVE}, of="client"),
    Line(f"{DESK}disclose/", NOBODY, OWNER, {"POST": DISCLOSE}, of="client"),
    Line(f"{DESK}copy/", NOBODY, OWNER, {"POST": Body(is_form=True)}, of="client"),
    Line(CERTIFICATE, SIGNED_IN),
    Line(f"{CERTIFICATE}add/", NOBODY),
    Line(f"{CERTIFICATE}<path:object_id>/change/", OWNER | ADMIN, of="certificate", known_to=OWNER | ADMIN),
    Line(f"{CERTIFICATE}<path:object_id>/history/", NOBODY, of="certificate"),
    Line(f"{CERTIFICATE}<path:object_id>/delete/", NOBODY, of="certificate"),
    Line(f"{CERTIFICATE}<path:object_id>/", SIGNED_IN, of="certificate"),  # Django's redirect, whatever the id
    Line(SESSION, SIGNED_IN),
    Line(f"{SESSION}add/", SIGNED_IN),
    Line(f"{SESSION}<path:object_id>/change/", CARE, of="session"),
    Line(f"{SESSION}<path:object_id>/brief/", CARE, of="session", methods=("GET",)),
    Line(f"{SESSION}<path:object_id>/guide/", CARE, OWNER, {"POST": SAVE}, of="session"),
    Line(f"{SESSION}<path:object_id>/note/", CARE, OWNER, {"POST": SAVE_NOTE}, of="session"),
    Line(f"{SESSION}<path:object_id>/note-file/", OWNER, of="noted_session", methods=POST),
    Line(f"{SESSION}<path:object_id>/status/", CARE, of="session", methods=("GET",)),
    Line(f"{SESSION}<path:object_id>/acknowledge/", NOBODY, of="session"),  # with a flag, see BODIES
    Line(f"{SESSION}<path:object_id>/receive/", NOBODY, OWNER, {"POST": NOTES}, of="quiet_session"),
    Line(f"{SESSION}<path:object_id>/part2/", NOBODY, OWNER, {"POST": NOTHING}, of="session"),
    Line(f"{SESSION}<path:object_id>/start/", NOBODY, OWNER, {"POST": NOTHING}, of="quiet_session"),
    Line(f"{SESSION}<path:object_id>/history/", NOBODY, of="session"),
    Line(f"{SESSION}<path:object_id>/delete/", NOBODY, of="session"),
    Line(f"{SESSION}<path:object_id>/", SIGNED_IN, of="session"),  # Django's redirect to change/, whatever the id
)

# A body that names a record is a line of its own: who may write is then as seen from that record's owner.
BREAK_GLASS = Body({"name": "{name}", "reason": "Nobody else can be reached, and they called."}, is_form=True)
NOTE_OF = Body({"note": "{note}", "version": "1", "text": "He hesitates."}, is_form=True)
NOTE_FILE = Body({"note": "{signed_note}", "form": "fhir"}, is_form=True)
LIFT = Body({"act": "lift", "hold": "{hold}", "reason": "The court wrote again."}, is_form=True)
REVIEW = Body({"access": "{access}", "finding": "It was right."}, is_form=True)
COPY_FOR = {"contents": ["transcript"], "request_id": "{request}"}
ANSWER = Body({"act": "acknowledged", "concern": "{concern}", "version": "1"}, is_form=True)
AGREEMENT = Body({"act": "agree", "plan": "{plan}", "agreed_on": TODAY}, is_form=True)
HERE = TREATING - {Who.STRANGER}
OPENED = OWNER | ADMIN
BODIES = (
    *reading.BODIES,
    Line("api/v1/sessions", SIGNED_IN, OWNER, {"POST": Body({"client_id": "{client}", "starts_at": SOON})}),
    Line("api/v1/clients/search", SIGNED_IN, writes={"POST": SEARCH}, methods=POST),
    Line("api/v1/clients/<uuid:client_id>/copies", NOBODY, OWNER, {"POST": Body(COPY_FOR)}, of="client"),
    Line(CLIENT, SIGNED_IN, writes={"POST": FIND}, methods=POST),
    Line(f"{SESSION}<path:object_id>/note-file/", OWNER, writes={"POST": NOTE_FILE}, of="noted_session", methods=POST),
    Line(f"{CLIENT}<path:object_id>/psychotherapy/", NOBODY, OWNER, {"POST": NOTE_OF}, of="client"),
    Line(f"{CLIENT}<path:object_id>/keeping/", NOBODY, OWNER, {"POST": LIFT}, of="client"),
    Line(f"{CLIENT}<path:object_id>/risk/", NOBODY, OWNER, {"POST": ANSWER}, of="client"),
    Line(f"{CLIENT}<path:object_id>/safety/", NOBODY, OWNER, {"POST": AGREEMENT}, of="client"),
    Line(EMERGENCY, SIGNED_IN, HERE, {"POST": BREAK_GLASS}, known_to=HERE),
    Line(f"{EMERGENCY}end/", NOBODY, OWNER, {"POST": Body({"access": "{access}"}, is_form=True)}, known_to=OWNER),
    Line(f"{EMERGENCY}review/", NOBODY, ADMIN, {"POST": REVIEW}, known_to=OPENED),
    Line(f"{DESK}copy/", NOBODY, OWNER, {"POST": Body({"request": "{request}"}, is_form=True)}, of="client"),
    Line(
        f"{SESSION}<path:object_id>/acknowledge/",
        NOBODY,
        OWNER,
        {"POST": Body({"flag": "{flag}"}, is_form=True)},
        of="session",
    ),
)

# Signing in, one's own account, the practice's people.
ACCOUNT = "admin/account/"
INVITE = Body({"email": "alder@new.example", "role": "clinician"}, is_form=True)
SET_UP = Body({"name": "Alder Street", "state": "TX", "analyst": "offline", "speech": "offline"}, is_form=True)
SUPERVISE = Body({"supervisor": "{supervisor}", "clinician": "{person}"}, is_form=True)
SHUT_OUT = Body({"act": "deactivate"}, is_form=True)
WITHDRAW = Body({"act": "withdraw"}, is_form=True)
SIGN_IN = (
    Line("admin/login/", ANYBODY),
    Line("admin/login/code/", ANYBODY, is_step=True),
    Line("admin/login/outside/", ANYBODY, is_step=True),
    Line("admin/login/outside/back/", ANYBODY, is_step=True),
    Line("admin/join/<str:token>/", ANYBODY, is_step=True),
    Line("admin/logout/", ANYBODY, SIGNED_IN, {"POST": NOTHING}, methods=POST, is_step=True),
    Line("admin/password_change/", SIGNED_IN),
    Line("admin/password_change/done/", SIGNED_IN),
    Line(ACCOUNT, SIGNED_IN),
    Line(f"{ACCOUNT}password/", SIGNED_IN),
    Line(f"{ACCOUNT}confirm/", SIGNED_IN, is_step=True),
    Line(f"{ACCOUNT}confirm/key/", SIGNED_IN, is_step=True),
    Line(f"{ACCOUNT}confirm/password/", SIGNED_IN, is_step=True),
    Line(f"{ACCOUNT}app/", SIGNED_IN, is_step=True),
    Line(f"{ACCOUNT}app/remove/", SIGNED_IN, is_step=True),
    Line(f"{ACCOUNT}key/", SIGNED_IN, is_step=True),
    Line(f"{ACCOUNT}key/<int:pk>/remove/", SIGNED_IN, at="/admin/account/key/1/remove/", is_step=True),
    Line(f"{ACCOUNT}recovery-codes/", SIGNED_IN, is_step=True),
    Line(f"{ACCOUNT}recovery-codes/new/", SIGNED_IN, is_step=True),
    Line(f"{ACCOUNT}session/", SIGNED_IN),
    Line(f"{ACCOUNT}sessions/end/", NOBODY, SIGNED_IN, {"POST": NOTHING}),
    Line(
        f"{ACCOUNT}sessions/<uuid:session_id>/end/", NOBODY, OWNER, {"POST": NOTHING}, of="open_session", known_to=OWNER
    ),
    Line("admin/practice/", ADMIN, ADMIN, {"POST": SET_UP}),
    Line("admin/people/", ADMIN, ADMIN, {"POST": INVITE}),
    Line("admin/people/supervisions/", NOBODY, ADMIN, {"POST": SUPERVISE}, known_to=ADMIN),
    Line(
        "admin/people/supervisions/<uuid:supervision_id>/end/",
        NOBODY,
        ADMIN,
        {"POST": NOTHING},
        of="supervision",
        known_to=ADMIN,
    ),
    Line("admin/people/<uuid:person_id>/", NOBODY, ADMIN, {"POST": SHUT_OUT}, of="person", known_to=ADMIN),
    Line(
        "admin/people/invitations/<uuid:invitation_id>/",
        NOBODY,
        ADMIN,
        {"POST": WITHDRAW},
        of="invitation",
        known_to=ADMIN,
    ),
)

TABLE: tuple[Line, ...] = (
    *API,
    *SCREENS,
    *SIGN_IN,
    *NOTICES,
    *BROUGHT,
    *PUBLIC,
    *reading.API,
    *reading.PAGES,
    *measuring.LINES,
)
