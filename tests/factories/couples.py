"""Couples, and results of comparing the two, made through the services."""

import uuid

from rung.accounts.models import Clinician
from rung.audit import services as audit
from rung.clients.enums import Modality
from rung.clients.models import Client
from rung.couples import selectors, services
from rung.couples.models import CoupleLink, FrameworkMerge
from rung.isolation import merge
from rung.sessions import schemas
from rung.sessions import services as sessions
from tests.factories import people, records
from tests.factories.people import NOON


def link(of: Clinician) -> CoupleLink:
    """Return two new clients of a clinician, linked."""
    one, other = people.client(of), people.client(of)
    return services.link_clients(one=one, other=other, modality=Modality.IN_PERSON, by=of, at=NOON)


def brief(of: Clinician, client: Client, *patterns: tuple[str, str], words: str = "We argue about money.") -> None:
    """Keep a brief that finds these patterns, each in words of the client."""
    said = records.transcript(of, people.session(of, client), (words,))
    cited = schemas.CitedWords(0, "client", words, 0, len(words))
    findings = tuple(schemas.CitedFinding(kind, name, 0.8, (cited,)) for kind, name in patterns)
    content = schemas.BriefContent("From a transcript", (), findings, (), (), ())
    sessions.keep_brief(content, transcript=said, run_id=uuid.uuid4(), by=of, at=NOON)


def briefs(of: Clinician, couple: CoupleLink, one: str = "anxious", other: str = "avoidant") -> None:
    """Keep a brief of each partner."""
    for client, pattern in ((couple.first, one), (couple.second, other)):
        brief(of, client, ("attachment", pattern), ("theme", "finances"))


def analyses(of: Clinician, couple: CoupleLink) -> tuple[selectors.Analysis, selectors.Analysis]:
    """Return what of each partner may be compared."""
    with audit.access_to_many(by=of, at=NOON, kind="couple_link", client_ids=[*couple.partners]):
        found = [selectors.latest_brief_of(client_id) for client_id in couple.partners]
        one, other = (selectors.analysis_of(one) for one in found if one is not None)
    return one, other


def merged(of: Clinician, couple: CoupleLink) -> FrameworkMerge:
    """Return a kept result of a couple whose partners have briefs."""
    one, other = analyses(of, couple)
    made = merge(one.frameworks, other.frameworks)
    return services.keep_merge(made, link_id=couple.id, of=(one, other), run_id=uuid.uuid4(), by=of, at=NOON)


def with_client(of: Clinician, client: Client) -> FrameworkMerge:
    """Return a result of a client and a new partner, whose couple has not ended."""
    couple = services.link_clients(one=client, other=people.client(of), modality=Modality.IN_PERSON, by=of, at=NOON)
    briefs(of, couple)
    return merged(of, couple)


def on_both_sides(of: Clinician) -> Client:
    """Return a client who is the second of one couple that ended, and the first of another, each with a result."""
    before, client, after = sorted((people.client(of) for _ in range(3)), key=lambda made: made.id)
    for partner in (before, after):
        couple = services.link_clients(one=client, other=partner, modality=Modality.IN_PERSON, by=of, at=NOON)
        briefs(of, couple)
        merged(of, couple)
        services.end_link(link_id=couple.id, by=of, at=NOON)
    return client
