"""Language models as the environment names them."""

import pytest

from config import env, variables
from config.settings.parts import models
from rung.providers.language import BedrockSettings, ServerSettings


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in variables.VARIABLES:
        monkeypatch.delenv(variable.name, raising=False)


def _set(monkeypatch: pytest.MonkeyPatch, values: dict[str, str]) -> None:
    for name, value in values.items():
        monkeypatch.setenv(name, value)


@pytest.mark.parametrize("name", ["RUNG_BEDROCK_MODEL", "RUNG_BEDROCK_REGION", "RUNG_BEDROCK_GUARDRAIL"])
def test_half_a_model_on_bedrock_is_refused(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, "gr:1")
    with pytest.raises(env.EnvironmentIncomplete, match="RUNG_BEDROCK_REGION go together"):
        models.language_models(env.read())


@pytest.mark.parametrize("name", ["RUNG_MODEL_SERVER_URL", "RUNG_MODEL_SERVER_MODEL", "RUNG_MODEL_SERVER_KEY"])
def test_half_a_model_server_is_refused(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, "http://127.0.0.1:1/v1")
    with pytest.raises(env.EnvironmentIncomplete, match="RUNG_MODEL_SERVER_MODEL go together"):
        models.language_models(env.read())


def test_language_models_are_described_by_their_names(monkeypatch: pytest.MonkeyPatch) -> None:
    assert models.language_models(env.read()) == {}
    _set(monkeypatch, {"RUNG_BEDROCK_MODEL": "m", "RUNG_BEDROCK_REGION": "r", "RUNG_BEDROCK_GUARDRAIL": "g:DRAFT"})
    _set(monkeypatch, {"RUNG_MODEL_SERVER_URL": "http://localhost/v1", "RUNG_MODEL_SERVER_MODEL": "n"})
    assert models.language_models(env.read()) == {
        "bedrock": BedrockSettings("m", "r", "g:DRAFT"),
        "local_server": ServerSettings("http://localhost/v1", "n"),
    }


@pytest.mark.parametrize("guardrail", ["g", "g:", ":1", "g:one"])
def test_a_guardrail_without_its_version_is_refused(monkeypatch: pytest.MonkeyPatch, guardrail: str) -> None:
    _set(monkeypatch, {"RUNG_BEDROCK_MODEL": "m", "RUNG_BEDROCK_REGION": "r", "RUNG_BEDROCK_GUARDRAIL": guardrail})
    with pytest.raises(env.EnvironmentIncomplete, match="RUNG_BEDROCK_GUARDRAIL is not id:version"):
        models.language_models(env.read())


@pytest.mark.parametrize("url", ["localhost/v1", "ftp://localhost/v1", "http:///v1", "http://key@localhost/v1"])
def test_an_address_of_another_kind_is_refused(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    _set(monkeypatch, {"RUNG_MODEL_SERVER_URL": url, "RUNG_MODEL_SERVER_MODEL": "n"})
    with pytest.raises(env.EnvironmentIncomplete, match="RUNG_MODEL_SERVER_URL is not like"):
        models.language_models(env.read())
