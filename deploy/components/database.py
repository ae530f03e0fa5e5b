"""PostgreSQL on RDS: sealed, TLS only, in subnets without a route, its owner's password kept by RDS."""

from dataclasses import dataclass

from troposphere import GetAtt, Ref, ec2, iam, rds
from troposphere.logs import LogGroup

from deploy.components.endpoints import nowhere
from deploy.components.keys import Keys
from deploy.components.network import RECORDED_DAYS, Network, subnet_ids
from deploy.environment import Environment
from deploy.policies import trusts

PORT = 5432
NAME = "rung"
OWNER = "rung_owner"  # owns the tables; migrations sign in as it
APPLICATION = "rung_app"  # owns nothing; web and worker sign in as it
VERSION = "18"  # the embedded one's; RDS takes the newest minor
MONITOR_SECONDS = 60
LOGS = ("postgresql", "upgrade")
GROWTH = 5  # storage may grow by itself to this many times what it began with

# Text of a statement may name a client, and its parameters certainly do: logs get neither.
PARAMETERS = {
    "rds.force_ssl": "1",
    "log_connections": "1",
    "log_disconnections": "1",
    "log_statement": "ddl",
    "log_min_duration_statement": "5000",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
}


@dataclass(frozen=True, slots=True)
class Around:
    """What the server stands in."""

    group: ec2.SecurityGroup
    subnets: rds.DBSubnetGroup
    parameters: rds.DBParameterGroup
    monitor: iam.Role
    logs: tuple[LogGroup, ...]


@dataclass(frozen=True, slots=True)
class Database:
    """The server and what it stands in."""

    around: Around
    server: rds.DBInstance

    @property
    def owner_secret(self) -> GetAtt:
        """The secret in which RDS keeps and rotates the owner's password."""
        return self.server.get_att("MasterUserSecret.SecretArn")


def build_database(env: Environment, *, network: Network, keys: Keys) -> Database:
    """Build the database."""
    group = ec2.SecurityGroup(
        "DatabaseGroup",
        GroupDescription="The database; its clients bring their own rules",
        VpcId=Ref(network.vpc),
        SecurityGroupEgress=[nowhere()],
    )
    subnets = rds.DBSubnetGroup(
        "DatabaseSubnets", DBSubnetGroupDescription="Isolated", SubnetIds=[*subnet_ids(network.isolated)]
    )
    parameters = rds.DBParameterGroup(
        "DatabaseParameters",
        Description="TLS only; no text of a statement or parameter in logs",
        Family=f"postgres{VERSION}",
        Parameters=PARAMETERS,
    )
    monitor = iam.Role(
        "DatabaseMonitorRole",
        AssumeRolePolicyDocument=trusts("monitoring.rds.amazonaws.com"),
        ManagedPolicyArns=["arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole"],
    )
    groups = tuple(_log_group(env, kind, keys) for kind in LOGS)
    around = Around(group, subnets, parameters, monitor, groups)
    return Database(around, _server(env, keys, around))


def _log_group(env: Environment, kind: str, keys: Keys) -> LogGroup:
    """Build a log group before RDS makes one that keeps for ever, unsealed."""
    return LogGroup(
        f"Database{kind.capitalize()}LogGroup",
        LogGroupName=f"/aws/rds/instance/{env.prefix}/{kind}",
        KmsKeyId=keys.logs.key.get_att("Arn"),
        RetentionInDays=RECORDED_DAYS,
        DeletionPolicy=keys.policy_of_deletion,
        UpdateReplacePolicy=keys.policy_of_deletion,
    )


def _server(env: Environment, keys: Keys, around: Around) -> rds.DBInstance:
    deletion = "Snapshot" if env.keep_data else "Delete"
    key = keys.database.key.get_att("Arn")
    return rds.DBInstance(
        "Database",
        DependsOn=[found.title for found in around.logs],
        DBInstanceIdentifier=env.prefix,
        DBName=NAME,
        Engine="postgres",
        EngineVersion=VERSION,
        DBInstanceClass=env.database_class,
        Port=str(PORT),
        StorageType="gp3",
        AllocatedStorage=str(env.database_gib),
        MaxAllocatedStorage=env.database_gib * GROWTH,
        StorageEncrypted=True,
        KmsKeyId=key,
        MasterUsername=OWNER,
        ManageMasterUserPassword=True,
        MasterUserSecret=rds.MasterUserSecret(KmsKeyId=keys.secrets.key.get_att("Arn")),
        EnableIAMDatabaseAuthentication=True,
        DBSubnetGroupName=Ref(around.subnets),
        DBParameterGroupName=Ref(around.parameters),
        VPCSecurityGroups=[Ref(around.group)],
        PubliclyAccessible=False,
        MultiAZ=env.is_multi_zone,
        BackupRetentionPeriod=env.backup_days,
        CopyTagsToSnapshot=True,
        DeleteAutomatedBackups=not env.keep_data,
        DeletionProtection=env.keep_data,
        AutoMinorVersionUpgrade=True,
        MonitoringInterval=MONITOR_SECONDS,
        MonitoringRoleArn=around.monitor.get_att("Arn"),
        EnablePerformanceInsights=True,
        PerformanceInsightsKMSKeyId=key,
        PerformanceInsightsRetentionPeriod=7,
        EnableCloudwatchLogsExports=[*LOGS],
        DeletionPolicy=deletion,
        UpdateReplacePolicy=deletion,
    )
