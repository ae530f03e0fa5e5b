"""What an environment costs a month: counted from its templates, with prices of one day and assumptions."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from deploy.checks.reading import Stacks
from deploy.environment import Environment

PRICES = Path(__file__).parent / "prices.toml"
CPU_UNITS, MB = 1024, 1024


@dataclass(frozen=True, slots=True)
class Line:
    """One kind of thing: how many, and what all of them cost a month in USD."""

    what: str
    count: float
    usd: float


@dataclass(frozen=True, slots=True)
class Estimate:
    """The month."""

    read_on: date
    lines: tuple[Line, ...]
    assumed: Mapping[str, float]

    @property
    def usd(self) -> float:
        """The whole month in USD."""
        return sum(line.usd for line in self.lines)


def estimate(env: Environment, stacks: Stacks) -> Estimate:
    """Return what a month costs.

    Raises:
        KeyError: the table has no price for the database's class.
    """
    prices: dict[str, Any] = tomllib.loads(PRICES.read_text())
    hours = prices["hours_a_month"]
    lines = (
        *_running(env, prices, hours),
        *_counted(stacks, prices, hours * prices["hour"]["endpoint_in_a_zone"]),
        *_used(env, prices),
    )
    return Estimate(prices["read_on"], tuple(line for line in lines if line.usd), prices["assumed"])


def _running(env: Environment, prices: dict[str, Any], hours: int) -> list[Line]:
    hour, assumed = prices["hour"], prices["assumed"]
    task = hours * (env.cpu / CPU_UNITS * hour["fargate_vcpu"] + env.memory / MB * hour["fargate_gb"])
    web = env.web_desired + assumed["web_tasks_beyond_desired"]
    servers = 2 if env.is_multi_zone else 1
    front = hours * (hour["load_balancer"] + assumed["balancer_units"] * hour["load_balancer_unit"])
    return [
        Line("Web tasks", web, web * task),
        Line("Worker tasks", env.worker_desired, env.worker_desired * task),
        Line("Database servers", servers, servers * hours * prices["database_hour"][env.database_class]),
        Line("Database storage (GB)", env.database_gib, servers * env.database_gib * prices["month"]["database_gb"]),
        Line("Load balancer", 1, front),
    ]


def _counted(stacks: Stacks, prices: dict[str, Any], door: float) -> list[Line]:
    month, free = prices["month"], prices["free"]
    doors = [one for one in stacks.of("EC2::VPCEndpoint") if one.properties["VpcEndpointType"] == "Interface"]
    zones = sum(len(one.properties["SubnetIds"]) for one in doors)
    rules = sum(len(one.properties["Rules"]) for one in stacks.of("WAFv2::WebACL"))
    kinds = {
        "Keys": ("KMS::Key", "key"),
        "Secrets": ("SecretsManager::Secret", "secret"),
        "Firewall": ("WAFv2::WebACL", "firewall"),
        "Threat detection": ("GuardDuty::Detector", "detector"),
    }
    counted = [(what, len(stacks.of(kind)), month[price]) for what, (kind, price) in kinds.items()]
    watched = (("Alarms", "CloudWatch::Alarm", "alarm"), ("Dashboards", "CloudWatch::Dashboard", "dashboard"))
    for what, kind, price in watched:
        counted.append((f"{what} beyond those free", max(len(stacks.of(kind)) - free[f"{price}s"], 0), month[price]))
    # RDS keeps the owner's password in a secret of its own.
    owned = len(stacks.of("RDS::DBInstance"))
    return [
        Line("Private endpoints (each in a zone)", zones, zones * door),
        *(Line(what, count, count * price) for what, count, price in counted),
        Line("Secrets kept by RDS", owned, owned * month["secret"]),
        Line("Firewall rules", rules, rules * month["firewall_rule"]),
    ]


def _used(env: Environment, prices: dict[str, Any]) -> list[Line]:
    month, free, assumed = prices["month"], prices["free"], prices["assumed"]
    kept = env.database_gib * assumed["backup_share_of_storage"]
    logs = assumed["logs_gb"] + assumed["flow_logs_gb"]
    metrics = assumed["metrics"] + assumed["cluster_metrics"]
    copies = 2 if env.replica_region else 1
    amounts = {
        "Logs written beyond those free (GB)": (max(logs - free["logs_gb"], 0), "log_gb_written"),
        "Files (GB)": (assumed["files_gb"] * copies, "bucket_gb"),
        "Backups (GB)": (kept, "backup_gb"),
        "Metrics beyond those free": (max(metrics - free["metrics"], 0), "metric"),
        "Hosted zone": (1, "zone"),
    }
    return [Line(what, count, count * month[price]) for what, (count, price) in amounts.items()]
