"""The load balancer: HTTPS only, logged, protected; and the name people type."""

from dataclasses import dataclass

from troposphere import Ref, elasticloadbalancingv2, route53
from troposphere.validators.route53 import AliasTarget

from deploy import wires
from deploy.components.endpoints import HTTPS
from deploy.components.groups import Groups
from deploy.components.variables import PORT
from deploy.environment import Environment

HEALTH = "/health"
IDLE_SECONDS = 60  # below gunicorn's keep-alive: the balancer closes first, and loses no request
DRAIN_SECONDS = 45
CHECK_SECONDS, CHECK_TIMEOUT, HEALTHY_AFTER, UNHEALTHY_AFTER = 15, 5, 2, 3
TLS = "ELBSecurityPolicy-TLS13-1-2-2021-06"


@dataclass(frozen=True, slots=True)
class Balancer:
    """The balancer, its one listener, its targets and its name."""

    balancer: elasticloadbalancingv2.LoadBalancer
    targets: elasticloadbalancingv2.TargetGroup
    listener: elasticloadbalancingv2.Listener
    alias: route53.RecordSetType


def build_balancer(env: Environment, *, groups: Groups) -> Balancer:
    """Build the balancer."""
    balancer = elasticloadbalancingv2.LoadBalancer(
        "Balancer",
        Name=env.prefix,
        Type="application",
        Scheme="internet-facing",
        Subnets=wires.PUBLIC_SUBNETS.entering(env),
        SecurityGroups=[groups.balancer.get_att("GroupId")],
        LoadBalancerAttributes=[
            elasticloadbalancingv2.LoadBalancerAttributes(Key=key, Value=value)
            for key, value in _attributes(env).items()
        ],
    )
    targets = _targets(env)
    listener = elasticloadbalancingv2.Listener(
        "HttpsListener",
        LoadBalancerArn=Ref(balancer),
        Port=HTTPS,
        Protocol="HTTPS",
        SslPolicy=TLS,
        Certificates=[elasticloadbalancingv2.Certificate(CertificateArn=wires.CERTIFICATE.entering(env))],
        DefaultActions=[elasticloadbalancingv2.Action(Type="forward", TargetGroupArn=Ref(targets))],
    )
    alias = route53.RecordSetType(
        "Alias",
        HostedZoneId=env.hosted_zone,
        Name=env.domain,
        Type="A",
        AliasTarget=_target_of(balancer),
    )
    return Balancer(balancer, targets, listener, alias)


def _target_of(balancer: elasticloadbalancingv2.LoadBalancer) -> AliasTarget:
    zone, name = balancer.get_att("CanonicalHostedZoneID"), balancer.get_att("DNSName")
    return AliasTarget(hostedzoneid=zone, dnsname=name)  # type: ignore[no-untyped-call]  # its __init__ has no annotations


def _attributes(env: Environment) -> dict[str, object]:
    return {
        "access_logs.s3.enabled": "true",
        "access_logs.s3.bucket": wires.ACCESS_LOGS_BUCKET.entering(env),
        "access_logs.s3.prefix": "balancer",
        "deletion_protection.enabled": "true" if env.keep_data else "false",
        "idle_timeout.timeout_seconds": str(IDLE_SECONDS),
        "routing.http.drop_invalid_header_fields.enabled": "true",
        "routing.http.desync_mitigation_mode": "strictest",
        "routing.http.xff_header_processing.mode": "append",  # the application trusts one proxy: this one
    }


def _targets(env: Environment) -> elasticloadbalancingv2.TargetGroup:
    attributes = {
        "deregistration_delay.timeout_seconds": str(DRAIN_SECONDS),
        "load_balancing.algorithm.type": "least_outstanding_requests",
    }
    return elasticloadbalancingv2.TargetGroup(
        "WebTargets",
        VpcId=wires.VPC.entering(env),
        TargetType="ip",
        Protocol="HTTP",
        Port=PORT,
        HealthCheckProtocol="HTTP",
        HealthCheckPath=HEALTH,
        HealthCheckPort="traffic-port",
        HealthCheckIntervalSeconds=CHECK_SECONDS,
        HealthCheckTimeoutSeconds=CHECK_TIMEOUT,
        HealthyThresholdCount=HEALTHY_AFTER,
        UnhealthyThresholdCount=UNHEALTHY_AFTER,
        Matcher=elasticloadbalancingv2.Matcher(HttpCode="200"),
        TargetGroupAttributes=[
            elasticloadbalancingv2.TargetGroupAttribute(Key=key, Value=value) for key, value in attributes.items()
        ],
    )
