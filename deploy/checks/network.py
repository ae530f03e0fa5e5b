"""What an auditor asks of the network and of what faces the internet."""

from collections.abc import Callable

from deploy.checks.demands import at, must, switched
from deploy.checks.following import references
from deploy.checks.reading import Resource, Stacks
from deploy.checks.rules import Broken, Rule

ACCESS, TRANSIT, RECORDED = "164.312(a)(1)", "164.312(e)(1)", "164.312(b)"
NEVER_OPEN = {20, 21, 22, 3306, 3309, 3389, 4333, 5432}
ANYWHERE = {"0.0.0.0/0", "::/0"}


def _flow_logs(stacks: Stacks) -> Broken:
    recorded = {
        (log.stack, name) for log in stacks.of("EC2::FlowLog") for name in references(log.properties["ResourceId"])
    }
    for vpc in stacks.of("EC2::VPC"):
        if (vpc.stack, vpc.name) not in recorded:
            yield vpc, "no flow log of this stack records it"


def _open_ports(stacks: Stacks) -> Broken:
    inside = [
        (group, rule)
        for group in stacks.of("EC2::SecurityGroup")
        for rule in group.properties.get("SecurityGroupIngress", [])
    ]
    apart = [(rule, rule.properties) for rule in stacks.of("EC2::SecurityGroupIngress")]
    for where, rule in (*inside, *apart):
        if str(rule["IpProtocol"]) == "-1":
            yield where, "lets every protocol in"
            continue
        opened = set(range(rule["FromPort"], rule["ToPort"] + 1))
        if {rule.get("CidrIp"), rule.get("CidrIpv6")} & ANYWHERE and opened & NEVER_OPEN:
            yield where, f"lets the internet in at {sorted(opened & NEVER_OPEN)}"


def _routes(stacks: Stacks) -> Broken:
    for route in stacks.of("EC2::Route"):
        where = {route.properties.get("DestinationCidrBlock"), route.properties.get("DestinationIpv6CidrBlock")}
        if "GatewayId" in route.properties and where & ANYWHERE:
            yield route, "routes the whole internet to a gateway"


def _ways_out(stacks: Stacks) -> Broken:
    """Only the public table may have a route out."""
    public = {
        name
        for zone in stacks.of("EC2::SubnetRouteTableAssociation")
        if "Public" in zone.name
        for name in references(zone.properties["RouteTableId"])
    }
    for route in stacks.of("EC2::Route"):
        if not references(route.properties["RouteTableId"]) <= public:
            yield route, "gives a private subnet a way out"
    for nat in stacks.of("EC2::NatGateway"):
        yield nat, "records would have a way out"


def _is_on(key: str) -> Callable[[Resource], bool]:
    """Return whether a load balancer has an attribute switched on."""

    def holds(balancer: Resource) -> bool:
        attributes = balancer.properties.get("LoadBalancerAttributes", [])
        return any(item["Key"] == key and item["Value"] == "true" for item in attributes)

    return holds


def _listeners(stacks: Stacks) -> Broken:
    for listener in stacks.of("ElasticLoadBalancingV2::Listener"):
        protocol = listener.properties["Protocol"]
        redirects = all(
            action["Type"] == "redirect" and action["RedirectConfig"]["Protocol"] == "HTTPS"
            for action in listener.properties["DefaultActions"]
        )
        if protocol == "HTTPS" and not listener.properties.get("Certificates"):
            yield listener, "has no certificate"
        if protocol == "HTTPS" and "TLS13-1-2" not in str(listener.properties.get("SslPolicy")):
            yield listener, "lets TLS below 1.2 in"
        if protocol != "HTTPS" and not redirects:
            yield listener, "answers without TLS"


def _firewalls(stacks: Stacks) -> Broken:
    logged = {
        name for one in stacks.of("WAFv2::LoggingConfiguration") for name in references(one.properties["ResourceArn"])
    }
    guarded = {
        name for one in stacks.of("WAFv2::WebACLAssociation") for name in references(one.properties["ResourceArn"])
    }
    for acl in stacks.of("WAFv2::WebACL"):
        if acl.name not in logged:
            yield acl, "its log is off"
    for balancer in stacks.of("ElasticLoadBalancingV2::LoadBalancer"):
        if balancer.name not in guarded:
            yield balancer, "no firewall stands before it"


BALANCER = "ElasticLoadBalancingV2::LoadBalancer"
RULES = (
    Rule("flow_log", (RECORDED,), "Every VPC has a flow log in its stack", _flow_logs),
    Rule(
        "public_ip",
        (ACCESS, TRANSIT),
        "No subnet gives public addresses",
        switched("EC2::Subnet", "MapPublicIpOnLaunch", "gives public addresses", on=False),
    ),
    Rule(
        "task_ip",
        (ACCESS, TRANSIT),
        "No task has a public address",
        must(
            "ECS::Service",
            "its tasks have public addresses",
            lambda r: at(r, "NetworkConfiguration.AwsvpcConfiguration.AssignPublicIp") == "DISABLED",
        ),
    ),
    Rule(
        "open_port",
        (ACCESS, TRANSIT),
        "Nothing lets the internet in but HTTPS; no rule opens every protocol",
        _open_ports,
    ),
    Rule("open_route", (TRANSIT,), "No route leads from the whole internet", _routes),
    Rule("way_out", (TRANSIT,), "Tasks and data have no way out to the internet", _ways_out),
    Rule(
        "listener",
        (TRANSIT, "164.312(e)(2)(ii)"),
        "Every listener speaks TLS 1.2 or later with a certificate",
        _listeners,
    ),
    Rule(
        "invalid_headers",
        (TRANSIT,),
        "The load balancer drops invalid headers",
        must(BALANCER, "keeps invalid headers", _is_on("routing.http.drop_invalid_header_fields.enabled")),
    ),
    Rule(
        "balancer_log",
        (RECORDED,),
        "The load balancer logs to a bucket",
        must(BALANCER, "does not log", _is_on("access_logs.s3.enabled")),
    ),
    Rule(
        "balancer_protected",
        ("164.308(a)(7)(i)",),
        "The load balancer cannot be deleted by mistake",
        must(BALANCER, "can be deleted", _is_on("deletion_protection.enabled")),
    ),
    Rule("firewall", (RECORDED, TRANSIT), "A firewall with a log stands before the load balancer", _firewalls),
)
