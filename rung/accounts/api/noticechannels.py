"""How somebody is told: show, choose."""

from typing import Any

from django.conf import settings
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from rung.accounts import selectors, services
from rung.accounts.enums import Channel, NoticeKind
from rung.accounts.models import Clinician
from rung.common.api.documents import documented
from rung.common.api.doors import Door
from rung.common.api.shapes import Choice, In

WORKING = "Channels that whoever runs Rung has set up; another may be chosen, and works once it is."


class Told(In):
    """Through which channels you are told of one kind of notice."""

    kind = Choice(NoticeKind.choices)
    channels = serializers.ListField(child=Choice(Channel.choices), max_length=len(Channel))


class ChannelsIn(In):
    """How you want to be told; a kind or channel that is not named is off."""

    kinds = serializers.ListField(child=Told(), max_length=len(NoticeKind))


class ToldOut(serializers.Serializer[Any]):
    """Through which channels you are told of one kind of notice."""

    kind = Choice(NoticeKind.choices)
    words = serializers.CharField()
    channels = serializers.ListField(child=Choice(Channel.choices))


class ChannelsOut(serializers.Serializer[Any]):
    """How you are told, kind by kind."""

    kinds = ToldOut(many=True)
    working = serializers.ListField(child=Choice(Channel.choices), help_text=WORKING)


@documented("show_notice_channels", out=(200, ChannelsOut))
class ShowChannels(Door[Clinician]):
    """Show how you are told of each kind of notice."""

    def get(self, _request: Request) -> Response:
        return _answer(self.by)


@documented("choose_notice_channels", into=ChannelsIn, out=(200, ChannelsOut))
class ChooseChannels(Door[Clinician]):
    """Choose how you are told of each kind of notice; risk is always shown in Rung."""

    def put(self, _request: Request) -> Response:
        sent = self.sent(ChannelsIn)["kinds"]
        on = {(NoticeKind(one["kind"]), Channel(channel)) for one in sent for channel in one["channels"]}
        services.choose_channels(on=on, by=self.by, at=self.at)
        return _answer(self.by)


def _answer(who: Clinician) -> Response:
    on = selectors.channels_of([who.id])
    kinds = [
        {"kind": kind, "words": kind.label, "channels": [one for one in Channel if on.is_on(who.id, kind, one)]}
        for kind in NoticeKind
    ]
    working = [one for one in Channel if one == Channel.IN_APP or one in settings.NOTICE_PLACES.channels]
    return Response(ChannelsOut({"kinds": kinds, "working": working}).data)
