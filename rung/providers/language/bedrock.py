"""Amazon Bedrock: one question to a model through Converse, and its typed answer.

What asks is imported by the first question: it costs two seconds and 74 MB,
which a web process never pays.
"""

from functools import partial

from rung.providers.language.asking import Ask, Reply
from rung.providers.language.places import BedrockSettings
from rung.providers.language.pricing import cost_of
from rung.providers.language.trying import Model, tried

# On the model (and its inference profile) and the guardrail; what this module calls, and all of it.
IAM_ACTIONS = ("bedrock:InvokeModel", "bedrock:ApplyGuardrail")


def ask[Out](where: BedrockSettings, ask: Ask[Out]) -> Reply[Out]:
    """Return a model's answer.

    Raises:
        NoAnswer: why there is none, and what was spent; no word of question or answer.
    """
    from rung.providers.language import conversing  # heavy: only a worker that asks

    model = Model(where.model, where.region, partial(cost_of, where.model))
    return tried(model, ask, partial(conversing.once, where, ask))
