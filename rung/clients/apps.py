"""The clients app."""

from django.apps import AppConfig


class ClientsConfig(AppConfig):
    """Clients of clinicians."""

    name = "rung.clients"
    label = "clients"
