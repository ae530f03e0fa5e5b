"""SNS and Slack over their real wire formats, and every way in which they fail."""

import json

import pytest

from config.env import EnvironmentIncomplete
from config.outside import Notices
from config.settings.parts import notices as parts
from rung.common.errors import RungError
from rung.providers import slack, sns
from rung.providers.telling import ChannelRefuses, ChannelSilent
from tests.factories.canary import CANARY
from tests.fakes import slack as slack_twin
from tests.fakes import sns as sns_twin
from tests.fakes.twin import Break, Said, cut_short, instead, reset
from tests.unit.notices.conftest import Outside

HOSTS = ("127.0.0.1",)


def publish() -> None:
    sns.publish(sns_twin.TOPIC, subject="A brief is ready", text="Sign in.", kind="brief_ready")


def test_a_line_is_published_as_the_service_takes_it(outside: Outside) -> None:
    publish()
    (message,) = outside.published.messages
    assert (message["Subject"], message["Message"]) == ("A brief is ready", "Sign in.")
    assert message["MessageAttributes"] == {"kind": {"DataType": "String", "StringValue": "brief_ready"}}


def test_what_is_called_is_what_the_role_is_given(outside: Outside) -> None:
    publish()
    assert b"Action=Publish" in outside.published.bodies[0]
    assert "sns:Publish" in sns.IAM_ACTIONS


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (instead(sns_twin.refusal("AuthorizationError", 403)), ChannelRefuses),
        (instead(sns_twin.refusal("NotFound", 404)), ChannelRefuses),
        (instead(sns_twin.refusal("InvalidParameter")), ChannelRefuses),
        (instead(sns_twin.refusal("Throttled", 429)), ChannelSilent),
        (instead(sns_twin.refusal("InternalError", 500)), ChannelSilent),
        (instead(Said(200, b"<a/>")), ChannelSilent),
        (instead(Said(200, b"no xml")), ChannelSilent),
        (cut_short, ChannelSilent),
        (reset, ChannelSilent),
    ],
)
def test_a_topic_that_fails_is_asked_once_and_not_quoted(outside: Outside, fault: Break, kind: type[RungError]) -> None:
    outside.topic.breaks[:] = [fault]
    with pytest.raises(kind) as refusal:
        publish()
    assert len(outside.topic.asked) == 1
    assert CANARY not in str(refusal.value)
    assert refusal.value.__cause__ is None


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (instead(Said(403, b"invalid_token")), ChannelRefuses),
        (instead(Said(410, b"channel_is_archived")), ChannelRefuses),
        (instead(Said(302, b"", {"Location": "https://elsewhere.example/"})), ChannelRefuses),
        (instead(Said(429, b"", {"Retry-After": "30"})), ChannelSilent),
        (instead(Said(503, b"")), ChannelSilent),
        (reset, ChannelSilent),
    ],
)
def test_a_webhook_that_fails_is_asked_once(outside: Outside, fault: Break, kind: type[RungError]) -> None:
    outside.webhook.breaks[:] = [fault]
    with pytest.raises(kind):
        slack.post(f"{outside.webhook.url}{slack_twin.PATH}", "A brief is ready.", hosts=HOSTS)
    assert len(outside.webhook.asked) == 1


def test_a_line_is_posted(outside: Outside) -> None:
    slack.post(f"{outside.webhook.url}{slack_twin.PATH}", "A brief is ready.", hosts=HOSTS)
    assert [json.loads(body) for body in outside.posted] == [{"text": "A brief is ready."}]


@pytest.mark.parametrize(
    "url",
    [
        "http://hooks.slack.com/services/T0",
        "https://hooks.slack.com.evil.example/services/T0",
        "https://evil.example/hooks.slack.com",
        "https://hooks.slack.com@evil.example/",
        "https://user:word@hooks.slack.com/",
        "https://hooks.slack.com:8443/",
        "https://hooks.slack.com:x/",
        "https://hooks.slack.com/?to=elsewhere",
        "http://127.0.0.1/services/T0",
        "",
    ],
)
def test_nothing_but_the_listed_host_over_tls_is_asked(url: str) -> None:
    assert not slack.may_be_asked(url, parts.SLACK_HOSTS)
    with pytest.raises(ChannelRefuses):
        slack.post(url, "A brief is ready.", hosts=parts.SLACK_HOSTS)


def test_settings_refuse_what_is_no_topic_and_no_webhook() -> None:
    good = Notices(sns_twin.TOPIC, "https://hooks.slack.com/services/T0/B0/secret")
    assert parts.places(good) == good
    assert good.channels == {"email", "sns", "slack"}
    assert parts.places(Notices()).channels == {"email"}
    for wrong in (Notices("rung-notices"), Notices("arn:aws:sqs:us-east-1:111122223333:x"), Notices("", "http://x/")):
        with pytest.raises(EnvironmentIncomplete):
            parts.places(wrong)
    assert "secret" not in repr(good)
