"""The couples app."""

from django.apps import AppConfig


class CouplesConfig(AppConfig):
    """Links of two clients, and the results of comparing them."""

    name = "rung.couples"
    label = "couples"
