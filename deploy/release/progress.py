"""What people and machines see while a release runs: lines, or JSON, one object a line."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from deploy.release.clock import Clock


@dataclass
class Progress:
    """Says what happens; a line that would repeat the one before it of its kind is not said."""

    write: Callable[[str], None]
    clock: Clock
    is_json: bool = False
    began: datetime = field(init=False)
    _last: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.began = self.clock.now()

    def say(self, phase: str, text: str, **details: object) -> None:
        """Tell what happens in a phase."""
        elapsed = (self.clock.now() - self.began).total_seconds()
        if self.is_json:
            event = {"phase": phase, "elapsed": round(elapsed, 1), "text": text, **details}
            self.write(json.dumps(event, default=str))
            return
        first, *rest = text.splitlines() or [""]
        self.write(f"[{int(elapsed // 60):2d}:{int(elapsed % 60):02d}] {phase:<9} {first}")
        for line in rest:
            self.write(f"{'':18}{line}")

    def say_once(self, phase: str, topic: str, text: str, **details: object) -> None:
        """Tell it unless it was the last that was told of this topic."""
        if self._last.get(topic) != text:
            self._last[topic] = text
            self.say(phase, text, **details)
