"""Values that leave one stack and enter another: one object with two ends."""

from dataclasses import dataclass

from troposphere import AWSHelperFn, Export, ImportValue, Join, Output, Split

from deploy.environment import Environment

SEPARATOR = ","


@dataclass(frozen=True, slots=True)
class Wire:
    """One value; its name is the output's and, after the environment's, the export's."""

    name: str
    why: str

    def leaving(self, env: Environment, value: AWSHelperFn | str) -> Output:
        """Return the end in the stack that has the value."""
        return Output(self.name, Description=self.why, Value=value, Export=Export(f"{env.prefix}-{self.name}"))

    def entering(self, env: Environment) -> ImportValue:
        """Return the end in the stack that takes it."""
        return ImportValue(f"{env.prefix}-{self.name}")


@dataclass(frozen=True, slots=True)
class Cable:
    """Several values of a kind on one wire."""

    wire: Wire

    def leaving(self, env: Environment, values: list[AWSHelperFn]) -> Output:
        """Return the end in the stack that has the values."""
        return self.wire.leaving(env, Join(SEPARATOR, values))

    def entering(self, env: Environment) -> Split:
        """Return the end in the stack that takes them."""
        return Split(SEPARATOR, self.wire.entering(env))


VPC = Wire("VpcId", "The network")
PUBLIC_SUBNETS = Cable(Wire("PublicSubnetIds", "Where the load balancer stands"))
PRIVATE_SUBNETS = Cable(Wire("PrivateSubnetIds", "Where tasks run"))
ENDPOINT_GROUP = Wire("EndpointGroupId", "Security group of the private endpoints")
DATABASE_GROUP = Wire("DatabaseGroupId", "Security group of the database")
DATABASE_HOST = Wire("DatabaseHost", "Name of the database's server")
DATABASE_ID = Wire("DatabaseId", "Identifier of the database, as its metrics have it")
OWNER_SECRET = Wire("OwnerSecretArn", "Password of the database's owner, kept and rotated by RDS")
APPLICATION_SECRET = Wire("ApplicationSecretArn", "Password of the application's database role")
SIGNING_SECRET = Wire("SigningSecretArn", "Key that signs sessions and tokens")
RECORDS_KEY = Wire("RecordsKeyArn", "Key that wraps every client's data key")
LOGS_KEY = Wire("LogsKeyArn", "Key of the log groups")
RECORDS_BUCKET = Wire("RecordsBucketName", "Sealed recordings and copies")
ANCHOR_BUCKET = Wire("AnchorBucketName", "Checkpoints of the audit trail under Object Lock")
ACCESS_LOGS_BUCKET = Wire("AccessLogsBucketName", "Access logs of the load balancer and of the buckets")
SPEECH_BUCKET = Wire("SpeechBucketName", "Where Transcribe Medical finds a recording and leaves its words")
SPEECH_KEY = Wire("SpeechKeyArn", "Key of that bucket")
ALERTS_TOPIC = Wire("AlertsTopicArn", "Where alarms go")
CERTIFICATE = Wire("CertificateArn", "Certificate of the served name")
EXECUTION_ROLE = Wire("ExecutionRoleArn", "Starts web and worker tasks")
MIGRATION_EXECUTION_ROLE = Wire("MigrationExecutionRoleArn", "Starts migrations, which sign in as the owner")
WEB_ROLE = Wire("WebRoleArn", "What a web task may do")
WORKER_ROLE = Wire("WorkerRoleArn", "What a worker task may do")
MIGRATION_ROLE = Wire("MigrationRoleArn", "What a migration or a command may do")
