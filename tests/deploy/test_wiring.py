"""Every wire is checked, and each check catches the fault that it is for."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from deploy.checks.catalogue import AUDIT, WIRING, check
from deploy.checks.reading import Stacks
from deploy.checks.rules import findings
from deploy.environment import NAMES, load
from tests.deploy.conftest import templates
from tests.deploy.planting import Plant, add, container, drop, properties, put, remove


def _more(task: str, kind: str, item: dict[str, Any]) -> Plant:
    def plant(found: Any) -> None:
        properties(found, task)["ContainerDefinitions"][0][kind].append(item)

    return plant


def _fewer(task: str, kind: str, name: str) -> Plant:
    def plant(found: Any) -> None:
        one = properties(found, task)["ContainerDefinitions"][0]
        one[kind] = [item for item in one[kind] if item["Name"] != name]

    return plant


def _unpublish(found: Any) -> None:
    statement = properties(found, "AlertsTopicPolicy")["PolicyDocument"]["Statement"][0]
    statement["Principal"]["Service"].remove("cloudwatch.amazonaws.com")


def _unseal(found: Any) -> None:
    for statement in properties(found, "AlertsKey")["KeyPolicy"]["Statement"]:
        statement["Principal"].pop("Service", None)


def _unexport(found: Any) -> None:
    del found["foundation"]["Outputs"]["CertificateArn"]


def _whole_secret(found: Any) -> None:
    secret = properties(found, "WebTask")["ContainerDefinitions"][0]["Secrets"][0]
    secret["ValueFrom"]["Fn::Sub"][0] = "${Secret}"


def _other_key(found: Any) -> None:
    secret = properties(found, "WebTask")["ContainerDefinitions"][0]["Secrets"][0]
    secret["ValueFrom"]["Fn::Sub"][0] = "${Secret}:password::"


def _other_port_in_url(found: Any) -> None:
    for pair in properties(found, "WorkerTask")["ContainerDefinitions"][0]["Environment"]:
        if pair["Name"] == "DATABASE_URL":
            pair["Value"]["Fn::Sub"][0] = pair["Value"]["Fn::Sub"][0].replace("5432", "3306")


def _other_port(found: Any) -> None:
    for pair in properties(found, "WebTask")["ContainerDefinitions"][0]["Environment"]:
        if pair["Name"] == "PORT":
            pair["Value"] = "9000"


OWNER = {"Name": "RUNG_OWNER_DATABASE_URL", "Value": {"Fn::Sub": ["postgres://x:5432/y", {}]}}
STRAY = {"Fn::ImportValue": "rung-prod-Elsewhere"}
FAULTS: list[tuple[str, Plant]] = [
    ("serving_port", container("WebTask", "PortMappings", 0, "ContainerPort", value=8080)),
    ("serving_port", put("WebTargets", "Port", value=80)),
    ("serving_port", put("WebFromBalancer", "ToPort", value=80)),
    ("serving_port", put("BalancerGroup", "SecurityGroupEgress", 0, "ToPort", value=80)),
    ("serving_port", put("WebService", "LoadBalancers", 0, "ContainerPort", value=80)),
    ("serving_port", _other_port),
    ("database_port", put("Database", "Port", value="5433")),
    ("database_port", put("DatabaseFromWorker", "ToPort", value=3306)),
    ("database_port", put("WebGroup", "SecurityGroupEgress", 0, "ToPort", value=3306)),
    ("database_port", _other_port_in_url),
    ("health_path", put("WebTargets", "HealthCheckPath", value="/healthy")),
    ("health_path", container("WebTask", "HealthCheck", "Command", value=["CMD", "true"])),
    ("import", _unexport),
    ("import", put("Balancer", "Subnets", value=STRAY)),
    ("private_door", remove("KmsEndpoint")),
    ("private_door", remove("EcrDkrEndpoint")),
    ("private_door", remove("S3Endpoint")),
    ("secret_key", _whole_secret),
    ("secret_key", _other_key),
    ("publisher", _unpublish),
    ("publisher", _unseal),
    ("alarm_topic", put("WebCpuAlarm", "AlarmActions", value=[STRAY])),
    ("alarm_dimension", put("WebCpuAlarm", "Dimensions", 0, "Value", value="another")),
    ("alarm_dimension", put("DatabaseCpuAlarm", "Dimensions", 0, "Value", value="another")),
    ("alarm_dimension", put("WebService", "ServiceName", value="site")),
    ("metric", remove("QueueAgeFilter")),
    ("metric", remove("QueueWaitingFilter")),
    ("log_group", put("WebLogGroup", "LogGroupName", value="/elsewhere")),
    ("variable", _more("WebTask", "Environment", {"Name": "RUNG_BUCKET", "Value": "x"})),
    ("variable", _fewer("WorkerTask", "Environment", "RUNG_AUDIT_BUCKET")),
    ("variable", _fewer("WorkerTask", "Secrets", "RUNG_SECRET_KEY")),
    ("variable", _more("WebTask", "Environment", {"Name": "PORT", "Value": "8000"})),
    ("variable", _fewer("WebTask", "Environment", "RUNG_KMS_KEY_ID")),
    ("owner", _more("WorkerTask", "Environment", OWNER)),
]


@pytest.mark.parametrize("name", NAMES)
def test_every_environment_keeps_the_rules(name: str) -> None:
    assert [str(found) for found in check(load(name), Stacks(templates(name)))] == []


@pytest.mark.parametrize(("rule", "plant"), FAULTS, ids=[f"{rule}-{n}" for n, (rule, _) in enumerate(FAULTS)])
def test_a_planted_fault_is_caught(rule: str, plant: Plant, planted: Callable[[Plant], Stacks]) -> None:
    assert rule in {found.rule for found in findings(WIRING, planted(plant))}


def test_every_rule_has_a_fault_that_it_catches() -> None:
    assert {rule.name for rule in WIRING} == {rule for rule, _ in FAULTS}


def test_names_of_rules_are_their_own() -> None:
    names = [rule.name for rule in (*WIRING, *AUDIT)]
    assert len(names) == len(set(names))


def test_a_plant_leaves_the_templates_as_they_were() -> None:
    before = deepcopy(templates("prod"))
    copy = deepcopy(before)
    add("foundation", "Stray", "S3::Bucket")(copy)
    drop("Database", "Port")(copy)
    assert templates("prod") == before != copy
