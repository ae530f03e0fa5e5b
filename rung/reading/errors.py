"""Refusals about reading lists."""

from rung.common.errors import RungError


class ItemNotFound(RungError):
    """There is no such reading among your clients'."""

    code = "reading_not_found"
    status = 404


class TitleMissing(RungError):
    """Write the title of what is to be read."""

    code = "reading_title_missing"
    status = 422


class LinkRefused(RungError):
    """The link was not kept: write a full address that begins with https:// and names no account."""

    code = "reading_link_refused"
    status = 422


class StepRefused(RungError):
    """The reading is not in a state that allows this; nothing was changed."""

    code = "reading_step_refused"


class ItemChanged(RungError):
    """The reading was changed in another window meanwhile; nothing was written. Reload to see it."""

    code = "reading_changed"
    status = 412


class DayPassed(RungError):
    """The day it is due has passed; choose one to come."""

    code = "reading_day_passed"
    status = 422


class OtherSession(RungError):
    """It can be talked about in a session of the same client only."""

    code = "reading_other_session"
    status = 422
