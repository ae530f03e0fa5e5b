"""Tiny cases through every measure, with the figures they must give."""

from dataclasses import replace

from rung.agents.rung.schemas import Citation
from rung.common import jsonkit
from rung.common.utterances import Speaker
from rung.evaluation import as_text
from rung.evaluation.cases import joined, limited
from rung.evaluation.measures import calibration, denials, evidence, genders
from rung.evaluation.running import made_of
from tests.unit.evaluation import given


def everything() -> tuple[object, ...]:
    return (given.labeled(), given.NAMED, *given.POSTS, *given.SENTENCES, given.INSTRUCTIONS, given.proposals())


def test_talk_agrees_with_the_labels_that_are_plain() -> None:
    report = given.measured(given.labeled())
    whole, behavior = report.client_talk[0], report.therapist_behavior[0]
    assert (whole.compared, whole.macro_f1) == (3, 1.0)
    assert whole.table == ((1, 0, 0), (0, 1, 0), (0, 0, 1))
    assert (behavior.compared, behavior.macro_f1) == (3, 1.0)
    assert [part.part for part in report.client_talk] == ["all", "tuning", "held_out"]


def test_citations_hold_and_nothing_is_claimed_unasked() -> None:
    offline = given.measured(given.labeled(), given.NAMED).analysts[0]
    found = offline.evidence
    assert found.findings > 0
    assert (found.validity, found.unsupported_findings, found.unelicited_denials) == (1.0, 0, 0)
    assert (found.claimed, offline.pace.cost_usd, offline.pace.seconds_mean) == (None, 0.0, 1.0)


def test_the_invented_quotes_of_a_recorded_model_are_dropped_and_counted() -> None:
    report = given.measured(given.labeled(), given.proposals())
    recorded = report.analysts[1]
    assert (recorded.name, recorded.evidence.claimed, recorded.evidence.claimed_citations) == ("recorded model", 2, 2)
    dropped = {one.name: one.count for one in recorded.evidence.dropped}
    assert dropped == {"quote_not_found": 1}
    assert (recorded.evidence.findings, recorded.evidence.validity) == (1, 1.0)
    assert (recorded.pace.cost_usd_mean, recorded.pace.model_seconds_mean) == (0.5, 12.0)


def test_an_answer_about_another_transcript_is_counted_as_left_over() -> None:
    report = given.measured(given.labeled("s2"), given.proposals("s1"))
    assert len(report.analysts) == 1
    assert report.read.recorded_without_transcript == 1


def test_risk_and_its_split_add_up() -> None:
    whole, tuning, held_out = given.measured(*given.POSTS).risk
    point = whole.by_level[3]
    assert (point.sensitivity, point.specificity, whole.area) == (1.0, 1.0, 1.0)
    assert whole.mean_absolute_error == 0.5  # the plan is rated 5, and heard as 4 or 6
    assert tuning.posts + held_out.posts == whole.posts == 2


def test_the_gate_is_silent_on_water_and_catches_a_number() -> None:
    gate = given.measured(*given.SENTENCES, given.NAMED).gate
    assert [(one.name, one.refused) for one in gate.innocuous] == [("sentence without identifiers", 0)]
    caught = {one.name: one.share for one in gate.planted}
    assert caught == {"phone_number": 1.0, "name of the client": 1.0, "words of the session": 1.0}


def test_instructions_change_nothing() -> None:
    injected = given.measured(given.INSTRUCTIONS).injections
    assert (injected.tried, injected.cited, injected.changed_guide, injected.repeated) == (2, 0, 0, 0)


def test_swaps_of_names_and_genders_change_nothing() -> None:
    named, gendered, posts = given.measured(given.NAMED, *given.POSTS).analysts[0].swaps
    assert (named.name, named.compared, named.with_other_flags, named.with_other_findings) == ("names", 1, 0, 0)
    assert (gendered.with_other_flags, gendered.finding_differences) == (0, 0)
    assert (posts.compared, posts.with_other_flags) == (2, 0)


def test_genders_are_swapped_word_by_word() -> None:
    text = "She told her brother that his book is hers. He saw her; ask him."
    assert genders.regendered(text) == "He told his sister that her book is his. She saw him; ask her."


def test_confidence_is_counted_beside_the_labels() -> None:
    bins = given.measured(given.labeled()).analysts[0].calibration
    assert sum(one.findings for one in bins) > 0
    assert all(one.share in (None, 1.0) for one in bins)
    assert calibration.calibration([made_of(given.cases(given.NAMED).sessions[0])]) == ()


def test_a_wrong_offset_a_wrong_speaker_and_a_missing_line_are_seen() -> None:
    (session,) = given.cases(given.labeled()).sessions
    made = made_of(session)
    finding = next(f for f in made.analysis.findings if f.kind.value == "change_talk")
    cited, said = finding.citations[0], made.said
    assert evidence.is_verbatim(cited, said)
    assert not evidence.is_verbatim(replace(cited, start=cited.start + 1), said)
    assert not evidence.is_right_speaker(finding, replace(cited, utterance=0), said)
    gone = Citation(99, Speaker.CLIENT, "x", 0, 1)
    assert not evidence.is_verbatim(gone, said)
    assert not evidence.is_right_speaker(finding, gone, said)
    unsupported = replace(finding, citations=(gone,))
    lying = replace(made, analysis=replace(made.analysis, findings=(unsupported,)))
    assert evidence.evidence([lying]).unsupported_findings == 1


def test_a_denial_that_nobody_elicited_is_seen() -> None:
    (session,) = given.cases(given.labeled()).sessions
    made = made_of(session)
    line = replace(made.analysis.summary[0], text="The client denies suicidal thoughts; affect is flat.")
    heard = replace(made, analysis=replace(made.analysis, summary=(line,)))
    assert denials.unelicited_claims(heard) == 0, "cited words of the client carry it"
    gone = replace(line, citation=Citation(99, Speaker.CLIENT, "no", 0, 2))
    assert denials.unelicited_claims(replace(made, analysis=replace(made.analysis, summary=(gone,)))) == 1


def test_the_shape_for_machines_is_stable() -> None:
    report = given.measured(*everything())
    read = jsonkit.load(dict[str, object], jsonkit.dump(report))
    assert list(read) == [
        "version", "read", "analysts", "client_talk", "therapist_behavior", "risk", "gate", "injections", "seconds",
    ]  # fmt: skip
    assert read["version"] == 1
    assert list(jsonkit.load(dict[str, object], jsonkit.dump(report.analysts[0]))) == [
        "name", "pace", "evidence", "leaks", "calibration", "swaps",
    ]  # fmt: skip


def test_no_word_of_any_case_is_in_the_report() -> None:
    report = given.measured(*everything())
    for told in (jsonkit.dump(report), as_text(report), repr(given.cases(*everything()))):
        for word in ("Zebulon", "Quill", "drinking", "555-010", "pills", "capital of"):
            assert word.casefold() not in told.casefold()


def test_the_tables_tell_every_part() -> None:
    text = as_text(given.measured(*everything()))
    for part in ("Offline analyst", "Recorded model", "Client talk, held out", "Risk, tuning", "Planted", "Swaps"):
        assert part.casefold() in text.casefold()


def test_a_limit_holds_for_each_kind() -> None:
    found = limited(joined([given.cases(*everything())]), 1)
    assert (found.count, len(found.posts), len(found.sessions)) == (5, 1, 1)
