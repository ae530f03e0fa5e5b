"""Who may speak to whom: the client of a server owns the rule that lets it in."""

from dataclasses import dataclass
from typing import Any

from troposphere import GetAtt, ec2

from deploy import wires
from deploy.components.database import PORT as DATABASE_PORT
from deploy.components.endpoints import HTTPS
from deploy.components.variables import PORT
from deploy.environment import S3_PREFIX_LISTS, Environment

ANYWHERE = "0.0.0.0/0"
SERVED = "HTTPS from anywhere"


@dataclass(frozen=True, slots=True)
class Groups:
    """Security groups of load balancer and tasks, and the rules that let tasks in elsewhere."""

    balancer: ec2.SecurityGroup
    web: ec2.SecurityGroup
    worker: ec2.SecurityGroup
    into: tuple[ec2.SecurityGroupIngress, ...]


def build_groups(env: Environment) -> Groups:
    """Build the groups; nothing reaches a task but the load balancer."""
    web = _tasks(env, "WebGroup", "Web tasks")
    worker = _tasks(env, "WorkerGroup", "Worker tasks and migrations")
    out = _egress("To web tasks", PORT, DestinationSecurityGroupId=web.get_att("GroupId"))
    balancer = ec2.SecurityGroup(
        "BalancerGroup",
        GroupDescription=SERVED,
        VpcId=wires.VPC.entering(env),
        SecurityGroupIngress=[
            ec2.SecurityGroupRule(IpProtocol="tcp", FromPort=HTTPS, ToPort=HTTPS, CidrIp=ANYWHERE, Description=SERVED)
        ],
        SecurityGroupEgress=[out],
    )
    into = (
        _into("WebFromBalancer", web.get_att("GroupId"), balancer, PORT),
        *(
            _into(f"{name}From{kind}", wire.entering(env), group, port)
            for name, wire, port in (
                ("Database", wires.DATABASE_GROUP, DATABASE_PORT),
                ("Endpoint", wires.ENDPOINT_GROUP, HTTPS),
            )
            for kind, group in (("Web", web), ("Worker", worker))
        ),
    )
    return Groups(balancer, web, worker, into)


def _tasks(env: Environment, title: str, who: str) -> ec2.SecurityGroup:
    """Let tasks out to the database, the private endpoints and S3; there is no other way out."""
    return ec2.SecurityGroup(
        title,
        GroupDescription=who,
        VpcId=wires.VPC.entering(env),
        SecurityGroupEgress=[
            _egress("To the database", DATABASE_PORT, DestinationSecurityGroupId=wires.DATABASE_GROUP.entering(env)),
            _egress("To AWS", HTTPS, DestinationSecurityGroupId=wires.ENDPOINT_GROUP.entering(env)),
            _egress("To S3", HTTPS, DestinationPrefixListId=S3_PREFIX_LISTS[env.region]),
        ],
    )


def _egress(why: str, port: int, **to: Any) -> ec2.SecurityGroupRule:
    return ec2.SecurityGroupRule(IpProtocol="tcp", FromPort=port, ToPort=port, Description=why, **to)


def _into(title: str, server: GetAtt | object, client: ec2.SecurityGroup, port: int) -> ec2.SecurityGroupIngress:
    return ec2.SecurityGroupIngress(
        title,
        GroupId=server,
        SourceSecurityGroupId=client.get_att("GroupId"),
        IpProtocol="tcp",
        FromPort=port,
        ToPort=port,
        Description=title,
    )
