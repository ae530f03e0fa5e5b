"""The addresses that others bring, and those open to anybody, for the table."""

from tests.unit.matrix.lines import ANYBODY, NOBODY, SIGNED_IN, Line

# What Django, Unfold and procrastinate bring.
APPS = "procrastinate|clients|rights|therapy_sessions|pipelines"
JOB = "admin/procrastinate/procrastinatejob/"
BROUGHT = (
    Line("admin/search/", SIGNED_IN),
    Line("admin/jsi18n/", SIGNED_IN),
    Line("admin/autocomplete/", NOBODY),
    Line("admin/r/<path:content_type_id>/<path:object_id>/", NOBODY, of="client"),
    Line(f"admin/^(?P<app_label>{APPS})/$", SIGNED_IN, at="/admin/clients/"),
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
