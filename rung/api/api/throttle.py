"""The limit on requests; DRF asks it before every act, once somebody is known."""

from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle
from rest_framework.views import APIView

from rung.accounts.models import Clinician
from rung.api.services import counting
from rung.common import clock
from rung.common.api.doors import Door


class PerClinician(BaseThrottle):
    """Draws from the buckets of the door; the emptiest decides, and is told in the headers."""

    _wait = 0.0

    def allow_request(self, request: Request, view: APIView) -> bool:
        """Answer whether one more request is allowed now."""
        if not isinstance(view, Door) or not isinstance(request.user, Clinician):
            return True
        at = clock.now()
        taken = counting.take(clinician_id=request.user.id, buckets=view.buckets, at=at)
        view.allowance = min(taken, key=lambda allowance: allowance.left)
        self._wait = view.allowance.seconds_left(at)
        return view.allowance.left >= 0

    def wait(self) -> float:
        """Return the seconds after which it is worth asking again."""
        return self._wait
