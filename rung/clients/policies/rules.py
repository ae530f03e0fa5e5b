"""What the states demand of a consent: one TOML file each in states/, which a lawyer can read."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources

from pydantic import ConfigDict, TypeAdapter

from rung.accounts.enums import State
from rung.clients.enums import Method, Purpose


class DemandKind(StrEnum):
    """What a state asks beyond a consent; the screens say how Rung meets each."""

    SEPARATE_AI_CONSENT = "separate_ai_consent"
    DISCLOSURE_BEFORE_USE = "disclosure_before_use"
    REVIEW_BEFORE_USE = "review_before_use"
    NO_THERAPEUTIC_DECISIONS = "no_therapeutic_decisions"
    NO_DIRECT_CONTACT = "no_direct_contact"


@dataclass(frozen=True, slots=True)
class Demand:
    """One thing that a state asks, in its words as we understand them."""

    kind: DemandKind
    says: str
    source: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of a consent to one purpose."""

    methods: tuple[Method, ...]
    because: str
    disclosures: tuple[str, ...] = ()  # shown to the client with the text
    renew_after_days: int | None = None


@dataclass(frozen=True, slots=True)
class Retention:
    """How long records are kept after the last service, at least."""

    years: int
    source: str


@dataclass(frozen=True, slots=True)
class Disclosure:
    """What a record that AI helped to write says about it, in signing."""

    in_record: str
    source: str


@dataclass(frozen=True, slots=True)
class RulePack:
    """One state's rules. `reviewed` stays false until counsel has read them."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    name: str
    version: str
    reviewed: bool
    note: str
    open_questions: tuple[str, ...]
    recording: Asked
    ai_processing: Asked
    release_to_client: Asked
    couples_merge: Asked
    research_lookup: Asked
    demands: tuple[Demand, ...]
    retention: Retention
    disclosure: Disclosure

    def asked_for(self, purpose: Purpose) -> Asked:
        """Return what the state asks of a consent to a purpose."""
        found: Asked = getattr(self, purpose.value)
        return found


@dataclass(frozen=True, slots=True)
class Rules:
    """The packs that hold for one client: the practice's state and the client's. The stricter wins."""

    packs: tuple[RulePack, ...]

    def methods(self, purpose: Purpose) -> tuple[Method, ...]:
        """Return the ways of giving a consent that every pack takes."""
        return tuple(m for m in Method if all(m in pack.asked_for(purpose).methods for pack in self.packs))

    def disclosures(self, purpose: Purpose) -> tuple[str, ...]:
        """Return every sentence that some pack has shown to the client."""
        return _once(text for pack in self.packs for text in pack.asked_for(purpose).disclosures)

    def disclosures_in_record(self) -> tuple[str, ...]:
        """Return every sentence that some pack has stand with a signed record."""
        return _once(pack.disclosure.in_record for pack in self.packs)

    def renew_after_days(self, purpose: Purpose) -> int | None:
        """Return the shortest renewal, None where nobody asks for one."""
        found = [pack.asked_for(purpose).renew_after_days for pack in self.packs]
        return min((days for days in found if days is not None), default=None)

    def retention(self) -> Retention:
        """Return the longest retention."""
        return max((pack.retention for pack in self.packs), key=lambda kept: kept.years)

    @property
    def is_reviewed(self) -> bool:
        """Whether counsel has read every pack."""
        return all(pack.reviewed for pack in self.packs)


def rules_for(practice_state: str, client_state: str) -> Rules:
    """Return the rules of the practice's state and of the state the client sits in.

    A client of whom no state is noted sits where the practice is.
    """
    states = [practice_state, client_state] if client_state else [practice_state]
    return Rules(tuple(pack_of(state) for state in dict.fromkeys(states)))


def pack_of(state: str) -> RulePack:
    """Return a state's pack, the default one where it has none of its own."""
    return _pack_named(State(state).name.lower() if state in State.values else "default")


@cache
def _pack_named(name: str) -> RulePack:
    text = resources.files(__package__).joinpath("states", f"{name}.toml").read_text()
    found: RulePack = TypeAdapter(RulePack).validate_python(tomllib.loads(text))
    return found


def _once(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))
