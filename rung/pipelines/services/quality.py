"""Keep the figures of an evaluation, in a file: they are of the core, and of no record."""

from pathlib import Path

from rung.common import jsonkit
from rung.pipelines.schemas import KeptEvaluation

FILE_NAME = "newest.json"


def keep_evaluation(kept: KeptEvaluation, *, folder: Path) -> None:
    """Replace the newest evaluation, whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    written = folder / f"{FILE_NAME}.new"
    written.write_text(jsonkit.dump(kept), encoding="utf-8")
    written.chmod(0o600)
    written.replace(folder / FILE_NAME)


def newest_evaluation(*, folder: Path) -> KeptEvaluation | None:
    """Return the newest evaluation; None where none was kept, or one of another shape."""
    try:
        return jsonkit.load(KeptEvaluation, (folder / FILE_NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
