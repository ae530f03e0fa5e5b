"""Reviewed data is read into closed types or refused by name."""

from pathlib import Path

import pytest

from rung.isolation import DataBroken, Topic, reviewed


def test_text_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "broken.toml"
    file.write_bytes(b"\xff")
    with pytest.raises(DataBroken, match=r"broken\.toml"):
        reviewed.read(file)


def test_a_member_is_found_by_its_value_only() -> None:
    assert reviewed.member(Topic, "sleep", "here") is Topic.SLEEP
    with pytest.raises(DataBroken, match="here: 7 is not a Topic"):
        reviewed.member(Topic, 7, "here")
