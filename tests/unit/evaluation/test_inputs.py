"""Inputs are told by their shape; what is broken is named by its line, never quoted, and the rest is read."""

import json

import pytest

from rung import evaluation
from rung.common.utterances import Speaker
from tests.unit.evaluation import given


def test_every_kind_is_told_by_its_shape() -> None:
    found = given.cases(
        given.labeled(), given.NAMED, *given.POSTS, *given.SENTENCES, given.INSTRUCTIONS, given.proposals()
    )
    assert (len(found.sessions), len(found.posts), len(found.sentences)) == (2, 2, 2)
    assert (found.instructions, len(found.recorded)) == (tuple(given.INSTRUCTIONS), 1)
    labeled, named = found.sessions
    assert labeled.talk == (None, "change", None, "sustain", None, "neutral")
    assert labeled.behaviors == ("question", None, "reflection", None, "other", None)
    assert named.names == ("Zebulon", "Quill")
    assert {u.speaker for u in named.transcript.utterances} == {Speaker.THERAPIST, Speaker.CLIENT}


def test_a_whole_file_may_be_one_value_or_a_list() -> None:
    pretty = json.dumps([given.labeled(), *given.POSTS], indent=2).encode()
    assert evaluation.read("cases.json", pretty).cases.count == 3
    assert evaluation.read("asked.json", json.dumps(given.INSTRUCTIONS).encode()).cases.count == 2


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("{not json", "is not JSON"),
        ("7", "is not a JSON object"),
        ("[]", "is not a JSON object"),
        ('{"colour": "red"}', "has none of utterances, dialogue, severity, spans and proposals"),
        ('{"text": "quiet words", "severity": 9}', "lacks or mistypes severity"),
        ('{"utterances": []}', "lacks or mistypes utterances"),
        ('{"utterances": [{"speaker": "client"}]}', "lacks or mistypes utterances, utterances.0.text"),
        ('{"proposals": ["x"]}', "has proposals that are not keyed by transcript"),
        ('{"proposals": {"quiet words": {"findings": [{"kind": 3}]}}}', "lacks or mistypes findings"),
        ("[" * 100_000, "is nested too deeply"),
    ],
)
def test_a_broken_line_is_named_and_the_rest_read(line: str, why: str) -> None:
    content = "\n".join([json.dumps(given.POSTS[0]), line, json.dumps(given.POSTS[1])])
    found = evaluation.read("posts.jsonl", content.encode())
    assert len(found.cases.posts) == 2
    (problem,) = found.problems
    assert problem.line == 2
    assert "quiet words" not in problem.why
    assert problem.why.startswith(why)


def test_the_line_inside_a_broken_whole_is_told() -> None:
    (problem,) = evaluation.read("x.json", b'{\n  "utterances": [\n  oops\n]}').problems
    assert (problem.line, problem.why) == (3, "is not JSON")


def test_what_is_no_text_is_refused() -> None:
    (problem,) = evaluation.read("x.jsonl", b'{"text": "\xff"}').problems
    assert problem.why == "is not UTF-8 text"


def test_labels_nobody_knows_are_left_out() -> None:
    row = {"utterances": [{"speaker": "narrator", "text": "He left.", "client_talk": "John Smith"}]}
    (session,) = given.cases(row).sessions
    assert session.talk == (None,)
    assert session.transcript.utterances[0].speaker is Speaker.OTHER
