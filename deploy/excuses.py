"""Exceptions from an auditor's rule: in the resource's Metadata, with the reason, as each checker reads them."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Excuse:
    """Why rules do not hold for one resource; the first rule is the name our own tests know it by."""

    rule: str
    reason: str
    checkov: tuple[str, ...] = ()
    guard: tuple[str, ...] = ()
    cfn_nag: tuple[str, ...] = ()


def metadata(*excuses: Excuse) -> Mapping[str, object]:
    """Return Metadata that says what is excepted and why, to people and to checkers."""
    found: dict[str, object] = {"Excuses": [{"Rule": excuse.rule, "Reason": excuse.reason} for excuse in excuses]}
    checkov = [{"id": rule, "comment": excuse.reason} for excuse in excuses for rule in excuse.checkov]
    nag = [{"id": rule, "reason": excuse.reason} for excuse in excuses for rule in excuse.cfn_nag]
    guard = [rule for excuse in excuses for rule in excuse.guard]
    if checkov:
        found["checkov"] = {"skip": checkov}
    if nag:
        found["cfn_nag"] = {"rules_to_suppress": nag}
    if guard:
        found["guard"] = {"SuppressedRules": guard}
    return found
