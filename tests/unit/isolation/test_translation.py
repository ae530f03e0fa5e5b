"""Every clinical term has a plain side or is silent on purpose, and no plain term betrays a label."""

from collections import defaultdict
from pathlib import Path

import pytest

from rung.isolation import DataBroken, FocusArea, PlainStrength, PlainTheme, translation
from rung.isolation.translation import SILENT, load, translations
from rung.isolation.vocabulary.clinical import VOCABULARIES, FindingKind

LABELS = {FindingKind.ATTACHMENT, FindingKind.DEFENSE, FindingKind.COMMUNICATION, FindingKind.DYNAMIC}
SOURCE = Path(translation.__file__).parent


def test_every_clinical_term_is_translated_or_silent() -> None:
    terms = {(kind, term.value) for kind, names in VOCABULARIES.items() for term in names}
    assert set(translations()) == terms


def test_only_what_the_therapist_did_is_silent() -> None:
    silent = {kind for (kind, _), plain in translations().items() if plain is SILENT}
    assert silent == {FindingKind.THERAPIST_BEHAVIOR}


def test_every_plain_term_can_be_reached() -> None:
    reached = {
        plain for side in translations().values() for plain in (*side.themes, *side.focus_areas, *side.strengths)
    }
    assert reached == {*PlainTheme, *FocusArea, *PlainStrength}


def test_no_plain_term_gives_a_label_away() -> None:
    """Whoever knows the files still cannot tell a label from a term: at least three findings lead to each."""
    sources = defaultdict(set)
    for term, side in translations().items():
        for plain in (*side.themes, *side.focus_areas, *side.strengths):
            sources[plain].add(term)
    for plain, terms in sources.items():
        if any(kind in LABELS for kind, _ in terms):
            assert len(terms) >= 3, plain


def copy_of_the_files(folder: Path) -> Path:
    for kind in FindingKind:
        (folder / f"{kind}.toml").write_text((SOURCE / f"{kind}.toml").read_text())
    return folder


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("[secure]", "[smothered]", "attachment.toml: unknown entry 'smothered'"),
        (
            "feeling_safe = 4",
            "feeling_watched = 4",
            "attachment.toml: disorganized: 'feeling_watched' is not a PlainTheme",
        ),
        ("feeling_safe = 4", "feeling_safe = 9", "attachment.toml: disorganized: 9 is not within 1 to 4"),
        ("feeling_safe = 4", "feeling_safe = true", "attachment.toml: disorganized: expected a whole number"),
        ("pace = -2", "pace = -20", "attachment.toml: disorganized: -20 is not within -3 to 3"),
        ("pace = -2", 'without_topics = ["dancing"]', "attachment.toml: disorganized: 'dancing' is not a Topic"),
        ("pace = -2", "speed = 1", "attachment.toml: disorganized: unknown entry 'speed'"),
        ("pace = -2", 'silent = ""', "attachment.toml: disorganized: unknown entry"),
    ],
)
def test_a_broken_file_is_named(tmp_path: Path, old: str, new: str, complaint: str) -> None:
    file = copy_of_the_files(tmp_path) / "attachment.toml"
    assert old in file.read_text()
    file.write_text(file.read_text().replace(old, new))
    with pytest.raises(DataBroken) as broken:
        load(tmp_path)
    assert str(broken.value).startswith(complaint)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "attachment.toml: secure: neither translated nor silent."),
        ("[secure]\n[anxious]\n[avoidant]\n[disorganized]", "attachment.toml: secure: translated to nothing"),
        ("secure = 1\nanxious = 1\navoidant = 1\ndisorganized = 1", "attachment.toml: expected a table."),
        ("[secure", "attachment.toml: not readable as TOML."),
    ],
)
def test_a_file_that_forgets_a_term_is_refused(tmp_path: Path, text: str, complaint: str) -> None:
    (copy_of_the_files(tmp_path) / "attachment.toml").write_text(text)
    with pytest.raises(DataBroken) as broken:
        load(tmp_path)
    assert str(broken.value).startswith(complaint)
