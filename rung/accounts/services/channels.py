"""The channels outside: each is given the words of a kind of notice and where the inbox is, and nothing else."""

from collections.abc import Callable

from django.conf import settings
from django.core.mail import send_mail
from django.core.mail.exceptions import MailerDoesNotExist
from django.urls import reverse

from rung.accounts.enums import Channel, NoticeKind
from rung.accounts.models import NoticeDelivery
from rung.providers import slack, sns
from rung.providers.telling import ChannelSilent


def send(row: NoticeDelivery) -> None:
    """Send one notice through its channel, with one request.

    Raises:
        ChannelSilent: it was not reached, or is busy.
        ChannelRefuses: it will not have it.
    """
    kind = NoticeKind(row.notice.kind)
    SENDERS[Channel(row.channel)](kind, row.notice.recipient.email)


def text_of(kind: NoticeKind) -> str:
    """Return the words, the same for everybody: nothing in them tells one record from another."""
    return f"{kind.label}. Sign in to see it: {settings.OWN_ADDRESS}{reverse('notices')}"


def _mail(kind: NoticeKind, address: str) -> None:
    try:
        send_mail(str(kind.label), text_of(kind), None, [address])
    except (MailerDoesNotExist, OSError):  # of the second kind are all errors of SMTP
        raise ChannelSilent from None


def _publish(kind: NoticeKind, _address: str) -> None:
    sns.publish(settings.NOTICE_PLACES.topic, subject=str(kind.label), text=text_of(kind), kind=kind.value)


def _post(kind: NoticeKind, _address: str) -> None:
    slack.post(settings.NOTICE_PLACES.webhook, text_of(kind), hosts=settings.SLACK_HOSTS)


SENDERS: dict[Channel, Callable[[NoticeKind, str], None]] = {
    Channel.EMAIL: _mail,
    Channel.SNS: _publish,
    Channel.SLACK: _post,
}
