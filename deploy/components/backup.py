"""Backups of the database apart from its own, under the account's key, copied to another region where one is named."""

from dataclasses import dataclass
from typing import Any

from troposphere import AWSHelperFn, Ref, backup, iam

from deploy.arns import arn
from deploy.components.database import Database
from deploy.components.keys import Keys
from deploy.environment import Environment
from deploy.policies import trusts

DAILY = "cron(0 5 * * ? *)"  # 05:00 UTC, when American practices sleep
MONTHLY = "cron(0 6 1 * ? *)"
DAILY_KEPT_DAYS = 35
MONTHLY_KEPT_DAYS = 365


@dataclass(frozen=True, slots=True)
class Backup:
    """A vault, what goes into it and when."""

    vault: backup.BackupVault
    plan: backup.BackupPlan
    role: iam.Role
    selection: backup.BackupSelection


def build_backup(env: Environment, *, keys: Keys, database: Database) -> Backup:
    """Build the plan; it names the database by its id, so that no tag decides whether it is kept."""
    vault = backup.BackupVault(
        "BackupVault",
        BackupVaultName=env.prefix,
        EncryptionKeyArn=keys.database.key.get_att("Arn"),
        DeletionPolicy=keys.policy_of_deletion,
        UpdateReplacePolicy=keys.policy_of_deletion,
    )
    rules = [
        _rule(env, vault, "daily", DAILY, DAILY_KEPT_DAYS),
        _rule(env, vault, "monthly", MONTHLY, MONTHLY_KEPT_DAYS),
    ]
    plan = backup.BackupPlan(
        "BackupPlan",
        BackupPlan=backup.BackupPlanResourceType(BackupPlanName=env.prefix, BackupPlanRule=rules),
    )
    role = iam.Role(
        "BackupRole",
        AssumeRolePolicyDocument=trusts("backup.amazonaws.com"),
        ManagedPolicyArns=[
            f"arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyFor{act}" for act in ("Backup", "Restores")
        ],
    )
    named: list[AWSHelperFn] = [arn("rds", f"db:${{{database.server.title}}}")]
    selection = backup.BackupSelection(
        "BackupSelection",
        BackupPlanId=Ref(plan),
        BackupSelection=backup.BackupSelectionResourceType(
            SelectionName="database", IamRoleArn=role.get_att("Arn"), Resources=named
        ),
    )
    return Backup(vault, plan, role, selection)


def _rule(
    env: Environment, vault: backup.BackupVault, name: str, when: str, days: int
) -> backup.BackupRuleResourceType:
    kept = backup.LifecycleResourceType(DeleteAfterDays=days)
    copies = [backup.CopyActionResourceType(DestinationBackupVaultArn=env.copy_vault, Lifecycle=kept)]
    more: dict[str, Any] = {"CopyActions": copies} if env.copy_vault else {}
    return backup.BackupRuleResourceType(
        RuleName=name, TargetBackupVault=Ref(vault), ScheduleExpression=when, Lifecycle=kept, **more
    )
