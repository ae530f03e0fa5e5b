"""The firewall before the load balancer: AWS's own rules, and a limit to how often one address may ask."""

from dataclasses import dataclass
from typing import Any

from troposphere import Ref, logs, wafv2

from deploy import wires
from deploy.components.balancer import Balancer
from deploy.components.network import RECORDED_DAYS
from deploy.environment import Environment

MOST_REQUESTS = 2000  # from one address in five minutes
HIDDEN_HEADERS = ("authorization", "cookie", "x-csrftoken")
AS_IT_SAYS: dict[str, Any] = {"None": {}}  # no override; the property is named after a word of Python
# Rules of a group that only count: what they refuse is what people upload and write here.
COUNTED = {
    "AWSManagedRulesCommonRuleSet": ("SizeRestrictions_BODY", "CrossSiteScripting_BODY"),
    "AWSManagedRulesKnownBadInputsRuleSet": (),
    "AWSManagedRulesAmazonIpReputationList": (),
}


@dataclass(frozen=True, slots=True)
class Edge:
    """The firewall, where it stands, and what it logs."""

    acl: wafv2.WebACL
    association: wafv2.WebACLAssociation
    group: logs.LogGroup
    logging: wafv2.LoggingConfiguration


def build_edge(env: Environment, *, balancer: Balancer) -> Edge:
    """Build the firewall."""
    managed = [_managed(name, counted, number) for number, (name, counted) in enumerate(COUNTED.items(), start=1)]
    acl = wafv2.WebACL(
        "Firewall",
        Name=env.prefix,
        Scope="REGIONAL",
        DefaultAction=wafv2.DefaultAction(Allow=wafv2.AllowAction()),
        Rules=[_limit(), *managed],
        VisibilityConfig=_seen("Firewall"),
    )
    association = wafv2.WebACLAssociation(
        "FirewallAssociation", ResourceArn=Ref(balancer.balancer), WebACLArn=acl.get_att("Arn")
    )
    deletion = "Retain" if env.keep_data else "Delete"
    group = logs.LogGroup(
        "FirewallLogGroup",
        LogGroupName=f"aws-waf-logs-{env.prefix}",  # WAF takes no other beginning
        KmsKeyId=wires.LOGS_KEY.entering(env),
        RetentionInDays=RECORDED_DAYS,
        DeletionPolicy=deletion,
        UpdateReplacePolicy=deletion,
    )
    hidden = [
        wafv2.LoggingConfigurationFieldToMatch(SingleHeader=wafv2.SingleHeader(Name=name)) for name in HIDDEN_HEADERS
    ]
    logging = wafv2.LoggingConfiguration(
        "FirewallLogging",
        ResourceArn=acl.get_att("Arn"),
        LogDestinationConfigs=[group.get_att("Arn")],
        RedactedFields=[*hidden, wafv2.LoggingConfigurationFieldToMatch(QueryString={})],
    )
    return Edge(acl, association, group, logging)


def _limit() -> wafv2.WebACLRule:
    by_address = wafv2.RateBasedStatement(AggregateKeyType="IP", Limit=MOST_REQUESTS)
    return wafv2.WebACLRule(
        Name="limit",
        Priority=0,
        Action=wafv2.RuleAction(Block=wafv2.BlockAction()),
        Statement=wafv2.Statement(RateBasedStatement=by_address),
        VisibilityConfig=_seen("Limit"),
    )


def _managed(name: str, counted: tuple[str, ...], priority: int) -> wafv2.WebACLRule:
    count = wafv2.RuleAction(Count=wafv2.CountAction())
    overrides = [wafv2.RuleActionOverride(Name=rule, ActionToUse=count) for rule in counted]
    more: dict[str, Any] = {"RuleActionOverrides": overrides} if overrides else {}
    group = wafv2.ManagedRuleGroupStatement(VendorName="AWS", Name=name, **more)
    return wafv2.WebACLRule(
        Name=name,
        Priority=priority,
        OverrideAction=wafv2.OverrideAction(**AS_IT_SAYS),
        Statement=wafv2.Statement(ManagedRuleGroupStatement=group),
        VisibilityConfig=_seen(name),
    )


def _seen(name: str) -> wafv2.VisibilityConfig:
    """Count in metrics, and keep no samples: they would hold what people sent."""
    return wafv2.VisibilityConfig(CloudWatchMetricsEnabled=True, MetricName=name, SampledRequestsEnabled=False)
