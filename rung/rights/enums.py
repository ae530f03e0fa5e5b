"""What may be asked, by whom, how it was answered, and which state may follow which."""

from django.db import models


class RightsKind(models.TextChoices):
    """The three rights with a clock (45 CFR 164.524, 164.526, 164.528)."""

    ACCESS = "access", "Access to the record"
    AMENDMENT = "amendment", "Amendment of the record"
    ACCOUNTING = "accounting", "Accounting of disclosures"


class RequestStatus(models.TextChoices):
    """A request's course. Only a denied amendment can be disputed."""

    RECEIVED = "received"
    EXTENDED = "extended"
    FULFILLED = "fulfilled"
    DENIED = "denied"
    DISPUTED = "disputed"
    WITHDRAWN = "withdrawn"


class Asker(models.TextChoices):
    """Who may ask."""

    CLIENT = "client", "The client"
    REPRESENTATIVE = "representative", "A personal representative"


class IdentityCheck(models.TextChoices):
    """How it was made sure that the asker is who they say (164.514(h))."""

    IN_PERSON = "in_person", "Known, and asked in person"
    PHOTO_ID = "photo_id", "A photo identity document was seen"
    CALLED_BACK = "called_back", "Called back at a number on record"
    SIGNED_LETTER = "signed_letter", "A signature was compared with one on record"
    AUTHORITY_SEEN = "authority_seen", "A document of the representative's authority was seen"


class DenialReason(models.TextChoices):
    """Why an amendment may be denied; there is no fifth reason (164.526(a)(2))."""

    NOT_OURS = "not_ours", "It was not created by this practice, and who created it can still be asked"
    NOT_IN_RECORD_SET = "not_in_record_set", "It is not part of the designated record set"
    NOT_ACCESSIBLE = "not_accessible", "It is not open to the client's access (164.524)"
    ACCURATE = "accurate", "It is accurate and complete"


class RecordKind(models.TextChoices):
    """What of a session an amendment can be about, or an export can hold."""

    SESSION = "session", "The session itself"
    TRANSCRIPT = "transcript", "Transcripts and notes"
    BRIEF = "brief", "Clinical briefs"
    GUIDE = "guide", "Released guides"


class FileForm(models.TextChoices):
    """What a session note is exported as."""

    PDF = "pdf", "PDF"
    FHIR = "fhir", "FHIR R4 DocumentReference"


class DisclosureKind(models.TextChoices):
    """On which ground something of a record was given to somebody."""

    TO_CLIENT = "to_client", "To the client or their representative"
    AUTHORIZED = "authorized", "With the client's written authorization"
    COURT = "court", "Court order, subpoena or other legal process"
    REQUIRED_BY_LAW = "required_by_law", "Required by another law"
    PUBLIC_HEALTH = "public_health", "Public health, or report of abuse or neglect"
    OVERSIGHT = "oversight", "Health oversight"
    THREAT = "threat", "To avert a serious threat"
    MISTAKE = "mistake", "By mistake"


NOT_ACCOUNTED_FOR = frozenset({DisclosureKind.TO_CLIENT, DisclosureKind.AUTHORIZED})  # 164.528(a)(1)
OPEN = (RequestStatus.RECEIVED, RequestStatus.EXTENDED)

TRANSITIONS: dict[str, frozenset[str]] = {
    RequestStatus.RECEIVED: frozenset(
        {RequestStatus.EXTENDED, RequestStatus.FULFILLED, RequestStatus.DENIED, RequestStatus.WITHDRAWN}
    ),
    RequestStatus.EXTENDED: frozenset({RequestStatus.FULFILLED, RequestStatus.DENIED, RequestStatus.WITHDRAWN}),
    RequestStatus.FULFILLED: frozenset(),
    RequestStatus.DENIED: frozenset({RequestStatus.DISPUTED}),
    RequestStatus.DISPUTED: frozenset(),
    RequestStatus.WITHDRAWN: frozenset(),
}
