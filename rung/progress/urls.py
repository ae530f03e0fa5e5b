"""Addresses of measures, below /api/v1/."""

from django.urls import path

from rung.common.api.doors import address
from rung.progress.api import measures

CLIENT = "clients/<uuid:client_id>"

urlpatterns = [
    path(f"{CLIENT}/measures", address(measures.ListMeasures, measures.AddMeasure), name="measures"),
    path(f"{CLIENT}/trajectory", address(measures.ShowTrajectory), name="trajectory"),
]
