"""What differs between dev, staging and prod. Nobody else asks where it is."""

import tomllib
from dataclasses import dataclass, field, fields
from ipaddress import IPv4Network
from pathlib import Path

type Asked = tuple[tuple[bool, str], ...]  # what cannot be, and whether it is

FOLDER = Path(__file__).parent / "environments"
NAMES = ("dev", "staging", "prod")
SYSTEM = "rung"

# Fargate's sizes: CPU units → MB. https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-cpu-memory-error.html
FARGATE_SIZES = {
    256: range(512, 2049, 512),
    512: range(1024, 4097, 1024),
    1024: range(2048, 8193, 1024),
    2048: range(4096, 16385, 1024),
    4096: range(8192, 30721, 1024),
}
# Prefix lists of S3 behind a gateway endpoint; `aws ec2 describe-managed-prefix-lists` names others.
S3_PREFIX_LISTS = {
    "us-east-1": "pl-63a5400a",
    "us-east-2": "pl-7ba54012",
    "us-west-1": "pl-6ba54002",
    "us-west-2": "pl-68a54001",
}
MOST_BACKUP_DAYS = 35
ZONES_AT_LEAST = 2
NETWORK_BITS = 16


class EnvironmentRefused(Exception):
    """An environment's file names what does not exist, or what cannot be together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Environment:
    """One place where Rung runs; every field is written in environments/NAME.toml or has its default here."""

    name: str
    domain: str  # host name that is served
    hosted_zone: str  # Route 53 zone that holds the domain, for the certificate and the alias
    alerts_to: str  # mail address of who is on duty
    repository: str  # GitHub's owner/name, which may release here
    region: str = "us-east-1"
    network: str = "10.20.0.0/16"
    zones: int = ZONES_AT_LEAST
    cpu: int = 512  # units of a task; 1024 are one core
    memory: int = 1024  # MB of a task
    web_desired: int = 1
    worker_desired: int = 1
    most_tasks: int = 3  # of each service
    database_class: str = "db.t4g.micro"
    database_gib: int = 20
    is_multi_zone: bool = False  # a standby of the database in another zone
    backup_days: int = 7
    keep_data: bool = False  # what is deleted from a stack stays in the account
    endpoint_zones: int = 1  # zones with private endpoints; one more costs 7.30 USD a month and endpoint
    has_every_endpoint: bool = False  # also those that no code calls today
    replica_region: str = ""  # buckets named …-replica stand there before this is set
    copy_vault: str = ""  # ARN of a backup vault in another region
    asks_bedrock: bool = False  # models answer through Amazon Bedrock
    bedrock_model: str = ""  # model id or inference profile
    bedrock_model_arns: tuple[str, ...] = field(default=())  # those, and nothing else, may be invoked
    bedrock_guardrail: str = ""  # id:version of a guardrail that stands before the model
    asks_transcribe: bool = False  # speech is written down by Amazon Transcribe Medical
    budget_usd: int = 150  # a month

    def __post_init__(self) -> None:
        asked = (*_of_place(self), *_of_size(self), *_of_services(self), *_of_prod(self))
        wrong = [what for is_wrong, what in asked if is_wrong]
        if wrong:
            raise EnvironmentRefused(f"Environment {self.name} cannot be:\n" + "\n".join(f"  {line}" for line in wrong))

    @property
    def prefix(self) -> str:
        """How what has a name of its own is named in this account."""
        return f"{SYSTEM}-{self.name}"


def load(name: str, folder: Path = FOLDER) -> Environment:
    """Return an environment from its file.

    Raises:
        EnvironmentRefused: there is none of that name, a key is unknown or missing, or a combination is impossible.
    """
    path = folder / f"{name}.toml"
    if not path.is_file():
        known = ", ".join(sorted(found.stem for found in folder.glob("*.toml")))
        raise EnvironmentRefused(f"There is no environment {name!r}: use one of {known}.")
    return parse(name, path.read_text())


def parse(name: str, text: str) -> Environment:
    """Return the environment that a file's text says.

    Raises:
        EnvironmentRefused: naming every key that is unknown, missing or of the wrong type.
    """
    try:
        written: dict[str, object] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as broken:
        raise EnvironmentRefused(f"environments/{name}.toml is not TOML.") from broken
    types = {found.name: found.type for found in fields(Environment) if found.name != "name"}
    needed = {"domain", "hosted_zone", "alerts_to", "repository"}
    wrong = [f"{key}: unknown; known are {', '.join(sorted(types))}" for key in written if key not in types]
    wrong += [f"{key}: missing" for key in sorted(needed - set(written))]
    values = {key: tuple(value) if isinstance(value, list) else value for key, value in written.items()}
    wrong += [
        f"{key}: is {value!r}, and must be {_said(types[key])}"
        for key, value in values.items()
        if key in types and not _fits(value, types[key])
    ]
    if wrong:
        raise EnvironmentRefused(
            f"environments/{name}.toml cannot be read:\n" + "\n".join(f"  {line}" for line in wrong)
        )
    return Environment(name=name, **values)  # type: ignore[arg-type]  # every value was compared with its field above


def _fits(value: object, kind: object) -> bool:
    if isinstance(value, tuple):
        return kind == tuple[str, ...] and all(isinstance(item, str) for item in value)
    return type(value) is kind


def _said(kind: object) -> str:
    return {str: "text", int: "a whole number", bool: "true or false"}.get(kind, "a list of texts")  # type: ignore[call-overload, no-any-return]  # a field's type may be anything


def _of_place(env: Environment) -> Asked:
    network = IPv4Network(env.network)
    is_ours = network.prefixlen == NETWORK_BITS and network.is_private
    return (
        (env.region not in S3_PREFIX_LISTS, f"region {env.region}: known are {', '.join(S3_PREFIX_LISTS)}"),
        (not is_ours, f"network {env.network}: a private /16 is cut into subnets"),
        (env.zones < ZONES_AT_LEAST, f"zones {env.zones}: a load balancer and a database need {ZONES_AT_LEAST}"),
        (not 1 <= env.endpoint_zones <= env.zones, f"endpoint_zones {env.endpoint_zones}: from 1 to zones"),
        (env.replica_region == env.region, f"replica_region {env.replica_region}: must be another region"),
        ("@" not in env.alerts_to, f"alerts_to {env.alerts_to!r}: must be a mail address"),
        (env.repository.count("/") != 1, f"repository {env.repository!r}: must be owner/name"),
    )


def _of_size(env: Environment) -> Asked:
    most = env.most_tasks
    fits = env.memory in FARGATE_SIZES.get(env.cpu, ())
    return (
        (not fits, f"cpu {env.cpu} with memory {env.memory}: Fargate has no such task"),
        (not 0 <= env.web_desired <= most, f"web_desired {env.web_desired}: at most most_tasks, {most}"),
        (not 0 <= env.worker_desired <= most, f"worker_desired {env.worker_desired}: at most most_tasks, {most}"),
        (not 1 <= env.backup_days <= MOST_BACKUP_DAYS, f"backup_days {env.backup_days}: from 1 to {MOST_BACKUP_DAYS}"),
    )


def _of_services(env: Environment) -> Asked:
    is_named = bool(env.bedrock_model and env.bedrock_model_arns)
    guardrail = env.bedrock_guardrail
    return (
        (env.asks_bedrock and not is_named, "asks_bedrock: name bedrock_model and bedrock_model_arns"),
        (guardrail.count(":") != bool(guardrail), f"bedrock_guardrail {guardrail!r}: must be id:version"),
        (any("*" in arn for arn in env.bedrock_model_arns), "bedrock_model_arns: name each model; no *"),
    )


def _of_prod(env: Environment) -> Asked:
    if env.name != "prod":
        return ()
    return (
        (not env.keep_data, "prod without keep_data: records must outlive the stack"),
        (not env.is_multi_zone, "prod without is_multi_zone: one zone would stop care"),
        (env.web_desired < ZONES_AT_LEAST, "prod with one web task: two or more"),
        (not env.replica_region, "prod without replica_region: recordings must outlive a region"),
    )
