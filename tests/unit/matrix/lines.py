"""What a line of the table is made of: who may ask, for what, with which body."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Who(StrEnum):
    """Everybody who could ask, as seen from the owner of a record."""

    ANONYMOUS = "anonymous"
    OWNER = "owner"
    COLLEAGUE = "other clinician of the practice"
    STRANGER = "clinician of another practice"
    SUPERVISOR = "supervisor of the owner"
    OTHER_SUPERVISOR = "supervisor of somebody else"
    ADMIN = "practice admin"
    OPERATOR = "operator"
    DEACTIVATED = "deactivated"


type Group = frozenset[Who]

NOBODY: Group = frozenset()
ANYBODY: Group = frozenset(Who)
STRANGERS: Group = frozenset({Who.ANONYMOUS, Who.DEACTIVATED})
SIGNED_IN: Group = ANYBODY - STRANGERS
TREATING: Group = SIGNED_IN - {Who.ADMIN, Who.OPERATOR}
OWNER: Group = frozenset({Who.OWNER})
CARE: Group = frozenset({Who.OWNER, Who.SUPERVISOR})
ADMIN: Group = frozenset({Who.ADMIN})

SAFE = ("GET", "HEAD")


@dataclass(frozen=True, slots=True)
class Body:
    """What is sent. "{client}" stands for the id of a client, and so for each kind of record."""

    values: Mapping[str, object] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    file: str = ""  # the field that carries a recording
    is_form: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One route: who may read it, who may write with which method and body, whose id it names.

    Where `of` is a kind of record, `reads` and `writers` are meant as seen from
    that record's owner; without one, from nobody's. Who is not in `known_to`
    cannot tell the record from one that is not there.
    """

    pattern: str  # as the resolver writes it
    reads: Group
    writers: Group = NOBODY
    writes: Mapping[str, Body] = field(default_factory=dict)  # by method
    of: str = ""  # a kind of record that `Scene.ids` knows
    queries: tuple[str, ...] = ()  # that name a record: "client_id={client}"
    at: str = ""  # the path, where the pattern is a regular expression
    methods: tuple[str, ...] = SAFE  # that read
    known_to: Group = CARE
    is_step: bool = False  # of signing in: what it answers to those who may read depends on the step before
