"""Addresses of clients, below /api/v1/."""

from django.urls import path

from rung.clients import api
from rung.common.api.doors import address

urlpatterns = [
    path("clients", address(api.ListClients, api.AddClient), name="clients"),
    path("clients/<uuid:client_id>", address(api.ShowClient), name="client"),
]
