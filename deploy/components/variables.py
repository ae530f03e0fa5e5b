"""What the containers are told: names that config/env.py declares, compared in a test."""

from troposphere import AWSHelperFn, Ref, Sub, ecs

from deploy import wires
from deploy.components.database import APPLICATION, NAME, OWNER
from deploy.components.database import PORT as DATABASE_PORT
from deploy.components.parameters import Parameters
from deploy.components.secrets import VALUE
from deploy.environment import Environment

PORT = 8000
PROCESSES = 2
MEMORY_FOLDER = "/tmp"  # noqa: S108 — a tmpfs of the task: memory, and nobody else's
MANAGED_KEY = "password"  # of the JSON object in which RDS keeps the owner's


def environment(env: Environment, parameters: Parameters) -> list[ecs.Environment]:
    """Return what every container is told in clear."""
    return _variables(
        {
            "DJANGO_SETTINGS_MODULE": "config.settings.prod",
            "DATABASE_URL": _database_url(env, APPLICATION),
            "RUNG_ALLOWED_HOSTS": env.domain,
            "RUNG_STORAGE_BUCKET": wires.RECORDS_BUCKET.entering(env),
            "RUNG_AUDIT_BUCKET": wires.ANCHOR_BUCKET.entering(env),
            "RUNG_KMS_KEY_ID": wires.RECORDS_KEY.entering(env),
            "RUNG_STATE_DIR": f"{MEMORY_FOLDER}/rung",
            "RUNG_VERSION": Ref(parameters.image),
            "RUNG_COMMIT": Ref(parameters.commit),
            "PORT": str(PORT),
            "WEB_CONCURRENCY": str(PROCESSES),
            "AWS_DEFAULT_REGION": Ref("AWS::Region"),
        }
    )


def of_worker(env: Environment) -> list[ecs.Environment]:
    """Return what the worker is told besides: where models and speech are asked."""
    models = {"RUNG_BEDROCK_MODEL": env.bedrock_model, "RUNG_BEDROCK_REGION": env.region}
    if env.bedrock_guardrail:
        models["RUNG_BEDROCK_GUARDRAIL"] = env.bedrock_guardrail
    speech: dict[str, AWSHelperFn | str] = {
        "RUNG_TRANSCRIBE_BUCKET": wires.SPEECH_BUCKET.entering(env),
        "RUNG_TRANSCRIBE_KMS_KEY_ID": wires.SPEECH_KEY.entering(env),
    }
    return _variables({**(models if env.asks_bedrock else {}), **(speech if env.asks_transcribe else {})})


def of_owner(env: Environment) -> list[ecs.Environment]:
    """Return what a migration is told besides."""
    return _variables({"RUNG_OWNER_DATABASE_URL": _database_url(env, OWNER)})


def secrets(env: Environment) -> list[ecs.Secret]:
    """Return what every container is told in secret."""
    return [
        _secret("RUNG_SECRET_KEY", wires.SIGNING_SECRET.entering(env), VALUE),
        _secret("RUNG_DATABASE_PASSWORD", wires.APPLICATION_SECRET.entering(env), VALUE),
    ]


def secrets_of_owner(env: Environment) -> list[ecs.Secret]:
    """Return what a migration is told in secret besides."""
    return [_secret("RUNG_OWNER_DATABASE_PASSWORD", wires.OWNER_SECRET.entering(env), MANAGED_KEY)]


def _database_url(env: Environment, role: str) -> Sub:
    """Return the URL without a password: that is a secret of its own."""
    return Sub(
        f"postgres://{role}@${{Host}}:{DATABASE_PORT}/{NAME}?sslmode=require", Host=wires.DATABASE_HOST.entering(env)
    )


def _secret(name: str, arn: AWSHelperFn, key: str) -> ecs.Secret:
    return ecs.Secret(Name=name, ValueFrom=Sub(f"${{Secret}}:{key}::", Secret=arn))


def _variables(values: dict[str, AWSHelperFn | str]) -> list[ecs.Environment]:
    return [ecs.Environment(Name=name, Value=value) for name, value in values.items()]
