"""What each role may do: what the code calls, on what it calls it on, and nothing besides."""

from dataclasses import dataclass

from awacs import aws, bedrock, s3, transcribe
from troposphere import AWSHelperFn, Ref, Sub, iam

from deploy.arns import arn
from deploy.components.database import Database
from deploy.components.keys import Keys
from deploy.components.registry import Registry
from deploy.components.roles import Roles
from deploy.components.secrets import Secrets
from deploy.components.speech import Speech
from deploy.components.storage import Storage
from deploy.environment import Environment
from deploy.policies import allow, managed
from deploy.taskpolicies import (
    keep_anchors,
    keep_files,
    pull_image,
    read_secrets,
    use_key_of_bucket,
    wrap_data_keys,
    write_logs,
)


@dataclass(frozen=True, slots=True)
class Permissions:
    """One policy a role, and one for what all tasks share."""

    execution: iam.ManagedPolicy
    migration_execution: iam.ManagedPolicy
    records: iam.ManagedPolicy
    anchors: iam.ManagedPolicy
    outside: tuple[iam.ManagedPolicy, ...]


@dataclass(frozen=True, slots=True)
class Touched:
    """What roles are allowed to touch."""

    keys: Keys
    storage: Storage
    secrets: Secrets
    database: Database
    registry: Registry
    speech: Speech | None


def build_permissions(env: Environment, *, roles: Roles, touched: Touched) -> Permissions:
    """Allow each role what its tasks do: only the worker asks models and has speech written down."""
    keys, storage = touched.keys, touched.storage
    to_sealed = use_key_of_bucket("SealBuckets", keys.storage.key.get_att("Arn"))
    files = keep_files(storage.records.bucket.get_att("Arn"))
    anchors = keep_anchors(storage.anchor.bucket.get_att("Arn"))
    wrap = wrap_data_keys(keys.records.key.get_att("Arn"))
    outside = (_outside(env, roles, touched.speech),) if env.asks_bedrock or touched.speech else ()
    return Permissions(
        execution=_starting(env, "Execution", roles.execution, touched),
        migration_execution=_starting(env, "MigrationExecution", roles.migration_execution, touched),
        records=managed("RecordsPolicy", "Keys and files of records", roles.of_tasks, wrap, *files, to_sealed),
        anchors=managed("AnchorPolicy", "Checkpoints", [roles.worker, roles.migration], *anchors),
        outside=outside,
    )


def _starting(env: Environment, kind: str, role: iam.Role, touched: Touched) -> iam.ManagedPolicy:
    """Pull the image, write logs and read secrets; the owner's password is for migrations alone."""
    secrets = touched.secrets
    readable: list[AWSHelperFn] = [Ref(secrets.signing), Ref(secrets.application)]
    names = ["web", "worker"]
    if kind == "MigrationExecution":
        readable.append(touched.database.owner_secret)
        names = ["migrate"]
    return managed(
        f"{kind}Policy",
        f"What starting needs: {', '.join(names)}",
        [role],
        *pull_image(touched.registry.repository.get_att("Arn")),
        write_logs(*(arn("logs", f"log-group:/{env.prefix}/{name}:*") for name in names)),
        *read_secrets(touched.keys.secrets.key.get_att("Arn"), *readable),
    )


def _outside(env: Environment, roles: Roles, speech: Speech | None) -> iam.ManagedPolicy:
    statements: list[aws.Statement] = []
    if env.asks_bedrock:
        ask = [bedrock.InvokeModel]
        statements.append(allow("AskNamedModels", ask, *env.bedrock_model_arns))
    if env.bedrock_guardrail:
        named = env.bedrock_guardrail.partition(":")[0]
        statements.append(allow("PassGuardrail", [bedrock.ApplyGuardrail], arn("bedrock", f"guardrail/{named}")))
    if speech:
        statements += _speech(speech)
    return managed("OutsidePolicy", "Models and speech, for the worker alone", [roles.worker], *statements)


def _speech(speech: Speech) -> list[aws.Statement]:
    jobs = [
        transcribe.DeleteMedicalTranscriptionJob,
        transcribe.GetMedicalTranscriptionJob,
        transcribe.StartMedicalTranscriptionJob,
    ]
    objects = [s3.DeleteObject, s3.GetObject, s3.PutObject]
    within = Sub("${Bucket}/*", Bucket=speech.kept.bucket.get_att("Arn"))
    return [
        allow("WriteDownSpeech", jobs, arn("transcribe", "medical-transcription-job/*")),
        allow("LendRecordings", objects, within),
        use_key_of_bucket("SealSpeech", speech.key.key.get_att("Arn")),
    ]
