"""What can be done to a key, and with it."""

from awacs import kms

ADMINISTRATION = [
    kms.CancelKeyDeletion, kms.CreateGrant, kms.DescribeKey, kms.DisableKey, kms.EnableKey, kms.EnableKeyRotation,
    kms.GetKeyPolicy, kms.GetKeyRotationStatus, kms.ListGrants, kms.ListResourceTags, kms.PutKeyPolicy,
    kms.RevokeGrant, kms.ScheduleKeyDeletion, kms.TagResource, kms.UntagResource, kms.UpdateKeyDescription,
]  # fmt: skip
USE = [kms.CreateGrant, kms.Decrypt, kms.DescribeKey, kms.Encrypt, kms.GenerateDataKey,
       kms.GenerateDataKeyWithoutPlaintext, kms.ReEncryptFrom, kms.ReEncryptTo]  # fmt: skip
