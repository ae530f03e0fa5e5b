"""The API: session or token sign-in, JSON only, problem+json errors, OpenAPI 3.1."""

API_SIGN_IN = "rung.accounts.api.SignIn"  # every door's; DRF's own setting would import it while it is imported

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "rung.api.errors.problem_json",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}

API_REQUESTS_A_MINUTE = {"usual": 100, "uploads": 10, "notes": 30, "status": 200}  # per clinician
# Named, not imported, as EXCEPTION_HANDLER is: doors are the lowest floor, and these need records.
API_THROTTLED_BY = "rung.api.api.throttle.PerClinician"
API_ANSWERS_KEPT_BY = "rung.api.api.repeats.once"

SPECTACULAR_SETTINGS = {
    "TITLE": "Rung",
    "DESCRIPTION": "Sessions, memos, runs, briefs and guides of the signed-in clinician.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.IsAuthenticated"],
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_NAME_OVERRIDES": {
        "CallOutcomeEnum": "rung.pipelines.enums.CallOutcome",
        "FlagStatusEnum": "rung.sessions.enums.FlagStatus",  # of flags and of concerns
        "DisclosureKindEnum": "rung.rights.enums.DisclosureKind",
        "OutcomeEnum": "rung.audit.enums.Outcome",
        "NoticeChannelEnum": "rung.accounts.enums.Channel",
        "NoticeKindEnum": "rung.accounts.enums.NoticeKind",
        "NoteFormatEnum": "rung.sessions.enums.NoteFormat",
        "NoteStatusEnum": "rung.sessions.enums.NoteStatus",
        "PurposeEnum": "rung.clients.enums.Purpose",  # alone, and in lists
        "ReadingStatusEnum": "rung.reading.enums.ReadingStatus",
        "RecordKindEnum": "rung.rights.enums.RecordKind",
        "RightsKindEnum": "rung.rights.enums.RightsKind",
        "RightsStatusEnum": "rung.rights.enums.RequestStatus",
    },
}
