"""The API's addresses, below /api/."""

from django.urls import include, path, re_path

from rung.accounts.urls import api_urlpatterns as notices
from rung.api.api.document import Nothing, ShowSchema
from rung.common.api.doors import address

app_name = "api"

v1 = [
    path("", include("rung.clients.urls")),
    path("", include("rung.sessions.urls")),
    path("", include("rung.reading.urls")),
    path("", include("rung.progress.urls")),
    path("", include("rung.rights.urls")),
    path("", include("rung.pipelines.urls")),
    path("", include(notices)),
]

urlpatterns = [
    path("schema", address(ShowSchema), name="schema"),
    path("v1/", include(v1)),
    re_path("", address(Nothing)),  # whatever is left, line breaks included: it is answered as an API answers
]
