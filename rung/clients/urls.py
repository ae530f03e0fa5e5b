"""Addresses of clients, below /api/v1/."""

from django.urls import path

from rung.clients.api import clients, consents, events
from rung.common.api.doors import address

urlpatterns = [
    path("clients", address(clients.ListClients, clients.AddClient), name="clients"),
    path("clients/search", address(clients.SearchClients), name="clients-search"),
    path("clients/<uuid:client_id>", address(clients.ShowClient), name="client"),
    path("clients/<uuid:client_id>/events", address(events.ListClientEvents), name="client-events"),
    path("clients/<uuid:client_id>/consent-texts", address(consents.ListConsentTexts), name="consent-texts"),
    path("clients/<uuid:client_id>/consents", address(consents.ListConsents, consents.GiveConsent), name="consents"),
]
