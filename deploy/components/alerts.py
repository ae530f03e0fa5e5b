"""Where alarms go: a sealed topic that only this account's watchers may publish to, and who is on duty."""

from dataclasses import dataclass

from awacs import aws
from awacs import sns as actions
from troposphere import Ref, sns

from deploy.components.keys import Keys
from deploy.environment import Environment
from deploy.policies import document, of_this_account

PUBLISHERS = ("cloudwatch.amazonaws.com", "events.amazonaws.com", "budgets.amazonaws.com")


@dataclass(frozen=True, slots=True)
class Alerts:
    """The topic of an environment."""

    topic: sns.Topic
    policy: sns.TopicPolicy
    on_duty: sns.SubscriptionResource


def build_alerts(env: Environment, *, keys: Keys) -> Alerts:
    """Build the topic."""
    topic = sns.Topic("AlertsTopic", TopicName=f"{env.prefix}-alerts", KmsMasterKeyId=Ref(keys.alerts.key))
    publish = aws.Statement(
        Sid="WatchersPublish",
        Effect=aws.Allow,
        Principal=aws.Principal("Service", [*PUBLISHERS]),
        Action=[actions.Publish],
        Resource=[Ref(topic)],
        Condition=of_this_account(),
    )
    tls = aws.Statement(
        Sid="TlsOnly",
        Effect=aws.Deny,
        Principal=aws.Principal("*"),
        Action=[actions.Publish],
        Resource=[Ref(topic)],
        Condition=aws.Condition(aws.Bool({"aws:SecureTransport": "false"})),
    )
    policy = sns.TopicPolicy("AlertsTopicPolicy", Topics=[Ref(topic)], PolicyDocument=document(publish, tls))
    on_duty = sns.SubscriptionResource(
        "OnDutySubscription", TopicArn=Ref(topic), Protocol="email", Endpoint=env.alerts_to
    )
    return Alerts(topic, policy, on_duty)
