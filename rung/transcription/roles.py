"""Which words in a label name which speaker."""

import re

from rung.common.textkit import fold
from rung.common.utterances import Speaker


def _names(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


THERAPIST = _names(
    "therapist cotherapist psychotherapist clinician counselor counsellor doctor dr interviewer psychologist "
    "psychiatrist provider practitioner facilitator worker caseworker coach"
)
OTHER = _names(
    "partner husband wife spouse fiance fiancee boyfriend girlfriend mother father mom mum dad parent parents "
    "stepmother stepfather sister brother son daughter child grandmother grandfather aunt uncle cousin guest friend "
    "relative family caregiver carer guardian roommate companion interpreter translator observer nurse other"
)
CLIENT = _names("client patient interviewee participant")
ALONE = {
    "t": Speaker.THERAPIST,
    "th": Speaker.THERAPIST,
    "c": Speaker.CLIENT,
    "cl": Speaker.CLIENT,
    "p": Speaker.CLIENT,
    "pt": Speaker.CLIENT,
    "unknown": Speaker.UNKNOWN,
}
"""What names a speaker only where nothing stands beside it but a number."""

HEADINGS = _names(
    "i my me the a an he she we they it this that and but or so when then because if what why how yes no ok okay well "
    "also anyway note notes plan homework date time session subjective objective assessment summary location duration "
    "goal goals intervention interventions presenting problem mood affect risk diagnosis medication medications "
    "transcript title subject topic agenda name names dob age start end recorded recording file attendees present "
    "participants example update question answer reason result today yesterday tomorrow morning afternoon evening "
    "night monday tuesday wednesday thursday friday saturday sunday january february march april june july august "
    "september october november december first second third finally ps re"
)
"""Words before a colon that are no one's name."""

PARTICLES = _names("de der den la le van von of and")

_WORD = re.compile(r"[^\W\d_]+")
_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def role_of(label: str) -> Speaker | None:
    """Return whom a label names by its words, None where it is someone's name or only a number.

    A profession counts before kinship, kinship before `client`: a family
    therapist is a therapist, the client's mother is someone else.
    """
    words = _WORD.findall(fold(label))
    if len(words) == 1 and words[0] in ALONE:
        return ALONE[words[0]]
    for names, speaker in ((THERAPIST, Speaker.THERAPIST), (OTHER, Speaker.OTHER), (CLIENT, Speaker.CLIENT)):
        if names.intersection(words):
            return speaker
    return None


def which_client(label: str) -> frozenset[str]:
    """Return what tells one client from another in a label: `1` of `Client 1`, nothing of `Client`."""
    return frozenset(_TOKEN.findall(fold(label))) - CLIENT


def may_name_someone(label: str) -> bool:
    """Tell whether a label is made of names, roles and numbers only, so not the beginning of a sentence."""
    words = _TOKEN.findall(label)
    return bool(words) and words[-1] not in PARTICLES and all(_may_name(word) for word in words)


def _may_name(word: str) -> bool:
    known = fold(word).removesuffix("'s").rstrip("0123456789")
    if not known or known in THERAPIST | OTHER | CLIENT | PARTICLES or known in ALONE:
        return True
    return not word[0].islower() and (len(word) == 1 or known not in HEADINGS)
