"""Where Transcribe Medical works: a bucket and a key of its own, empty but for minutes."""

from dataclasses import dataclass

from troposphere import Ref, kms, s3

from deploy.components.buckets import Kept, Shape, build_bucket
from deploy.components.keys import WAITING_DAYS, NamedKey
from deploy.components.storage import Storage
from deploy.environment import Environment
from deploy.keypolicies import administer_key, use_key_through
from deploy.policies import document

LENT_DAYS = 1  # a job's recording and words are removed with the job; this is the last net


@dataclass(frozen=True, slots=True)
class Speech:
    """Recordings in plain, under a key, as long as a job lasts."""

    key: NamedKey
    kept: Kept


def build_speech(env: Environment, *, storage: Storage) -> Speech:
    """Build the bucket that recordings are lent through."""
    deletion = "Retain" if env.keep_data else "Delete"
    key = kms.Key(
        "SpeechKey",
        Description="Recordings while they are written down",
        EnableKeyRotation=True,
        PendingWindowInDays=WAITING_DAYS,
        KeyPolicy=document(administer_key(), use_key_through("s3")),
        DeletionPolicy=deletion,
        UpdateReplacePolicy=deletion,
    )
    alias = kms.Alias("SpeechKeyAlias", AliasName=f"alias/{env.prefix}-speech", TargetKeyId=Ref(key))
    gone = s3.LifecycleRule(
        Id="lent",
        Status="Enabled",
        ExpirationInDays=LENT_DAYS,
        NoncurrentVersionExpiration=s3.NoncurrentVersionExpiration(NoncurrentDays=LENT_DAYS),
    )
    kept = build_bucket(env, Shape("Speech", "speech", key.get_att("Arn"), Ref(storage.logs.bucket), (gone,)))
    return Speech(NamedKey(key, alias), kept)
