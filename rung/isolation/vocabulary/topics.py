"""Topic: the shelves of the exercise catalogue."""

from enum import StrEnum


class Topic(StrEnum):
    """One shelf, one file of the catalogue."""

    CALMING = "calming"
    SLEEP = "sleep"
    THOUGHTS = "thoughts"
    KINDNESS = "kindness"
    MOOD = "mood"
    FEELINGS = "feelings"
    CHANGE = "change"
    HEALTH = "health"
    TOGETHER = "together"
    PEOPLE = "people"
    MEANING = "meaning"
    PRACTICAL = "practical"
