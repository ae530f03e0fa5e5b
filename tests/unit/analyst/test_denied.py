"""What the client denies, supposes or says of someone else carries no finding; what sounds like it does."""

import pytest

from tests.unit.analyst.spoken import claimed, reason

DENIED = [
    ("anger", "I'm not angry."),
    ("anger", "I was never angry with her."),
    ("anger", "I don't think I'm angry."),
    ("anger", "I don't feel angry at all."),
    ("anger", "No anger, really."),
    ("anger", "I'm not really all that angry."),
    ("anger", "I'm not, you know, angry."),
    ("anger", "Anger isn't the problem here."),
    ("anger", "I'm less angry than before."),
    ("anger", "I'm not sure I'm angry."),
    ("sleep", "No trouble sleeping, thanks."),
    ("sleep", "I have no nightmares."),
    ("sleep", "I haven't had insomnia since May."),
    ("low_mood", "I wouldn't say I'm depressed."),
    ("low_mood", "I'm not sad, I'm tired."),
    ("low_mood", "I don't cry anymore."),
    ("low_mood", "I haven't been depressed in years."),
    ("alcohol_use", "I don't drink."),
    ("alcohol_use", "I never drank in my life."),
    ("alcohol_use", "There is no alcohol in our house."),
    ("drug_use", "I didn't use any drugs."),
    ("drug_use", "Without drugs, without anything."),
    ("smoking", "I do not smoke and never did."),
    ("anxiety", "I can't say I was anxious."),
    ("anxiety", "I wasn't scared."),
    ("panic", "I have never had a panic attack."),
    ("guilt", "I don't feel guilty about it."),
    ("shame", "I'm not ashamed of it."),
    ("stress", "I am not stressed at the moment."),
    ("pain", "There's no pain now."),
    ("jealousy", "Neither of us is jealous, I was not jealous."),
    ("loneliness", "I don't feel lonely here."),
]
SUPPOSED = [
    ("alcohol_use", "If I drank, I would lose her."),
    ("alcohol_use", "What if I drink at the wedding?"),
    ("alcohol_use", "Suppose I drank one beer on my birthday."),
    ("low_mood", "I wonder if I'm depressed."),
    ("low_mood", "I might be depressed."),
    ("low_mood", "I don't know whether I'm depressed or lazy."),
    ("anger", "I would be angry if he left."),
    ("anger", "If that happened I'd be furious."),
    ("relapse", "Unless I relapse, they let me stay."),
    ("panic", "I may panic in there."),
    ("guilt", "Imagine how guilty I'd feel."),
    ("stress", "If I were stressed I'd tell you."),
]
ANOTHERS = [
    ("alcohol_use", "My brother drinks every night."),
    ("alcohol_use", "Her drinking is the trouble."),
    ("low_mood", "My mother was depressed for years."),
    ("low_mood", "He's been really sad since March."),
    ("anger", "My boss gets so angry."),
    ("anger", "Are you angry?"),
    ("anxiety", "They are all anxious people."),
    ("smoking", "Everyone in my office smokes, my dad smoked too."),
    ("drug_use", "My husband's drugs were in the drawer."),
    ("guilt", "She feels guilty, I suppose."),
    ("panic", "My daughter had a panic attack."),
    ("pain", "She said the pain was bad."),
]
AFFIRMED = [
    ("anger", "I can't stop being angry."),
    ("anger", "I don't know why I'm so angry."),
    ("anger", "It's not that I'm not angry."),
    ("anger", "I can't control my anger."),
    ("anger", "I've never been so angry."),
    ("anger", "No, I'm angry."),
    ("anger", "No wonder I'm angry."),
    ("anger", "My wife makes me angry."),
    ("anger", "Not only angry, I was shaking."),
    ("sleep", "I can't sleep."),
    ("sleep", "I don't sleep more than three hours."),
    ("low_mood", "I don't want to be sad anymore."),
    ("low_mood", "When he left I was depressed."),
    ("low_mood", "I'm not well, I'm depressed."),
    ("low_mood", "I can't help crying."),
    ("alcohol_use", "I was out with my friends drinking."),
    ("alcohol_use", "I didn't stop drinking."),
    ("alcohol_use", "If I get upset, I drink."),
    ("anxiety", "I don't like how anxious I get."),
    ("anxiety", "I'm not calm, because I'm anxious."),
    ("panic", "It's not a habit but I panic on trains."),
    ("conflict", "My parents were always fighting."),
    ("infidelity", "My wife cheated on me."),
    ("stress", "I'm never not stressed."),
    ("worry", "I can't shake the worry."),
]


@pytest.mark.parametrize(("name", "line"), DENIED)
def test_what_is_denied_is_not_so(name: str, line: str) -> None:
    assert reason(claimed("theme", name, line), f"C: {line}") == "negated"


@pytest.mark.parametrize(("name", "line"), SUPPOSED)
def test_what_is_supposed_is_not_so(name: str, line: str) -> None:
    assert reason(claimed("theme", name, line), f"C: {line}") in {"hypothetical", "negated"}


@pytest.mark.parametrize(("name", "line"), ANOTHERS)
def test_what_is_said_of_another_is_not_the_clients(name: str, line: str) -> None:
    assert reason(claimed("theme", name, line), f"C: {line}") == "third_person"


@pytest.mark.parametrize(("name", "line"), AFFIRMED)
def test_what_only_sounds_denied_is_kept(name: str, line: str) -> None:
    assert reason(claimed("theme", name, line), f"C: {line}") == "kept"


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("reason", "I'd sleep better if I quit."),
        ("desire", "If I could stop I would."),
        ("reason", "If I quit I'd save money."),
    ],
)
def test_talk_of_change_may_suppose(name: str, line: str) -> None:
    assert reason(claimed("change_talk", name, line), f"C: {line}") == "kept"


@pytest.mark.parametrize(
    ("name", "line", "why"),
    [
        ("commitment", "I'm not going to quit.", "negated"),
        ("ability", "I don't know if I can.", "negated"),
        ("activation", "I'm not ready.", "negated"),
        ("taking_steps", "If I had started sooner, fine.", "hypothetical"),
    ],
)
def test_talk_of_deeds_may_not(name: str, line: str, why: str) -> None:
    assert reason(claimed("change_talk", name, line), f"C: {line}") == why


@pytest.mark.parametrize(
    ("quote", "why"),
    [
        ("happy at home", "negated"),
        ("lonely in this town", "negated"),
        ("loved by anyone here", "negated"),
    ],
)
def test_a_quote_cut_out_from_under_its_not_is_refused(quote: str, why: str) -> None:
    assert reason(claimed("strength", "insight", quote), f"C: I'm not {quote}.") == why


def test_a_quote_cut_out_from_under_its_if_is_refused() -> None:
    assert (
        reason(claimed("strength", "insight", "they had listened to me"), "C: If they had listened to me.")
        == "hypothetical"
    )
