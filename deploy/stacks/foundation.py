"""The foundation: what outlives every release, and what a release may not touch."""

from dataclasses import dataclass

from troposphere import Output, Ref

from deploy import wires
from deploy.components.alerts import Alerts, build_alerts
from deploy.components.backup import Backup, build_backup
from deploy.components.budget import Budget, build_budget
from deploy.components.certificate import Certificate, build_certificate
from deploy.components.database import Database, build_database
from deploy.components.endpoints import Endpoints, build_endpoints
from deploy.components.identity import Identity, build_identity
from deploy.components.keys import Keys, build_keys
from deploy.components.network import Network, build_network, subnet_ids
from deploy.components.permissions import Permissions, Touched, build_permissions
from deploy.components.registry import build_registry
from deploy.components.releasing import Released, Releasing, build_releasing
from deploy.components.roles import Roles, build_roles
from deploy.components.secrets import Secrets, build_secrets
from deploy.components.speech import Speech, build_speech
from deploy.components.storage import Storage, build_storage
from deploy.components.trail import Trail, build_trail
from deploy.environment import Environment

NAME = "foundation"
DESCRIPTION = "Rung: network, keys, database, storage and who may do what. Outlives every release."


@dataclass(frozen=True, slots=True)
class Ground:
    """What everything else stands on."""

    roles: Roles
    keys: Keys
    network: Network
    endpoints: Endpoints
    alerts: Alerts
    storage: Storage


@dataclass(frozen=True, slots=True)
class Foundation:
    """Everything with a life of its own."""

    ground: Ground
    touched: Touched
    identity: Identity
    certificate: Certificate
    trail: Trail
    backup: Backup
    budget: Budget
    permissions: Permissions
    releasing: Releasing
    outputs: tuple[Output, ...]


def build(env: Environment) -> Foundation:
    """Build the foundation of an environment."""
    ground = _ground(env)
    keys, storage, alerts = ground.keys, ground.storage, ground.alerts
    touched = Touched(
        keys=keys,
        storage=storage,
        secrets=build_secrets(env, keys=keys),
        database=build_database(env, network=ground.network, keys=keys),
        registry=build_registry(env, keys=keys),
        speech=build_speech(env, storage=storage) if env.asks_transcribe else None,
    )
    certificate = build_certificate(env)
    released = Released(ground.roles, touched.registry, storage.ledger, keys)
    return Foundation(
        ground=ground,
        touched=touched,
        identity=build_identity(env),
        certificate=certificate,
        trail=build_trail(env, keys=keys, storage=storage, alerts=alerts),
        backup=build_backup(env, keys=keys, database=touched.database),
        budget=build_budget(env, alerts=alerts),
        permissions=build_permissions(env, roles=ground.roles, touched=touched),
        releasing=build_releasing(env, released=released),
        outputs=_outputs(env, ground, touched, certificate),
    )


def _ground(env: Environment) -> Ground:
    roles = build_roles(env)
    keys = build_keys(env, roles=roles)
    network = build_network(env, keys=keys)
    return Ground(
        roles=roles,
        keys=keys,
        network=network,
        endpoints=build_endpoints(env, network=network),
        alerts=build_alerts(env, keys=keys),
        storage=build_storage(env, keys=keys),
    )


def _outputs(env: Environment, ground: Ground, touched: Touched, certificate: Certificate) -> tuple[Output, ...]:
    return (
        *_outputs_of_places(env, ground.network, ground.endpoints, touched.database),
        *_outputs_of_things(env, ground.keys, ground.storage, touched.secrets, touched.database),
        *_outputs_of_roles(env, ground.roles),
        wires.ALERTS_TOPIC.leaving(env, Ref(ground.alerts.topic)),
        wires.CERTIFICATE.leaving(env, Ref(certificate.certificate)),
        *_outputs_of_speech(env, touched.speech),
    )


def _outputs_of_places(
    env: Environment, network: Network, endpoints: Endpoints, database: Database
) -> tuple[Output, ...]:
    return (
        wires.VPC.leaving(env, Ref(network.vpc)),
        wires.PUBLIC_SUBNETS.leaving(env, [*subnet_ids(network.public)]),
        wires.PRIVATE_SUBNETS.leaving(env, [*subnet_ids(network.private)]),
        wires.ENDPOINT_GROUP.leaving(env, Ref(endpoints.group)),
        wires.DATABASE_GROUP.leaving(env, Ref(database.around.group)),
        wires.DATABASE_HOST.leaving(env, database.server.get_att("Endpoint.Address")),
        wires.DATABASE_ID.leaving(env, Ref(database.server)),
    )


def _outputs_of_things(
    env: Environment, keys: Keys, storage: Storage, secrets: Secrets, database: Database
) -> tuple[Output, ...]:
    return (
        wires.RECORDS_KEY.leaving(env, keys.records.key.get_att("Arn")),
        wires.LOGS_KEY.leaving(env, keys.logs.key.get_att("Arn")),
        wires.RECORDS_BUCKET.leaving(env, Ref(storage.records.bucket)),
        wires.ANCHOR_BUCKET.leaving(env, Ref(storage.anchor.bucket)),
        wires.ACCESS_LOGS_BUCKET.leaving(env, Ref(storage.logs.bucket)),
        Output("LedgerBucketName", Description="The release's lock and history", Value=Ref(storage.ledger.bucket)),
        wires.OWNER_SECRET.leaving(env, database.owner_secret),
        wires.APPLICATION_SECRET.leaving(env, Ref(secrets.application)),
        wires.SIGNING_SECRET.leaving(env, Ref(secrets.signing)),
    )


def _outputs_of_roles(env: Environment, roles: Roles) -> tuple[Output, ...]:
    ends = {
        wires.EXECUTION_ROLE: roles.execution,
        wires.MIGRATION_EXECUTION_ROLE: roles.migration_execution,
        wires.WEB_ROLE: roles.web,
        wires.WORKER_ROLE: roles.worker,
        wires.MIGRATION_ROLE: roles.migration,
    }
    return tuple(wire.leaving(env, role.get_att("Arn")) for wire, role in ends.items())


def _outputs_of_speech(env: Environment, speech: Speech | None) -> tuple[Output, ...]:
    if speech is None:
        return ()
    return (
        wires.SPEECH_BUCKET.leaving(env, Ref(speech.kept.bucket)),
        wires.SPEECH_KEY.leaving(env, speech.key.key.get_att("Arn")),
    )
