"""Language models that the environment names, as rung.providers.language takes them."""

from urllib.parse import urlsplit

from config import env
from rung.providers.language.places import BedrockSettings, Place, ServerSettings


def language_models(found: env.Environment) -> dict[str, Place]:
    """Return what each choice of a language model asks; a choice that is not set up is not there.

    Raises:
        EnvironmentIncomplete: half of one is named, or a value is not of its kind.
    """
    places: dict[str, Place] = {}
    if found.bedrock_model or found.bedrock_region or found.bedrock_guardrail:
        places["bedrock"] = _bedrock(found)
    if found.model_server_url or found.model_server_model or found.model_server_key:
        places["local_server"] = _server(found)
    return places


def _bedrock(found: env.Environment) -> BedrockSettings:
    if not (found.bedrock_model and found.bedrock_region):
        raise env.EnvironmentIncomplete("RUNG_BEDROCK_MODEL and RUNG_BEDROCK_REGION go together.")
    guardrail, _, version = found.bedrock_guardrail.rpartition(":")
    if found.bedrock_guardrail and not (guardrail and (version.isdecimal() or version == "DRAFT")):
        raise env.EnvironmentIncomplete("RUNG_BEDROCK_GUARDRAIL is not id:version, with a number or DRAFT as version.")
    return BedrockSettings(found.bedrock_model, found.bedrock_region, found.bedrock_guardrail)


def _server(found: env.Environment) -> ServerSettings:
    if not (found.model_server_url and found.model_server_model):
        raise env.EnvironmentIncomplete("RUNG_MODEL_SERVER_URL and RUNG_MODEL_SERVER_MODEL go together.")
    parts = urlsplit(found.model_server_url)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.username or parts.query:
        raise env.EnvironmentIncomplete("RUNG_MODEL_SERVER_URL is not like http://127.0.0.1:11434/v1.")
    return ServerSettings(
        found.model_server_url, found.model_server_model, found.model_server_key, found.is_model_server_public
    )
