"""What an auditor asks of everything that keeps data: database, buckets, secrets, keys, logs."""

from deploy.checks.demands import at, equal, given, least, must, switched
from deploy.checks.following import listed, references, statements, walk
from deploy.checks.reading import Resource, Stacks
from deploy.checks.rules import Broken, Rule

AT_REST, INTEGRITY, BACKUP, RECORDED = "164.312(a)(2)(iv)", "164.312(c)(1)", "164.308(a)(7)(ii)(A)", "164.312(b)"
DATABASE, BUCKET = "RDS::DBInstance", "S3::Bucket"
STATEFUL = (
    DATABASE, BUCKET, "KMS::Key", "Logs::LogGroup", "SecretsManager::Secret", "Cognito::UserPool", "ECR::Repository",
    "Backup::BackupVault",
)  # fmt: skip
FLAGS = ("BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets")


def _sealed(database: Resource) -> bool:
    return at(database, "StorageEncrypted") is True and bool(at(database, "KmsKeyId"))


def _exports_logs(database: Resource) -> bool:
    return {"postgresql", "upgrade"} <= set(at(database, "EnableCloudwatchLogsExports") or [])


def _forces_tls(parameters: Resource) -> bool:
    return bool(parameters.properties["Parameters"].get("rds.force_ssl") == "1")


def _sealed_with_ours(bucket: Resource) -> bool:
    rules = at(bucket, "BucketEncryption.ServerSideEncryptionConfiguration") or [{}]
    return bool(rules[0].get("ServerSideEncryptionByDefault", {}).get("SSEAlgorithm") == "aws:kms")


def _private(bucket: Resource) -> bool:
    flags = bucket.properties.get("PublicAccessBlockConfiguration", {})
    return all(flags.get(name) is True for name in FLAGS)


def _tls_only(stacks: Stacks) -> Broken:
    safe: set[str] = set()
    for policy in stacks.of("S3::BucketPolicy"):
        for statement in statements(policy):
            denied = statement["Effect"] == "Deny" and statement.get("Condition") == {
                "Bool": {"aws:SecureTransport": "false"}
            }
            if denied and statement["Principal"] == "*" and len(listed(statement["Resource"])) > 1:
                safe |= references(policy.properties["Bucket"])
    for bucket in stacks.of(BUCKET):
        if bucket.name not in safe:
            yield bucket, "may be read without TLS"


def _in_backup(stacks: Stacks) -> Broken:
    named = {name for one in stacks.of("Backup::BackupSelection") for name in references(one.properties)}
    for database in stacks.of(DATABASE):
        if database.name not in named:
            yield database, "no backup selection names it"


def _rotated(stacks: Stacks) -> Broken:
    rotated = {
        name for one in stacks.of("SecretsManager::RotationSchedule") for name in references(one.properties["SecretId"])
    }
    for secret in stacks.of("SecretsManager::Secret"):
        if secret.name not in rotated:
            yield secret, "has no schedule of rotation"


def _kept(stacks: Stacks) -> Broken:
    for resource in stacks.of(*STATEFUL):
        if not {"DeletionPolicy", "UpdateReplacePolicy"} <= set(resource.whole):
            yield resource, "does not say what becomes of it: DeletionPolicy and UpdateReplacePolicy"


def _stays(stacks: Stacks) -> Broken:
    for resource in stacks.of(*STATEFUL):
        policies = {resource.whole.get("DeletionPolicy"), resource.whole.get("UpdateReplacePolicy")}
        if policies - {"Retain", "Snapshot"}:
            yield resource, "goes with its stack"


def _password_managed(database: Resource) -> bool:
    return (
        database.properties.get("ManageMasterUserPassword") is True and "MasterUserPassword" not in database.properties
    )


def _no_plain_secret(stacks: Stacks) -> Broken:
    for resource in stacks.resources:
        for item in walk(resource.properties):
            if isinstance(item, dict) and {"SecretString", "MasterUserPassword"} & set(item):
                yield resource, "has a secret in the template"


RULES = (
    Rule(
        "database_sealed",
        (AT_REST,),
        "The database is encrypted with our key",
        must(DATABASE, "is not sealed", _sealed),
    ),
    Rule(
        "database_private",
        ("164.312(a)(1)",),
        "The database says that it is not public",
        switched(DATABASE, "PubliclyAccessible", "may be public", on=False),
    ),
    Rule(
        "database_standby",
        ("164.308(a)(7)(i)",),
        "The database has a standby in another zone",
        switched(DATABASE, "MultiAZ", "has no standby"),
    ),
    Rule(
        "database_protected",
        ("164.308(a)(7)(i)",),
        "The database cannot be deleted by mistake",
        switched(DATABASE, "DeletionProtection", "can be deleted"),
    ),
    Rule(
        "database_backups",
        (BACKUP,),
        "The database is backed up for 35 days",
        least(DATABASE, "BackupRetentionPeriod", 35, "is backed up for less than 35 days"),
    ),
    Rule(
        "database_monitored",
        (RECORDED,),
        "The database's machine is monitored",
        least(DATABASE, "MonitoringInterval", 1, "is not monitored"),
    ),
    Rule(
        "database_logs",
        (RECORDED,),
        "Both of the database's logs are exported",
        must(DATABASE, "does not export its logs", _exports_logs),
    ),
    Rule(
        "database_patched",
        ("164.308(a)(5)(ii)(A)",),
        "Minor versions of the database are installed",
        switched(DATABASE, "AutoMinorVersionUpgrade", "is not patched"),
    ),
    Rule(
        "database_password",
        ("164.308(a)(4)(ii)(B)",),
        "The owner's password is kept and rotated by RDS",
        must(DATABASE, "has a password of its own", _password_managed),
    ),
    Rule("database_in_backup", (BACKUP,), "A backup selection names the database", _in_backup),
    Rule(
        "database_tls",
        ("164.312(e)(2)(ii)",),
        "The database refuses connections without TLS",
        must("RDS::DBParameterGroup", "lets connections without TLS in", _forces_tls),
    ),
    Rule(
        "private_bucket",
        ("164.312(a)(1)",),
        "Every bucket blocks public access in all four ways",
        must(BUCKET, "may be made public", _private),
    ),
    Rule(
        "bucket_log",
        (RECORDED,),
        "Every bucket logs who asks",
        given(BUCKET, "LoggingConfiguration.DestinationBucketName", "does not log"),
    ),
    Rule(
        "bucket_versions",
        (INTEGRITY,),
        "Every bucket keeps versions",
        equal(BUCKET, "VersioningConfiguration.Status", "Enabled", "keeps no versions"),
    ),
    Rule(
        "kms_bucket",
        (AT_REST,),
        "Every bucket is sealed with our key",
        must(BUCKET, "is not sealed with our key", _sealed_with_ours),
    ),
    Rule(
        "bucket_replica",
        (BACKUP,),
        "Every bucket is copied to another region",
        must(BUCKET, "is in one region alone", lambda r: at(r, "ReplicationConfiguration")),
    ),
    Rule("tls_bucket", ("164.312(e)(2)(ii)",), "Every bucket refuses requests without TLS", _tls_only),
    Rule(
        "sealed_secret",
        (AT_REST,),
        "Every secret is sealed with our key",
        given("SecretsManager::Secret", "KmsKeyId", "is not sealed with our key"),
    ),
    Rule("rotated_secret", ("164.308(a)(4)(ii)(B)",), "Every secret has a schedule of rotation", _rotated),
    Rule("plain_secret", ("164.312(d)",), "No secret stands in a template", _no_plain_secret),
    Rule(
        "rotated_key",
        (AT_REST,),
        "Every key is rotated",
        switched("KMS::Key", "EnableKeyRotation", "is not rotated"),
    ),
    Rule(
        "sealed_log",
        (AT_REST,),
        "Every log group is sealed with our key",
        given("Logs::LogGroup", "KmsKeyId", "is not sealed"),
    ),
    Rule(
        "kept_log",
        (RECORDED,),
        "Every log group keeps a year",
        least("Logs::LogGroup", "RetentionInDays", 365, "keeps less than a year"),
    ),
    Rule("says_what_stays", ("164.308(a)(7)(i)",), "Everything with data says what becomes of it", _kept),
    Rule("data_stays", ("164.308(a)(7)(i)",), "Data outlives its stack", _stays),
)
