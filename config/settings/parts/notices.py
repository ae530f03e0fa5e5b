"""Notices: which channels work here, where they lead, and when something has waited long enough to be told of."""

import re

from config.env import EnvironmentIncomplete
from config.outside import Notices
from rung.providers import slack

SLACK_HOSTS = ("hooks.slack.com",)  # nothing else is ever posted to
TOPIC = re.compile(r"arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[\w-]+")

# What whoever runs Rung sets for each, told on the page of settings.
NOTICE_CHANNELS_NEED = {"sns": "RUNG_NOTICE_TOPIC", "slack": "RUNG_SLACK_WEBHOOK"}

NOTE_UNSIGNED_HOURS = 24
DRAFT_WAITS_HOURS = 48
CONSENT_LAPSES_DAYS = 14  # before it does


def places(found: Notices) -> Notices:
    """Return where notices go.

    Raises:
        EnvironmentIncomplete: a value is not of its kind; a webhook is not repeated.
    """
    if found.topic and not TOPIC.fullmatch(found.topic):
        raise EnvironmentIncomplete("RUNG_NOTICE_TOPIC is not like arn:aws:sns:REGION:ACCOUNT:NAME.")
    if found.webhook and not slack.may_be_asked(found.webhook, SLACK_HOSTS):
        raise EnvironmentIncomplete("RUNG_SLACK_WEBHOOK does not begin with https://hooks.slack.com/.")
    return found
