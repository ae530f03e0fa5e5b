"""Refusals of couples work."""

from rung.common.errors import RungError


class LinkNotFound(RungError):
    """There is no such couple among your clients."""

    code = "couple_not_found"
    status = 404


class MergeNotFound(RungError):
    """There is no such result among those of your couples."""

    code = "merge_not_found"
    status = 404


class SamePerson(RungError):
    """A couple is two people; choose somebody else as the partner."""

    code = "same_person"
    status = 422


class AlreadyLinked(RungError):
    """One of the two is in a couple already; end that link first. Nothing was changed."""

    code = "already_linked"


class LinkPaused(RungError):
    """Couples work is paused; nothing was compared. Resume it first."""

    code = "couple_paused"


class LinkEnded(RungError):
    """Couples work has ended and stays ended. What was kept stays in your records; link the two anew to go on."""

    code = "couple_ended"


class NotPaused(RungError):
    """Couples work is not paused; there is nothing to resume."""

    code = "couple_not_paused"


class NothingToMerge(RungError):
    """One of the two has no brief yet, so there is nothing to compare. Prepare a session of theirs first."""

    code = "nothing_to_merge"
    status = 422


class ApartFirst(RungError):
    """This result is for you alone: meet each of them apart first. It is kept, and stays with you."""

    code = "apart_first"


class MergeSettled(RungError):
    """This result was released or withdrawn before; nothing was changed. Compare again for a new one."""

    code = "merge_settled"
