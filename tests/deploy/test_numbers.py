"""The numbers of the deployment guide, and those that the application and the stacks must agree on."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from config import env as application
from config import variables
from config.settings.parts import database as databases
from config.settings.parts.tasks import PROCRASTINATE_WORKER_DEFAULTS
from deploy.checks.following import containers
from deploy.checks.reading import Stacks
from deploy.components import balancer, cluster, metrics, service
from deploy.components.counted import COUNTED
from deploy.components.database import APPLICATION
from deploy.components.identity import CALLBACK
from deploy.components.variables import MEMORY_FOLDER
from deploy.environment import load
from tests.deploy.conftest import templates
from tests.deploy.planting import properties

PASSWORD = "a/password@of its:own"


def _gunicorn(name: str) -> int:
    text = (application.ROOT / "config" / "gunicorn.py").read_text()
    return int(next(line for line in text.splitlines() if line.startswith(f"{name} = ")).partition(" = ")[2].split()[0])


@pytest.mark.parametrize(
    ("name", "size", "counts"), [("dev", ("512", "1024"), (1, 3)), ("prod", ("1024", "2048"), (2, 10))]
)
def test_tasks_have_the_promised_size_and_number(name: str, size: tuple[str, str], counts: tuple[int, int]) -> None:
    stacks = Stacks(templates(name))
    assert {(task.properties["Cpu"], task.properties["Memory"]) for task in stacks.of("ECS::TaskDefinition")} == {size}
    web = properties(templates(name), "WebServiceScale")
    assert (web["MinCapacity"], web["MaxCapacity"]) == counts


def test_web_scales_at_seventy_and_eighty_percent(prod: Stacks) -> None:
    policies = {
        one.name: one.properties["TargetTrackingScalingPolicyConfiguration"]
        for one in prod.of("ApplicationAutoScaling::ScalingPolicy")
    }
    assert policies["WebByCpu"]["TargetValue"] == 70
    assert policies["WebByMemory"]["TargetValue"] == 80
    assert policies["WorkerByQueue"]["CustomizedMetricSpecification"]["MetricName"] == "QueueWaiting"


def test_alarms_ring_at_the_promised_values(prod: Stacks) -> None:
    alarms = {one.name: one.properties for one in prod.of("CloudWatch::Alarm")}
    assert (alarms["WebCpuAlarm"]["Threshold"], alarms["WebMemoryAlarm"]["Threshold"]) == (80, 85)
    unhealthy = alarms["UnhealthyTargetsAlarm"]
    assert (unhealthy["Threshold"], unhealthy["ComparisonOperator"]) == (1, "GreaterThanOrEqualToThreshold")
    assert len(alarms) >= 15


def test_containers_run_as_promised(prod: Stacks) -> None:
    for _, one in containers(prod):
        told = {pair["Name"]: pair["Value"] for pair in one["Environment"]}
        assert (told["PORT"], told["WEB_CONCURRENCY"]) == ("8000", "2")
        (memory,) = one["LinuxParameters"]["Tmpfs"]
        assert memory["ContainerPath"] == MEMORY_FOLDER
        assert told["RUNG_STATE_DIR"].startswith(f"{MEMORY_FOLDER}/")
    check = properties(templates("prod"), "WebTask")["ContainerDefinitions"][0]["HealthCheck"]
    assert (check["Interval"], check["StartPeriod"]) == (30, 10)


def test_every_task_runs_the_one_image(prod: Stacks) -> None:
    assert [one["Image"] for _, one in containers(prod)] == [{"Ref": "Image"}] * 3


def test_a_connection_outlives_the_load_balancers_patience() -> None:
    assert _gunicorn("keepalive") > balancer.IDLE_SECONDS


def test_a_task_has_time_to_end_what_it_began() -> None:
    assert 30 <= balancer.DRAIN_SECONDS <= 60
    assert _gunicorn("graceful_timeout") < balancer.DRAIN_SECONDS < service.WEB_STOP_SECONDS
    grace = PROCRASTINATE_WORKER_DEFAULTS["shutdown_graceful_timeout"]
    assert isinstance(grace, float)
    assert grace < service.WORKER_STOP_SECONDS <= 120


def test_the_health_path_answers_whatever_host_is_asked(client: Client) -> None:
    assert client.get(balancer.HEALTH, HTTP_HOST="10.40.64.7:8000").status_code == 200


def test_the_pool_sends_people_back_to_where_they_are_awaited() -> None:
    assert reverse("outside-back") == CALLBACK


def test_web_and_worker_sign_in_as_the_role_that_owns_nothing() -> None:
    assert databases.APP_ROLE == APPLICATION


def test_the_application_starts_with_what_its_task_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in variables.VARIABLES:
        monkeypatch.delenv(variable.name, raising=False)
    for pair in _told("MigrateTask"):
        monkeypatch.setenv(*pair)
    found = application.read_for_production()
    both = databases.from_urls(found.database_url, found.owner_database_url, is_production=True)
    for one in both.values():
        assert {"HOST": "host.example", "PASSWORD": PASSWORD}.items() <= one.items()
    assert found.allowed_hosts == ("rung.example.org",)


def _told(task: str) -> list[tuple[str, str]]:
    """Return what a container would find in its environment, its references made up."""
    one = properties(templates("prod"), task)["ContainerDefinitions"][0]
    clear = [(pair["Name"], _made_up(pair["Value"])) for pair in one["Environment"]]
    signing = "".join(chr(97 + number % 26) for number in range(60))
    secret = [(pair["Name"], signing if pair["Name"] == "RUNG_SECRET_KEY" else PASSWORD) for pair in one["Secrets"]]
    return [*clear, *secret]


def _made_up(value: Any) -> str:
    match value:
        case str():
            return value
        case {"Fn::Sub": [str(text), _]}:
            return text.replace("${Host}", "host.example")
        case _:
            return "made-up"


def test_metrics_read_the_lines_that_the_code_writes() -> None:
    sources = [path.read_text() for folder in ("rung", "config") for path in (application.ROOT / folder).rglob("*.py")]
    for counted in COUNTED:
        said = counted.pattern.partition('"')[2].rpartition('"')[0]
        assert any(f'"{said}"' in text for text in sources), f"No line of the code says {said!r}."


def test_each_kind_of_task_has_its_log(prod: Stacks) -> None:
    assert {one["Name"] for _, one in containers(prod)} == set(cluster.KINDS)
    assert metrics.namespace(load("prod")) == "Rung/prod"
