"""Private doors to AWS: what tasks call, they call without the internet."""

from dataclasses import dataclass

from troposphere import Ref, Sub, ec2

from deploy.components.network import Network, subnet_ids
from deploy.environment import Environment

HTTPS = 443
# What tasks call today, and why.
CALLED = {
    "ecr.api": "pulling the image",
    "ecr.dkr": "pulling the image",
    "logs": "container logs",
    "secretsmanager": "secrets at a task's start",
    "kms": "clients' data keys",
}
BEDROCK = {"bedrock-runtime": "models"}
TRANSCRIBE = {"transcribe": "speech"}
# What they will call when they are told to; kept where an outage must not need a change of the network.
READY = {
    **BEDROCK,
    **TRANSCRIBE,
    "monitoring": "metrics",
    "sts": "roles",
    "ssm": "parameters",
    "sns": "alerts",
    "cognito-idp": "keys of the user pool",
}


@dataclass(frozen=True, slots=True)
class Endpoints:
    """The doors, and the group that says who may knock."""

    group: ec2.SecurityGroup
    files: ec2.VPCEndpoint  # S3, through the route tables
    doors: tuple[ec2.VPCEndpoint, ...]


def services(env: Environment) -> tuple[str, ...]:
    """Return the services that have a private door, in the order of their names."""
    wanted = {
        **CALLED,
        **(BEDROCK if env.asks_bedrock else {}),
        **(TRANSCRIBE if env.asks_transcribe else {}),
        **(READY if env.has_every_endpoint else {}),
    }
    return tuple(sorted(wanted))


def build_endpoints(env: Environment, *, network: Network) -> Endpoints:
    """Build the doors; whoever wants to knock brings its own rule."""
    group = ec2.SecurityGroup(
        "EndpointGroup",
        GroupDescription="Private endpoints of AWS services",
        VpcId=Ref(network.vpc),
        SecurityGroupEgress=[nowhere()],
    )
    files = ec2.VPCEndpoint(
        "S3Endpoint",
        VpcId=Ref(network.vpc),
        ServiceName=Sub("com.amazonaws.${AWS::Region}.s3"),
        VpcEndpointType="Gateway",
        RouteTableIds=[Ref(table) for table in network.tables[1:]],
    )
    places = subnet_ids(network.private)[: env.endpoint_zones]
    doors = tuple(_door(service, network, group, places) for service in services(env))
    return Endpoints(group, files, doors)


def nowhere() -> ec2.SecurityGroupRule:
    """Return an outgoing rule that reaches nothing: without one AWS allows everything."""
    return ec2.SecurityGroupRule(
        IpProtocol="icmp", FromPort=252, ToPort=86, CidrIp="255.255.255.255/32", Description="Nothing is called"
    )


def _door(service: str, network: Network, group: ec2.SecurityGroup, places: list[Ref]) -> ec2.VPCEndpoint:
    title = "".join(part.capitalize() for part in service.replace(".", "-").split("-"))
    return ec2.VPCEndpoint(
        f"{title}Endpoint",
        VpcId=Ref(network.vpc),
        ServiceName=Sub(f"com.amazonaws.${{AWS::Region}}.{service}"),
        VpcEndpointType="Interface",
        PrivateDnsEnabled=True,
        SubnetIds=places,
        SecurityGroupIds=[Ref(group)],
    )
