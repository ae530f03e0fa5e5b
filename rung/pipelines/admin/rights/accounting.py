"""The accounting of disclosures as CSV, for whoever asked for it."""

import csv
import io

from rung.pipelines.admin.rights.shown import ShownDisclosure

HEAD = ("Date", "Recipient", "What was disclosed", "Purpose or request", "Ground", "Required by 45 CFR 164.528")
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_csv(rows: tuple[ShownDisclosure, ...]) -> str:
    """Return the rows as a table; a cell that a spreadsheet would run as a formula is quoted."""
    sink = io.StringIO()
    table = csv.writer(sink)
    table.writerow(HEAD)
    for row in rows:
        cells = (row.detail.recipient, row.detail.what, row.detail.why, row.ground)
        table.writerow([row.on.isoformat(), *map(_safe, cells), "yes" if row.is_accounted_for else "no"])
    return sink.getvalue()


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell
