"""Addresses of runs, below /api/v1/."""

from django.urls import path

from rung.common.api.doors import address
from rung.pipelines import api

urlpatterns = [
    path("clients/<uuid:client_id>/consents/withdraw", address(api.WithdrawConsent), name="withdraw-consent"),
    path("briefs/<uuid:brief_id>/notes", address(api.WriteNote), name="write-note"),
    path("notes/<uuid:note_id>/format", address(api.LayOutNote), name="lay-out-note"),
    path("runs", address(api.ListRuns), name="runs"),
    path("runs/<uuid:run_id>", address(api.ShowRun), name="run"),
    path("sessions/<uuid:session_id>/pre-session", address(api.StartPreSession), name="pre-session"),
]
