"""Language models: which are set up, and what one run may spend on them."""

# What whoever runs Rung sets for each, told on the practice page.
LANGUAGE_MODELS_NEED = {
    "bedrock": "RUNG_BEDROCK_MODEL and RUNG_BEDROCK_REGION",
    "local_server": "RUNG_MODEL_SERVER_URL and RUNG_MODEL_SERVER_MODEL",
}

# Of one run. What goes beyond is not asked: the offline analysis is used, and says so.
LANGUAGE_MAX_CALLS = 12
LANGUAGE_MAX_MICRODOLLARS = 1_000_000  # one US dollar
LANGUAGE_MAX_TOKENS = 8_000  # of one answer
LANGUAGE_CALL_SECONDS = 90.0  # all tries of one question together
LANGUAGE_STAGE_SECONDS = 240.0  # a brief before a session is ready in five minutes

RULE_PACK_OF = "rung.clients.policies.rules.pack_of"  # named, not imported: rules stand a floor above accounts
