"""What the client agrees to, word for word: versioned, one TOML file per purpose in wordings/."""

import hashlib
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from pydantic import ConfigDict, TypeAdapter

from rung.clients.enums import Purpose
from rung.clients.policies.rules import Rules


@dataclass(frozen=True, slots=True)
class Version:
    """One wording."""

    version: str
    text: str


@dataclass(frozen=True, slots=True)
class Wordings:
    """Every wording a purpose ever had, oldest first; consents to a `valid` one still hold."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    valid: frozenset[str]
    versions: tuple[Version, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """What a client is shown before they answer."""

    version: str
    text: str
    disclosures: tuple[str, ...]

    @property
    def sha256(self) -> str:
        """The digest kept with the answer: it proves what was shown."""
        return hashlib.sha256("\n\n".join((self.text, *self.disclosures)).encode()).hexdigest()


@cache
def wordings_of(purpose: Purpose) -> Wordings:
    """Return every wording of a purpose."""
    text = resources.files(__package__).joinpath("wordings", f"{purpose.value}.toml").read_text()
    found: Wordings = TypeAdapter(Wordings).validate_python(tomllib.loads(text))
    return found


def shown_for(purpose: Purpose, rules: Rules) -> Shown:
    """Return the present wording with what the states have disclosed beside it."""
    now = wordings_of(purpose).versions[-1]
    return Shown(now.version, now.text.strip(), rules.disclosures(purpose))
