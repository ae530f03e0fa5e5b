import pytest

from rung.screening.phrases import marked, phrase
from rung.screening.reading import read

GROUPS = {"end": ["end it", "stop all? of it"], "want": ["want|need to"]}


@pytest.mark.parametrize(
    ("source", "text", "found"),
    [
        ("want to die", "i want to die now", True),
        ("want to die", "i want to diet", False),
        ("want|need to die", "i need to die", True),
        ("want so? badly", "i want badly", True),
        ("want so? badly", "i want so badly", True),
        ("want .. die", "i want a slow long die", True),
        ("want .. die", "i want a b c d die", False),
        ("want .... die", "i want a b c d e f die", True),
        ("want .. die", "i want. to die", False),
        ("want .. die", "i want to not die", False),
        ("<want> <end>", "i need to stop of it", True),
        ("<want>? end it", "let us end it", True),
        ("took # pills", "i took 30 pills", True),
        ("took # pills", "i took twelve pills", True),
        ("took #many pills", "i took 30 pills", True),
        ("took #many pills", "i took 2 pills", False),
        ("took #many mg", "i took 30 mg", False),
        ("took #dose", "i took 4000mg", True),
        ("took #dose", "i took 500mg", False),
        ("took #mg", "i took 500mg", True),
        ("want to die", "i want, to die", True),
    ],
)
def test_a_phrase_finds_what_it_says(source: str, text: str, found: bool) -> None:  # noqa: FBT001 - a parameter of the table
    compiled = phrase(source, GROUPS)
    reading = read(text)

    assert bool(compiled.pattern.search(reading.line)) is found
    assert not found or not compiled.anchors.isdisjoint(marked(reading.words))


def test_a_phrase_wakes_at_its_most_telling_word() -> None:
    assert phrase("i want to die", {}).anchors == {"die"}
    assert phrase("<want> .. <end>", GROUPS).anchors == {"end", "stop"}


def test_numbers_are_marked_once_for_a_text() -> None:
    assert "#" in marked(("took", "30", "pills"))
    assert "#" in marked(("took", "nine", "pills"))
    assert "#" not in marked(("took", "pills"))
