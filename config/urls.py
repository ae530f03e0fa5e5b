"""Every address the process answers; /health, /healthz are in config.health's middleware."""

from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

from config import health
from rung.pipelines.admin import quality

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="admin:index"), name="home"),
    path("health/ready", health.ready, name="health-ready"),
    path("version", health.version, name="version"),
    path("api/", include("rung.api.urls")),
    path("admin/", include("rung.accounts.urls")),  # before the site's own: signing in and out are ours
    path("admin/quality/", admin.site.admin_view(quality.show), name="quality"),
    path("admin/", admin.site.urls),
]
