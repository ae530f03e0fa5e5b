"""Whether everything that serves or asks means the same port and the same address."""

import re

from deploy.checks.following import containers, references
from deploy.checks.reading import Resource, Stacks
from deploy.checks.rules import Broken, Rule

DATABASE_PORT = re.compile(r":(\d+)/")
ADDRESS = re.compile(r"http://127\.0\.0\.1:(\d+)(/[a-z/]*)")


def _serving_ports(stacks: Stacks) -> Broken:
    for service in stacks.of("ECS::Service"):
        for served in service.properties.get("LoadBalancers", []):
            port = served["ContainerPort"]
            (target,) = references(served["TargetGroupArn"])
            yield from (
                (service, f"{what} has port {other}, the service {port}")
                for what, other in _ports_beside(stacks, service, served["ContainerName"], target)
                if other != port
            )


def _ports_beside(stacks: Stacks, service: Resource, name: str, target: str) -> list[tuple[str, int]]:
    (task,) = references(service.properties["TaskDefinition"])
    found = [
        (f"container {name}", mapping["ContainerPort"])
        for owner, one in containers(stacks)
        if owner.name == task and one["Name"] == name
        for mapping in one.get("PortMappings", []) or [{"ContainerPort": 0}]
    ]
    found += [
        (f"PORT of container {name}", int(pair["Value"]))
        for owner, one in containers(stacks)
        if owner.name == task
        for pair in one["Environment"]
        if pair["Name"] == "PORT"
    ]
    found += [
        ("target group", group.properties["Port"])
        for group in stacks.of("ElasticLoadBalancingV2::TargetGroup")
        if group.name == target
    ]
    own = references(service.properties["NetworkConfiguration"]["AwsvpcConfiguration"]["SecurityGroups"])
    into = [rule for rule in stacks.of("EC2::SecurityGroupIngress") if references(rule.properties["GroupId"]) & own]
    found += [(rule.name, rule.properties["ToPort"]) for rule in into]
    out_of = {name for rule in into for name in references(rule.properties["SourceSecurityGroupId"])}
    for group in stacks.of("EC2::SecurityGroup"):
        rules = group.properties.get("SecurityGroupEgress", []) if group.name in out_of else []
        found += [(f"way out of {group.name}", rule["ToPort"]) for rule in rules]
    return found or [("nothing", 0)]


def _database_ports(stacks: Stacks) -> Broken:
    for database in stacks.of("RDS::DBInstance"):
        port = int(database.properties["Port"])
        group = references(database.properties["VPCSecurityGroups"])
        into = [
            rule
            for rule in stacks.of("EC2::SecurityGroupIngress")
            if _means(stacks, rule.properties["GroupId"]) & group
        ]
        if not into:
            yield database, "nobody is let in"
        asked = [(rule, rule.properties["ToPort"]) for rule in into]
        for where, other in (*asked, *_ways_to(stacks, group), *_in_urls(stacks)):
            if other != port:
                yield where, f"asks the database at {other}, which is at {port}"


def _means(stacks: Stacks, value: object) -> set[str]:
    return references(stacks.means(value))


def _ways_to(stacks: Stacks, group: set[str]) -> list[tuple[Resource, int]]:
    return [
        (client, rule["ToPort"])
        for client in stacks.of("EC2::SecurityGroup")
        for rule in client.properties.get("SecurityGroupEgress", [])
        if _means(stacks, rule.get("DestinationSecurityGroupId")) & group
    ]


def _in_urls(stacks: Stacks) -> list[tuple[Resource, int]]:
    return [
        (task, int(DATABASE_PORT.findall(pair["Value"]["Fn::Sub"][0])[-1]))
        for task, container in containers(stacks)
        for pair in container["Environment"]
        if pair["Name"].endswith("DATABASE_URL")
    ]


def _health_paths(stacks: Stacks) -> Broken:
    asked = {
        (port, path)
        for _, one in containers(stacks)
        for port, path in ADDRESS.findall(str(one.get("HealthCheck", {}).get("Command")))
    }
    for target in stacks.of("ElasticLoadBalancingV2::TargetGroup"):
        wanted = (str(target.properties["Port"]), target.properties["HealthCheckPath"])
        if {wanted} != asked:
            yield target, f"asks {wanted}, the container {sorted(asked)}"


RULES = (
    Rule("serving_port", (), "Container, PORT, target group and security groups have one port", _serving_ports),
    Rule("database_port", (), "Database, URL and security groups have one port", _database_ports),
    Rule("health_path", (), "Load balancer and container ask one address for health", _health_paths),
)
