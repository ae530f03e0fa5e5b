"""The ways outside as their page tells them: what each is, what it needs, what became of the last try."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from rung.accounts import selectors
from rung.accounts.enums import Channel
from rung.accounts.models import Clinician, NoticeDelivery
from rung.providers.telling import ChannelRefuses, ChannelSilent

SAYS = {
    Channel.EMAIL: "A letter to the address you sign in with.",
    Channel.SNS: "The topic of this installation; everybody who subscribed to it reads that something waits.",
    Channel.SLACK: "The channel of this installation; everybody in it reads that something waits.",
}
FAILURES = {
    ChannelSilent.code: "it was not reached, or was busy",
    ChannelRefuses.code: "it refused; whoever runs Rung has to look at its settings",
}


@dataclass(frozen=True, slots=True)
class Way:
    """One channel outside; `why` is what became of the last try, empty where it was sent."""

    title: str
    says: str
    needs: str
    sent_at: datetime | None
    failed_at: datetime | None
    why: str
    is_given_up: bool


def ways_of(person: Clinician) -> list[Way]:
    """Return every channel outside."""
    last = selectors.last_deliveries_of(person)
    return [_way(channel, last.get(channel)) for channel in SAYS]


def _way(channel: Channel, last: NoticeDelivery | None) -> Way:
    is_set_up = channel in settings.NOTICE_PLACES.channels
    failed = last if last and last.failure else None
    return Way(
        title=str(channel.label),
        says=SAYS[channel],
        needs="" if is_set_up else settings.NOTICE_CHANNELS_NEED[channel],
        sent_at=last.sent_at if last else None,
        failed_at=failed.tried_at if failed else None,
        why=FAILURES.get(failed.failure, "") if failed else "",
        is_given_up=bool(failed and failed.given_up_at),
    )
