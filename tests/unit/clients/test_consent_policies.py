"""Whether consents allow something: each refusal, and what it tells people to do."""

import re
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from rung.accounts.enums import State
from rung.clients.enums import Method, Modality, Purpose, Standing
from rung.clients.errors import (
    ConsentExpired,
    ConsentMissing,
    ConsentOutdated,
    ConsentRefused,
    ConsentUnwritten,
    ConsentWithdrawn,
    SignatureMissing,
    WitnessNoteMissing,
)
from rung.clients.models import Consent
from rung.clients.policies import consent as policies
from rung.clients.policies.rules import Rules, pack_of, rules_for
from rung.clients.policies.texts import shown_for, wordings_of
from tests.factories.people import NOON

LATER = NOON + timedelta(days=1)
DEFAULT, ILLINOIS = rules_for("", ""), rules_for("", "IL")
IN_PERSON = Modality.IN_PERSON


def given(**changes: object) -> Consent:
    """Return a consent to AI processing in the room, unsaved."""
    usual: dict[str, object] = {
        "purpose": Purpose.AI_PROCESSING,
        "modality": IN_PERSON,
        "text_version": "1",
        "method": Method.TYPED,
        "created_at": NOON,
    }
    return Consent(**{**usual, **changes})


def refusal_of(*consents: Consent, rules: Rules = DEFAULT, at: datetime = LATER) -> type[ConsentRefused] | None:
    try:
        policies.check(Purpose.AI_PROCESSING, consents, rules, modality=IN_PERSON, at=at)
    except ConsentRefused as refused:
        return type(refused)
    return None


def test_a_consent_holds_for_its_purpose_and_its_way_of_meeting() -> None:
    assert refusal_of(given()) is None
    assert refusal_of(given(purpose=Purpose.RECORDING)) is ConsentMissing
    assert refusal_of(given(modality=Modality.TELEHEALTH)) is ConsentMissing
    assert refusal_of() is ConsentMissing


def test_a_consent_does_not_hold_before_it_was_given() -> None:
    assert refusal_of(given(), at=NOON - timedelta(seconds=1)) is ConsentMissing
    assert refusal_of(given(), at=NOON) is None


def test_a_withdrawal_holds_from_its_moment_on() -> None:
    taken_back = given(withdrawn_at=LATER)
    assert refusal_of(taken_back, at=LATER - timedelta(seconds=1)) is None
    assert refusal_of(taken_back, at=LATER) is ConsentWithdrawn


def test_the_newest_answer_counts() -> None:
    first = given(withdrawn_at=NOON)
    assert refusal_of(first, given(created_at=NOON + timedelta(hours=1))) is None
    assert refusal_of(given(), given(created_at=NOON + timedelta(hours=1), withdrawn_at=LATER)) is ConsentWithdrawn


def test_a_consent_expires_at_its_moment() -> None:
    short = given(expires_at=LATER)
    assert refusal_of(short, at=LATER - timedelta(seconds=1)) is None
    assert refusal_of(short, at=LATER) is ConsentExpired


def test_a_consent_to_a_text_that_no_longer_holds_is_outdated() -> None:
    assert refusal_of(given(text_version="0")) is ConsentOutdated


def test_illinois_asks_for_ai_processing_in_writing() -> None:
    spoken = given(method=Method.VERBAL)
    assert refusal_of(spoken) is None
    assert refusal_of(spoken, rules=ILLINOIS) is ConsentUnwritten
    assert refusal_of(given(), rules=ILLINOIS) is None


@pytest.mark.parametrize("purpose", Purpose)
def test_each_purpose_needs_a_consent_of_its_own(purpose: Purpose) -> None:
    policies.check(purpose, [given(purpose=purpose)], DEFAULT, modality=IN_PERSON, at=LATER)
    others = [given(purpose=other) for other in Purpose if other is not purpose]
    with pytest.raises(ConsentMissing, match=re.escape(policies.TITLES[purpose])):
        policies.check(purpose, others, DEFAULT, modality=IN_PERSON, at=LATER)


def test_every_refusal_says_what_to_do_next() -> None:
    said = {standing: words for standing, (_, words) in policies.REFUSALS.items()}
    assert set(said) == set(Standing) - {Standing.IN_FORCE}
    assert all(re.search(r"(record|ask again|Show|sign)", words) for words in said.values())


def test_what_would_not_hold_cannot_be_given() -> None:
    policies.check_can_be_given(Purpose.AI_PROCESSING, Method.VERBAL, "Heard by me", DEFAULT)
    for method, words, rules, refusal in (
        (Method.VERBAL, "Heard by me", ILLINOIS, ConsentUnwritten),
        (Method.VERBAL, " \n", DEFAULT, WitnessNoteMissing),
        (Method.TYPED, "", DEFAULT, SignatureMissing),
    ):
        with pytest.raises(refusal):
            policies.check_can_be_given(Purpose.AI_PROCESSING, method, words, rules)


def test_a_state_that_asks_for_renewal_sets_the_end() -> None:
    pack = pack_of("")
    yearly = replace(pack, recording=replace(pack.recording, renew_after_days=365))
    monthly = replace(pack, recording=replace(pack.recording, renew_after_days=30))
    assert policies.expiry(Purpose.RECORDING, DEFAULT, NOON) is None
    assert policies.expiry(Purpose.RECORDING, Rules((pack, yearly, monthly)), NOON) == NOON + timedelta(days=30)


def test_the_stricter_of_two_states_wins() -> None:
    both = rules_for(State.TEXAS, State.ILLINOIS)
    assert both.methods(Purpose.AI_PROCESSING) == (Method.TYPED,)
    shown = shown_for(Purpose.AI_PROCESSING, both)
    assert len(shown.disclosures) == 2
    assert shown.sha256 != shown_for(Purpose.AI_PROCESSING, rules_for(State.TEXAS, "")).sha256
    assert rules_for(State.NEVADA, "").retention().years == 5
    assert rules_for(State.NEVADA, State.TEXAS).retention().years == 7
    assert rules_for(State.NEVADA, State.NEVADA).packs == (pack_of(State.NEVADA),)


@pytest.mark.parametrize("state", ["", *State.values])
def test_every_pack_is_whole_cites_its_sources_and_awaits_counsel(state: str) -> None:
    pack = pack_of(state)
    assert not pack.reviewed
    assert not Rules((pack,)).is_reviewed
    assert "counsel" in pack.note
    assert pack.open_questions
    assert all(pack.asked_for(purpose).methods and pack.asked_for(purpose).because for purpose in Purpose)
    assert all(demand.says and demand.source for demand in pack.demands)
    assert pack.retention.years >= 5
    assert pack.retention.source


def test_the_packs_are_those_of_their_states() -> None:
    assert {pack_of(state).name for state in State} == {"California", "Illinois", "Nevada", "Texas"}
    assert pack_of("XX") is pack_of("")
    assert "104-0054" in pack_of("IL").ai_processing.because
    assert "AB 406" in pack_of("NV").ai_processing.because
    assert "HB 149" in pack_of("TX").ai_processing.because
    assert "AB 3030" in pack_of("CA").ai_processing.because


@pytest.mark.parametrize("purpose", list(Purpose))
def test_the_text_that_is_shown_still_holds(purpose: Purpose) -> None:
    wordings = wordings_of(purpose)
    assert wordings.versions[-1].version in wordings.valid
    assert wordings.valid <= {version.version for version in wordings.versions}
    assert "take this back" in wordings.versions[-1].text
