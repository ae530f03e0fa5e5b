"""How AWS says no, and that it did not answer at all."""

from botocore.exceptions import (
    ClientError,
    CredentialRetrievalError,
    NoCredentialsError,
    TokenRetrievalError,
    UnauthorizedSSOTokenError,
)

THROTTLED = {
    "Throttling", "ThrottlingException", "ThrottledException", "RequestLimitExceeded", "TooManyRequestsException",
    "ProvisionedThroughputExceededException", "ServiceUnavailable", "ServiceUnavailableException", "ServerException",
    "InternalFailure", "InternalServerError",
}  # fmt: skip


EXPIRED = {
    "ExpiredToken",
    "ExpiredTokenException",
    "RequestExpired",
    "InvalidClientTokenId",
    "UnrecognizedClientException",
}


DENIED = {"AccessDenied", "AccessDeniedException", "UnauthorizedOperation"}


SIGN_IN = (NoCredentialsError, CredentialRetrievalError, TokenRetrievalError, UnauthorizedSSOTokenError)


class Refused(Exception):
    """AWS refused a call."""

    def __init__(self, action: str, code: str, message: str) -> None:
        super().__init__(f"{action}: {code}. {message}")
        self.action, self.code, self.message = action, code, message


class SignedOut(Exception):
    """The credentials are missing or have expired: sign in again, e.g. aws sso login."""


class NoAnswer(Exception):
    """AWS did not answer, or only throttled, however often it was asked."""


def raise_unless_throttled(action: str, broken: ClientError) -> None:
    error = broken.response["Error"]
    code, message = str(error.get("Code", "")), str(error.get("Message", ""))
    if code in EXPIRED:
        raise SignedOut(SignedOut.__doc__) from broken
    if code not in THROTTLED:
        raise Refused(action, code, message) from broken
