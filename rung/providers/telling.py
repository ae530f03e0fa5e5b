"""What telling somebody through a service outside may come to; no refusal repeats what was sent or answered."""

from rung.common.errors import RungError


class ChannelSilent(RungError):
    """The service did not answer, or is busy."""

    code = "channel_silent"
    status = 503


class ChannelRefuses(RungError):
    """The service refused it; whoever runs Rung has to look at its settings."""

    code = "channel_refuses"
    status = 503
