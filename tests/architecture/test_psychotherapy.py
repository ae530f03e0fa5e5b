"""Psychotherapy notes are named in few places: what does not name them cannot send, search, export or merge them.

The import contract `psychotherapy` watches imports; this watches names, also those in strings.
"""

import re
from collections.abc import Iterator

from tests.architecture.sourcekit import Source, product, refuse, sample

NAMES = re.compile(
    r"psychotherapy_?note|sessions\.(models|services)\.psychotherapy|models\.psychotherapy", re.IGNORECASE
)
ALLOWED = (
    "rung/sessions/models/psychotherapy.py",
    "rung/sessions/services/psychotherapy.py",
    "rung/pipelines/admin/psychotherapy.py",
    "rung/pipelines/services/lineage.py",  # lists ids for the certificate of an erasure
)


def test_nothing_but_their_service_and_page_names_them() -> None:
    found = (line for source in product() if not source.is_in(*ALLOWED) for line in namings(source))
    refuse(found, "Leave psychotherapy notes to their service: they go nowhere.")


def test_the_guard_refuses_planted_names() -> None:
    assert [*namings(sample("apps.get_model('therapy_sessions', 'PsychotherapyNote')"))]
    assert [*namings(sample("from rung.sessions.models.psychotherapy import X"))]
    assert [*namings(sample("TABLE = 'therapy_sessions_psychotherapynote'"))]
    assert not [*namings(sample("# psychotherapy practices"))]


def namings(source: Source) -> Iterator[str]:
    """Yield lines that name the model, its table or its service."""
    for number, line in enumerate(source.text.splitlines(), 1):
        if NAMES.search(line):
            yield f"{source.path}:{number} {line.strip()}"
