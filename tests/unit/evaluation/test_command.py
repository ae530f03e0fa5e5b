"""`manage.py evaluate`, as it is used."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings

from rung.pipelines.services import quality
from tests.unit.evaluation import given


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a file of each kind, and a recording."""
    rows = {
        "sessions.jsonl": [given.labeled(), given.NAMED],
        "posts.jsonl": given.POSTS,
        "sentences.jsonl": given.SENTENCES,
    }
    for name, lines in rows.items():
        (tmp_path / name).write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    (tmp_path / "asked.json").write_text(json.dumps(given.INSTRUCTIONS), encoding="utf-8")
    (tmp_path / "model.json").write_text(json.dumps(given.proposals()), encoding="utf-8")
    (tmp_path / "memo.flac").write_bytes(b"fLaC")
    return tmp_path


def run(*asked: str) -> tuple[str, str]:
    """Return what the command prints, and what it says beside it."""
    out, beside = io.StringIO(), io.StringIO()
    call_command("evaluate", *asked, stdout=out, stderr=beside, no_color=True)
    return out.getvalue(), beside.getvalue()


def refused(*asked: str) -> tuple[int, str, str]:
    """Return the exit code, the reason and what was said beside it."""
    beside = io.StringIO()
    with pytest.raises(CommandError) as refusal:
        call_command("evaluate", *asked, stdout=io.StringIO(), stderr=beside, no_color=True)
    return refusal.value.returncode, str(refusal.value), beside.getvalue()


def test_a_folder_is_measured_and_speech_skipped_with_a_line(folder: Path) -> None:
    printed, beside = run(str(folder))
    assert "Read: 2 transcripts (1 labeled, 1 with a known name), 2 posts" in printed
    assert "memo.flac: speech is not evaluated, skipped." in beside
    assert "transcripts (2)" in beside
    assert "Zebulon" not in printed + beside


def test_json_is_one_object(folder: Path) -> None:
    printed, _ = run(str(folder), "--json")
    read = json.loads(printed)
    assert [one["name"] for one in read["analysts"]] == ["offline analyst", "recorded model"]
    assert read["read"]["posts"] == 2


def test_a_limit_is_kept(folder: Path) -> None:
    read = json.loads(run(str(folder), "--json", "--limit", "1")[0])["read"]
    assert (read["transcripts"], read["posts"], read["sentences"], read["instructions"]) == (1, 1, 1, 1)


def test_a_broken_line_is_named_and_the_rest_measured(folder: Path) -> None:
    with (folder / "posts.jsonl").open("a", encoding="utf-8") as lines:
        lines.write("\n{oops\n" + json.dumps(given.POSTS[0]))
    code, reason, beside = refused(str(folder))
    assert (code, reason) == (1, "1 lines or files could not be read; the rest was evaluated.")
    assert "posts.jsonl, line 3: is not JSON." in beside


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("gone", "does not exist."),
        ("empty", "holds no JSON."),
        ("memo.flac", "was read."),
    ],
)
def test_wrong_usage_is_told(folder: Path, name: str, reason: str) -> None:
    (folder / "empty").mkdir()
    code, told, _ = refused(str(folder / name))
    assert (code, told.endswith(reason)) == (2, True)


def test_a_limit_below_one_is_wrong_usage(folder: Path) -> None:
    with pytest.raises(CommandError, match="1 or more"):
        run(str(folder), "--limit", "0")


def test_what_is_kept_holds_no_text(folder: Path, tmp_path: Path) -> None:
    state = tmp_path / "state" / "evaluation"
    with override_settings(EVALUATION_FOLDER=state):
        _, beside = run(str(folder), "--keep")
    assert "counts and rates, no text" in beside
    (written,) = state.iterdir()
    assert written.stat().st_mode & 0o777 == 0o600
    told = written.read_text(encoding="utf-8").casefold()
    assert not [word for word in ("zebulon", "quill", "drinking", "555-010", "capital") if word in told]
    kept = quality.newest_evaluation(folder=state)
    assert kept is not None
    assert kept.report.read.transcripts == 2


def test_nothing_kept_or_something_else_is_none(tmp_path: Path) -> None:
    assert quality.newest_evaluation(folder=tmp_path) is None
    (tmp_path / quality.FILE_NAME).write_text('{"at": 1}', encoding="utf-8")
    assert quality.newest_evaluation(folder=tmp_path) is None
