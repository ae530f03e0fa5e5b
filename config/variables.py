"""Every name that the process reads from the environment, and what it is for; `config.env` reads them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Variable:
    """One name the process reads."""

    name: str
    why: str
    required: bool = False  # in production


VARIABLES: tuple[Variable, ...] = (
    Variable("DJANGO_SETTINGS_MODULE", "which settings to start with"),
    Variable("RUNG_SECRET_KEY", "signs sessions and tokens; at least 50 random characters", required=True),
    Variable("DATABASE_URL", "postgres://rung_app:password@host:5432/name", required=True),
    Variable("RUNG_DATABASE_PASSWORD", "the password for DATABASE_URL, where it is kept apart and the URL has none"),
    Variable("RUNG_OWNER_DATABASE_URL", "the same database as its owner; for migrate alone, never for web or worker"),
    Variable("RUNG_OWNER_DATABASE_PASSWORD", "the password for RUNG_OWNER_DATABASE_URL, likewise"),
    Variable("RUNG_ALLOWED_HOSTS", "host names served, separated by commas", required=True),
    Variable("RUNG_STORAGE_BUCKET", "S3 bucket for sealed recordings", required=True),
    Variable("RUNG_AUDIT_BUCKET", "S3 bucket with Object Lock that anchors the audit trail", required=True),
    Variable("RUNG_KMS_KEY_ID", "AWS KMS key (id, ARN or alias) that wraps every data key"),
    Variable("RUNG_KEY_FILE", "file holding the master key that wraps every data key, where there is no AWS KMS"),
    Variable("RUNG_KMS_KEY_ID_BEFORE", "AWS KMS key that wrapped before, until `manage.py keys rewrap` is done"),
    Variable("RUNG_KEY_FILE_BEFORE", "master key file that wrapped before, until `manage.py keys rewrap` is done"),
    Variable("RUNG_STATE_DIR", "folder for the embedded database, keys and files; default var/"),
    Variable("RUNG_VERSION", "release name or image digest, answered by /version"),
    Variable("RUNG_COMMIT", "git commit of the release, answered by /version"),
    Variable("RUNG_LOG_LEVEL", "DEBUG, INFO, WARNING or ERROR; default INFO"),
    Variable("RUNG_DEBUG", "1 for Django's debug pages, in development settings only"),
    Variable("RUNG_EMAIL_URL", "smtp+tls://user:password@host:587 for invitations; without it none can be sent"),
    Variable("RUNG_EMAIL_FROM", "address invitations are sent from"),
    Variable("RUNG_COGNITO_ISSUER", "https://cognito-idp.REGION.amazonaws.com/POOL, to sign in through a user pool"),
    Variable("RUNG_COGNITO_DOMAIN", "https://… of the pool's sign-in pages"),
    Variable("RUNG_COGNITO_CLIENT_ID", "this application's client in the pool"),
    Variable("RUNG_COGNITO_CLIENT_SECRET", "the client's secret, if it has one"),
    Variable("RUNG_COGNITO_ROLES", "which group gives which role: therapists=clinician,leads=practice_admin"),
    Variable("RUNG_BEDROCK_MODEL", "model id or inference profile on Amazon Bedrock that analysts may be"),
    Variable("RUNG_BEDROCK_REGION", "region where that model is asked"),
    Variable("RUNG_BEDROCK_GUARDRAIL", "id:version of a guardrail on Bedrock, if one stands before that model"),
    Variable("RUNG_MODEL_SERVER_URL", "http://127.0.0.1:11434/v1 of an OpenAI-compatible server on the premises"),
    Variable("RUNG_MODEL_SERVER_MODEL", "model on that server"),
    Variable("RUNG_MODEL_SERVER_KEY", "key for that server, if it wants one"),
    Variable("RUNG_MODEL_SERVER_PUBLIC", "1 if that server may be outside of loopback and private networks"),
    Variable("RUNG_TRANSCRIBE_BUCKET", "S3 bucket where Transcribe Medical finds a recording and leaves its words"),
    Variable("RUNG_TRANSCRIBE_KMS_KEY_ID", "AWS KMS key (id, ARN or alias) that encrypts everything in that bucket"),
    Variable("RUNG_TRANSCRIBE_REGION", "region of the bucket and of Transcribe Medical; default the process's own"),
    Variable("RUNG_TRANSCRIBE_VOCABULARY", "name of a custom medical vocabulary in Transcribe, if there is one"),
    Variable("RUNG_NOTICE_TOPIC", "ARN of an SNS topic for notices: words that are the same for everybody"),
    Variable("RUNG_SLACK_WEBHOOK", "https://hooks.slack.com/… that posts notices in a channel; keep it secret"),
    Variable("WEB_WORKER", "gthread (default) or uvicorn"),
    Variable("WEB_CONCURRENCY", "web processes; default 2"),
    Variable("PORT", "port of the web server; default 8000"),
)
