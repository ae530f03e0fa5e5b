"""What a client's copy of the record holds of their measures."""

from collections.abc import Iterator

from rung.accounts.models import Clinician
from rung.clients.models import Client
from rung.progress import selectors
from rung.progress.enums import FilledBy, Instrument
from rung.progress.policies import forms
from rung.progress.selectors import Opened
from rung.rights.schemas import CopiedDocument, CopiedGroup, Paragraph

LEFT_OUT = "left out"


def measures_of(client: Client, by: Clinician) -> CopiedGroup:
    """Return a client's measures, first to last; needs a declared access."""
    held = [selectors.opened(row) for row in reversed(selectors.measures_of(by, client))]
    return CopiedGroup("Measures", tuple(_document(one) for one in held))


def _document(one: Opened) -> CopiedDocument:
    scale, row = one.content.scale, one.row
    name = scale.name if scale else str(Instrument(row.instrument).label)
    occasion = (f"Taken on {row.taken_on:%Y-%m-%d}. Filled in by: {FilledBy(row.filled_by).label}.",)
    parts = (Paragraph("", occasion), *_said(one))
    noted = (Paragraph("Note", tuple(one.content.note.splitlines())),) if one.content.note else ()
    return CopiedDocument(row.id, name, row.created_at, (*parts, *noted))


def _said(one: Opened) -> Iterator[Paragraph]:
    if (scale := one.content.scale) is not None:
        yield Paragraph("Score", (f"{scale.score:g}, on a scale from {scale.lowest:g} to {scale.highest:g}",))
        return
    form = forms.form_of(one.row.instrument)
    total = f"{one.total} of {form.highest}: {one.band.lower()}" if one.band else "No total: an item was left out"
    yield Paragraph("Score", (total,))
    answers = zip(form.items, one.content.answers, strict=True)
    yield Paragraph(form.stem, tuple(f"{item}: {_answer(answer, form.options)}" for item, answer in answers))
    yield Paragraph(form.difficulty, (_answer(one.content.difficulty, form.difficulty_options),))


def _answer(answer: int | None, options: tuple[str, ...]) -> str:
    return LEFT_OUT if answer is None else options[answer].lower()
