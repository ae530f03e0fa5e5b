"""What a month may cost, and who hears of it."""

from dataclasses import dataclass

from troposphere import Ref, budgets

from deploy.components.alerts import Alerts
from deploy.environment import Environment

WARNS_AT_PERCENT = (80, 100)


@dataclass(frozen=True, slots=True)
class Budget:
    """The account's budget."""

    budget: budgets.Budget


def build_budget(env: Environment, *, alerts: Alerts) -> Budget:
    """Build the budget; it warns of what was spent, and of a forecast above it."""
    heard = [budgets.Subscriber(SubscriptionType="SNS", Address=Ref(alerts.topic))]
    warnings = [("ACTUAL", percent) for percent in WARNS_AT_PERCENT] + [("FORECASTED", 100)]
    budget = budgets.Budget(
        "Budget",
        Budget=budgets.BudgetData(
            BudgetName=env.prefix,
            BudgetType="COST",
            TimeUnit="MONTHLY",
            BudgetLimit=budgets.Spend(Amount=env.budget_usd, Unit="USD"),
        ),
        NotificationsWithSubscribers=[
            budgets.NotificationWithSubscribers(
                Notification=budgets.Notification(
                    NotificationType=kind, ComparisonOperator="GREATER_THAN", Threshold=percent
                ),
                Subscribers=heard,
            )
            for kind, percent in warnings
        ],
    )
    return Budget(budget)
