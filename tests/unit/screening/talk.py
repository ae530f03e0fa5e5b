"""Short conversations for the tests: `talk("T: How are you?", "C: Fine.")`."""

from rung.common.utterances import Speaker, Utterance
from rung.screening import RiskFinding, screen_utterances

_SPEAKERS = {"T": Speaker.THERAPIST, "C": Speaker.CLIENT, "O": Speaker.OTHER, "U": Speaker.UNKNOWN}


def talk(*turns: str) -> tuple[RiskFinding, ...]:
    """Return the findings of a conversation."""
    parts = [turn.split(": ", 1) for turn in turns]
    return screen_utterances([Utterance(i, _SPEAKERS[who], text) for i, (who, text) in enumerate(parts)])
