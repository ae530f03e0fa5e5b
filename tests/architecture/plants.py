"""One violation for every contract: what is planted, where, and which contract must break."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Plant:
    """Lines to add to modules; a module that does not exist is made."""

    contract: str
    what: str
    lines: tuple[tuple[str, str], ...]

    def culprit(self) -> str:
        """Return the module that the report must name."""
        return self.lines[0][0]


def _plant(contract: str, what: str, *lines: tuple[str, str]) -> Plant:
    return Plant(contract, what, lines)


PLANTS = (
    _plant("floors", "clients looks up to sessions", ("rung.clients.services", "import rung.sessions.services")),
    _plant("floors", "a folder without a floor", ("rung.planted", "")),
    _plant("floors", "siblings meet", ("rung.couples", "import rung.reading"), ("rung.reading", "")),
    _plant("rooms", "a selector calls a service", ("rung.clients.selectors", "import rung.clients.services")),
    _plant("rooms", "a room nobody planned", ("rung.clients.toolbox", "")),
    _plant("rooms", "an app to come", ("rung.couples.models", "import rung.couples.tasks"), ("rung.couples.tasks", "")),
    _plant("rooms", "errors import addresses", ("rung.api.errors", "import rung.api.urls")),
    _plant("rooms_of_audit", "the record calls its service", ("rung.audit.models", "import rung.audit.services")),
    _plant(
        "rooms_of_encryption",
        "the keyring seals values",
        ("rung.encryption.keyring", "import rung.encryption.envelope"),
    ),
    _plant(
        "acyclic",
        "a circle in rung",
        ("rung.common.planted.one", "import rung.common.planted.two"),
        ("rung.common.planted.two", "import rung.common.planted.one"),
    ),
    _plant(
        "acyclic",
        "a circle in config",
        ("config.planted.one", "import config.planted.two"),
        ("config.planted.two", "def late():\n    import config.planted.one"),
    ),
    _plant(
        "acyclic",
        "a circle in deploy",
        ("deploy.planted.one", "import deploy.planted.two"),
        ("deploy.planted.two", "import deploy.planted.one"),
    ),
    _plant("models", "a model calls a service", ("rung.sessions.models", "import rung.clients.services")),
    _plant("rung_and_beth", "Beth reads Rung", ("rung.agents.beth.planted", "import rung.agents.rung")),
    _plant("rung_and_beth", "Rung reads Beth", ("rung.agents.rung.planted", "import rung.agents.beth")),
    _plant("pure", "an evaluation reads settings", ("rung.evaluation.planted", "import django.conf")),
    _plant("pure", "a wall reads settings", ("rung.isolation.planted", "import django.conf")),
    _plant("pure", "a detour through a record", ("rung.screening.planted", "import rung.common.models")),
    _plant("pure", "research to come", ("rung.research.planted", "import rest_framework")),
    _plant("still", "a wall reads the environment", ("rung.isolation.planted", "import os")),
    _plant("clock", "a service reads the clock", ("rung.clients.services", "import rung.common.clock")),
    _plant("agents", "the engine calls an agent", ("rung.pipelines.engine", "import rung.agents.core")),
    _plant(
        "door_of_language",
        "an agent asks a model by itself",
        ("rung.agents.rung.planted", "import rung.providers.language.bedrock"),
    ),
    _plant(
        "door_of_kms",
        "a service unwraps keys",
        ("rung.clients.services", "import rung.providers.kms"),
        ("rung.providers.kms", ""),
    ),
    _plant(
        "door_of_perplexity",
        "an agent asks the web",
        ("rung.agents.core.planted", "import rung.providers.perplexity"),
        ("rung.providers.perplexity", ""),
    ),
    _plant(
        "door_of_notices", "a stage posts by itself", ("rung.pipelines.stages.planted", "import rung.providers.slack")
    ),
    _plant("vendors", "AWS outside providers", ("rung.encryption.planted", "import boto3")),
    _plant("vendors", "HTTP in config", ("config.planted", "import httpx2")),
    _plant("vendors", "models outside providers", ("rung.agents.core.planted", "import pydantic_ai")),
    _plant("sealing", "home-made sealing", ("rung.sessions.services", "import cryptography")),
    _plant(
        "psychotherapy",
        "a stage reads psychotherapy notes",
        ("rung.pipelines.stages.planted", "import rung.sessions.models.psychotherapy"),
    ),
    _plant(
        "psychotherapy",
        "the API gives out psychotherapy notes",
        ("rung.sessions.api.planted", "from rung.sessions.services import psychotherapy"),
    ),
    _plant("settings", "rung chooses settings", ("rung.api.urls", "import config.settings.base")),
    _plant("deploy", "deploy reads the product", ("deploy.planted", "import rung.common.errors")),
    _plant("deploy", "the product reads deploy", ("rung.common.planted", "import deploy")),
)

# What the doors are for: these must not break them.
WELCOME = (
    _plant(
        "door_of_language",
        "a stage asks",
        ("rung.pipelines.stages.planted", "import rung.providers.language"),
    ),
    _plant(
        "door_of_kms",
        "the keyring asks",
        ("rung.encryption.keyring", "import rung.providers.kms"),
        ("rung.providers.kms", "import boto3"),
    ),
    _plant(
        "door_of_perplexity",
        "research asks",
        ("rung.research.planted", "import rung.providers.perplexity"),
        ("rung.providers.perplexity", "import httpx2"),
    ),
    _plant("door_of_notices", "notices leave", ("rung.accounts.services.channels", "import rung.providers.sns")),
    _plant("agents", "a stage calls an agent", ("rung.pipelines.stages.planted", "import rung.agents.core")),
    _plant("agents", "an evaluation calls an agent", ("rung.evaluation.planted", "import rung.agents.core")),
    _plant("vendors", "a provider uses AWS", ("rung.providers.s3", "import boto3")),
    _plant("settings", "config reads its settings", ("config.planted", "import config.settings.base")),
)
