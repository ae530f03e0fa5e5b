"""Addresses of reading lists, below /api/v1/."""

from django.urls import path

from rung.common.api.doors import address
from rung.reading import api

urlpatterns = [
    path("clients/<uuid:client_id>/reading", address(api.ListReading, api.AddReading), name="reading"),
    path("reading/<uuid:item_id>", address(api.ChangeReading), name="reading-item"),
]
