"""The API's addresses, below /api/."""

from django.urls import include, path

from rung.api.api.document import Nothing, ShowSchema
from rung.common.api.doors import address

app_name = "api"

v1 = [
    path("", include("rung.clients.urls")),
    path("", include("rung.sessions.urls")),
    path("", include("rung.rights.urls")),
    path("", include("rung.pipelines.urls")),
]

urlpatterns = [
    path("schema", address(ShowSchema), name="schema"),
    path("v1/", include(v1)),
    path("", address(Nothing)),
    path("<path:unknown>", address(Nothing)),
]
