"""`manage.py replay_erasures`: after a backup was restored, destroy the keys of the erased again."""

from django.core.management.base import BaseCommand

from rung.common import clock
from rung.pipelines import services


class Command(BaseCommand):
    """Read the marks beside the sealed files and destroy what came back; safe to call again."""

    help = "Destroy the keys of erased clients that a restored backup brought back. See docs/runbooks/erasure.md."

    def handle(self, **_options: object) -> None:
        """Replay, and say how many keys had come back."""
        self.stdout.write(f"==> {services.replay_erasures(at=clock.now())} destroyed again")
