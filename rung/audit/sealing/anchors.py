"""Where this installation anchors its chains."""

from pathlib import Path

from django.conf import settings

from rung.providers.anchoring import Anchor
from rung.providers.local_anchor import LocalAnchor
from rung.providers.object_lock import ObjectLock


def chosen() -> Anchor:
    """Return the locked bucket where one is named, else the local folder."""
    if settings.AUDIT_ANCHOR_BUCKET:
        return ObjectLock(settings.AUDIT_ANCHOR_BUCKET)
    return LocalAnchor(Path(settings.AUDIT_ANCHOR_FOLDER))
