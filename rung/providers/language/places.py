"""Where a language model is asked: plain settings, which a process fills from its environment."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class BedrockSettings:
    """A model on Amazon Bedrock; credentials are the process's own."""

    model: str  # a model id or an inference profile: us.amazon.nova-pro-v1:0
    region: str
    guardrail: str = ""  # id:version, empty for none


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """A server that speaks OpenAI's chat completions: Ollama, vLLM and others."""

    url: str  # up to and with its version: http://127.0.0.1:11434/v1
    model: str
    key: str = field(default="", repr=False)
    may_be_public: bool = False  # unless it is True, only loopback and private addresses are asked


type Place = BedrockSettings | ServerSettings
