"""Talk: what each utterance does, the client's toward or away from change, the therapist's in the session."""

from rung.agents.rung.talk.classes import (
    ClientTalk,
    TherapistAct,
    client_talk_in,
    client_talk_of,
    therapist_behavior_in,
    therapist_behavior_of,
)

__all__ = [
    "ClientTalk",
    "TherapistAct",
    "client_talk_in",
    "client_talk_of",
    "therapist_behavior_in",
    "therapist_behavior_of",
]
