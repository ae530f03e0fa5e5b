"""Genders: a text with he for she, him for her, wife for husband, and the like."""

import re

_PAIRS = (
    ("he", "she"), ("himself", "herself"), ("husband", "wife"), ("boyfriend", "girlfriend"), ("father", "mother"),
    ("dad", "mom"), ("son", "daughter"), ("brother", "sister"), ("uncle", "aunt"), ("grandfather", "grandmother"),
    ("man", "woman"), ("men", "women"), ("boy", "girl"),
)  # fmt: skip
_OTHER = {**dict(_PAIRS), **{two: one for one, two in _PAIRS}, "him": "her", "hers": "his"}
_GENDERED = re.compile(rf"\b({'|'.join([*_OTHER, 'her', 'his'])})\b(?=(\s+\w)?)", re.IGNORECASE)


def regendered(text: str) -> str:
    """Return a text with he for she, and the like."""
    return _GENDERED.sub(_turned, text)


def _turned(match: re.Match[str]) -> str:
    word = match.group(1)
    low = word.lower()
    has_noun = match.group(2) is not None
    if low == "her":
        other = "his" if has_noun else "him"
    elif low == "his":
        other = "her" if has_noun else "hers"
    else:
        other = _OTHER[low]
    return other.capitalize() if word[0].isupper() else other
