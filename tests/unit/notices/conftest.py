"""Whom to tell, and what is outside."""

import types
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from pytest_django.fixtures import Settings

from config.outside import Notices
from rung.accounts import services
from rung.accounts.enums import Channel, NoticeKind
from rung.accounts.models import Clinician
from rung.providers import sns
from tests.factories import people
from tests.fakes import slack as slack_twin
from tests.fakes import sns as sns_twin
from tests.fakes.twin import Twin


@dataclass(frozen=True, slots=True)
class Outside:
    """What is outside: a topic and a webhook, and what they were given."""

    topic: Twin
    webhook: Twin
    published: sns_twin.Published
    posted: list[bytes]


@pytest.fixture
def who(db: None) -> Clinician:
    """Return somebody to tell."""
    return people.clinician()


@pytest.fixture
def outside(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Outside]:
    """Set every channel up."""
    with sns_twin.serving() as (topic, published), slack_twin.serving() as (webhook, posted):
        for name, value in {**sns_twin.ENVIRONMENT, "AWS_ENDPOINT_URL_SNS": topic.url}.items():
            monkeypatch.setenv(name, value)
        sns._client.cache_clear()
        settings.NOTICE_PLACES = Notices(sns_twin.TOPIC, f"{webhook.url}{slack_twin.PATH}")
        settings.SLACK_HOSTS = ("127.0.0.1",)
        yield Outside(topic, webhook, published, posted)
        sns._client.cache_clear()


EVERYTHING = types.MappingProxyType({(kind, channel): True for kind in NoticeKind for channel in Channel})


def all_on(who: Clinician) -> None:
    """Have somebody told of everything in every way."""
    services.choose_channels(on=EVERYTHING.keys(), by=who, at=people.NOON)
