"""PlainStrength: what a client brings."""

from enum import StrEnum


class PlainStrength(StrEnum):
    """What a client guide may praise."""

    LETTING_YOURSELF_BE_HELPED = "letting_yourself_be_helped"
    CARING_FOR_PEOPLE = "caring_for_people"
    KEEPING_YOUR_WORD = "keeping_your_word"
    WAYS_OF_COPING = "ways_of_coping"
    BRAVERY = "bravery"
    WANTING_TO_UNDERSTAND = "wanting_to_understand"
    THANKFULNESS = "thankfulness"
    HONESTY = "honesty"
    LOOKING_AHEAD = "looking_ahead"
    SENSE_OF_HUMOR = "sense_of_humor"
    SELF_UNDERSTANDING = "self_understanding"
    WHAT_WORKED_BEFORE = "what_worked_before"
    KEEPING_GOING = "keeping_going"
    THINKING_AHEAD = "thinking_ahead"
    TAKING_RESPONSIBILITY = "taking_responsibility"
    GENTLENESS_WITH_YOURSELF = "gentleness_with_yourself"
    PEOPLE_WHO_CARE = "people_who_care"
