"""AWS's refusals in our words: which permission is missing, or what is not there."""

from deploy.changes.codes import Code, Ended

DENIED = {"AccessDenied", "AccessDeniedException", "UnauthorizedOperation"}
STALE = {"ExpiredToken", "ExpiredTokenException", "InvalidClientTokenId", "UnrecognizedClientException"}


class Missing(Ended):
    """What was asked for is not there."""


def said(action: str, code: str, message: str) -> Ended:
    """Return a refusal in our words."""
    if code in DENIED:
        return Ended(Code.REFUSED, f"The permission {action} is missing. AWS says: {message}")
    if code in STALE:
        return Ended(Code.REFUSED, f"The credentials are no longer good: sign in again. AWS says: {message}")
    if "does not exist" in message or code.endswith(("NotFound", "NotFoundException")) or code == "404":
        return Missing(Code.REFUSED, f"{action}: {message}")
    return Ended(Code.REFUSED, f"{action} was refused: {code}. {message}")
