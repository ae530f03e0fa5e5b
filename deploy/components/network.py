"""A network without a way out: public subnets for the load balancer, private for tasks, isolated for data."""

from dataclasses import dataclass
from ipaddress import IPv4Network

from awacs import logs as log_actions
from troposphere import GetAZs, Ref, Select, Tags, ec2, iam, logs

from deploy.components.keys import Keys
from deploy.environment import Environment
from deploy.excuses import Excuse, metadata
from deploy.policies import allow, managed, trusts

SUBNET_BITS = 20  # 4,091 addresses each
KINDS = ("Public", "Private", "Isolated")
RECORDED_DAYS = 365


@dataclass(frozen=True, slots=True)
class Zone:
    """One kind of subnet in one availability zone."""

    subnet: ec2.Subnet
    association: ec2.SubnetRouteTableAssociation


@dataclass(frozen=True, slots=True)
class FlowLogs:
    """Who spoke to whom: addresses and ports, never contents."""

    group: logs.LogGroup
    role: iam.Role
    policy: iam.ManagedPolicy
    log: ec2.FlowLog


@dataclass(frozen=True, slots=True)
class Network:
    """The VPC and its subnets; only the public ones have a route to the internet."""

    vpc: ec2.VPC
    gateway: ec2.InternetGateway
    attachment: ec2.VPCGatewayAttachment
    tables: tuple[ec2.RouteTable, ...]
    way_out: ec2.Route
    public: tuple[Zone, ...]
    private: tuple[Zone, ...]
    isolated: tuple[Zone, ...]
    flow_logs: FlowLogs


def build_network(env: Environment, *, keys: Keys) -> Network:
    """Build the network of an environment."""
    vpc = ec2.VPC(
        "Vpc",
        CidrBlock=env.network,
        EnableDnsHostnames=True,
        EnableDnsSupport=True,
        Tags=Tags(Name=env.prefix),
    )
    gateway = ec2.InternetGateway("InternetGateway", Tags=Tags(Name=env.prefix))
    attachment = ec2.VPCGatewayAttachment("GatewayAttachment", VpcId=Ref(vpc), InternetGatewayId=Ref(gateway))
    tables = tuple(
        ec2.RouteTable(f"{kind}RouteTable", VpcId=Ref(vpc), Tags=Tags(Name=f"{env.prefix}-{kind.lower()}"))
        for kind in KINDS
    )
    public, private, isolated = (
        tuple(_zone(env, vpc, table, kind, number) for number in range(env.zones))
        for kind, table in zip(KINDS, tables, strict=True)
    )
    way_out = _way_out(tables[0], gateway, attachment)
    return Network(vpc, gateway, attachment, tables, way_out, public, private, isolated, _flow_logs(env, vpc, keys))


def subnet_ids(zones: tuple[Zone, ...]) -> list[Ref]:
    """Return references to the subnets of one kind."""
    return [Ref(zone.subnet) for zone in zones]


def _zone(env: Environment, vpc: ec2.VPC, table: ec2.RouteTable, kind: str, number: int) -> Zone:
    ranges = [*IPv4Network(env.network).subnets(new_prefix=SUBNET_BITS)]
    place = KINDS.index(kind) * len(ranges) // 4 + number  # a quarter each; the last stays free
    subnet = ec2.Subnet(
        f"{kind}Subnet{number + 1}",
        VpcId=Ref(vpc),
        CidrBlock=str(ranges[place]),
        AvailabilityZone=Select(number, GetAZs("")),
        MapPublicIpOnLaunch=False,
        Tags=Tags(Name=f"{env.prefix}-{kind.lower()}-{number + 1}"),
    )
    association = ec2.SubnetRouteTableAssociation(
        f"{kind}Association{number + 1}", SubnetId=Ref(subnet), RouteTableId=Ref(table)
    )
    return Zone(subnet, association)


def _way_out(table: ec2.RouteTable, gateway: ec2.InternetGateway, attachment: ec2.VPCGatewayAttachment) -> ec2.Route:
    """Route the load balancer's subnets to the internet; no other table has such a route."""
    return ec2.Route(
        "PublicDefaultRoute",
        DependsOn=attachment.title,
        RouteTableId=Ref(table),
        DestinationCidrBlock="0.0.0.0/0",
        GatewayId=Ref(gateway),
        Metadata=metadata(
            Excuse(
                "open_route",
                "A load balancer that people reach from the internet needs this route; its subnets hold nothing else.",
                guard=("NO_UNRESTRICTED_ROUTE_TO_IGW",),
            )
        ),
    )


def _flow_logs(env: Environment, vpc: ec2.VPC, keys: Keys) -> FlowLogs:
    group = logs.LogGroup(
        "FlowLogGroup",
        LogGroupName=f"/{env.prefix}/flow",
        KmsKeyId=keys.logs.key.get_att("Arn"),
        RetentionInDays=RECORDED_DAYS,
        DeletionPolicy=keys.policy_of_deletion,
        UpdateReplacePolicy=keys.policy_of_deletion,
    )
    role = iam.Role("FlowLogRole", AssumeRolePolicyDocument=trusts("vpc-flow-logs.amazonaws.com"))
    write = [log_actions.CreateLogStream, log_actions.DescribeLogStreams, log_actions.PutLogEvents]
    policy = managed("FlowLogPolicy", "Write flow logs", [role], allow("WriteFlowLogs", write, group.get_att("Arn")))
    log = ec2.FlowLog(
        "FlowLog",
        ResourceId=Ref(vpc),
        ResourceType="VPC",
        TrafficType="ALL",
        LogDestinationType="cloud-watch-logs",
        LogGroupName=Ref(group),
        DeliverLogsPermissionArn=role.get_att("Arn"),
    )
    return FlowLogs(group, role, policy, log)
