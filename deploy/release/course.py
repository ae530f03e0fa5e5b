"""One service on its way to another task definition, and what was seen of it."""

from dataclasses import dataclass, field

from deploy.release import services
from deploy.release.evidence import Evidence
from deploy.release.records import Move
from deploy.release.services import Deployment


@dataclass
class Course:
    """One service on its way, and what was seen of it."""

    move: Move
    evidence: Evidence
    deployment: Deployment | None = None
    is_stop_asked: bool = False
    _events: set[str] = field(default_factory=set)

    @property
    def status(self) -> str:
        return self.deployment.status if self.deployment else "NOT BEGUN"

    @property
    def has_ended(self) -> bool:
        return self.deployment is not None and self.deployment.has_ended

    @property
    def is_there(self) -> bool:
        return self.status == services.ENDED_WELL

    def news(self, service: services.Service) -> list[str]:
        """Return the events that were not told yet, the oldest first."""
        fresh = [(key, text) for key, _, text in reversed(service.events) if key not in self._events]
        self._events.update(key for key, _ in fresh)
        return [text for _, text in fresh]
