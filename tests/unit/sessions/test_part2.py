"""Substance use records: the tag reaches everything made from them, and every copy says so."""

import pytest
from django.apps import apps
from django.test import Client as Browser

from rung.accounts.models import Clinician
from rung.clients.errors import ClientNotFound
from rung.sessions import policies, services
from rung.sessions.errors import SessionNotFound
from rung.sessions.models import TherapySession
from rung.sessions.models.session import SessionRecord
from rung.sessions.services import part2
from tests.factories import people, records
from tests.factories.people import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture
def clinician() -> Clinician:
    return people.clinician()


def tags() -> set[tuple[str, bool]]:
    return {(rows.model.__name__, tag) for rows in part2.records() for tag in rows.values_list("is_part2", flat=True)}


def make_one_of_each(clinician: Clinician, session: TherapySession) -> None:
    records.memo(clinician, session)
    records.flag(clinician, records.transcript(clinician, session))
    records.guide(clinician, session)
    records.note(clinician, session)


def test_every_kind_of_record_carries_the_tag() -> None:
    kinds = {model for model in apps.get_models() if issubclass(model, SessionRecord)}
    assert {rows.model for rows in part2.records()} == kinds


def test_tagging_a_client_reaches_what_is_kept_and_what_will_be(clinician: Clinician) -> None:
    session, other = people.session(clinician), people.session(clinician)
    make_one_of_each(clinician, session)
    make_one_of_each(clinician, other)
    services.tag_client_part2(client=session.client, by=clinician, at=NOON)
    assert {tag for _, tag in tags()} == {True, False}
    assert not [rows for rows in part2.records() if rows.filter(client=session.client, is_part2=False).exists()]
    assert not [rows for rows in part2.records() if rows.filter(client=other.client, is_part2=True).exists()]
    session.client.refresh_from_db(fields=["is_part2"])
    later = people.session(clinician, session.client)
    make_one_of_each(clinician, later)
    assert later.is_part2
    assert not [rows for rows in part2.records() if rows.filter(session=later, is_part2=False).exists()]


def test_tagging_a_session_leaves_the_clients_other_sessions(clinician: Clinician) -> None:
    session = people.session(clinician)
    other = people.session(clinician, session.client)
    make_one_of_each(clinician, session)
    make_one_of_each(clinician, other)
    services.tag_session_part2(session=session, by=clinician, at=NOON)
    for rows in part2.records():
        assert {row.is_part2 for row in rows.filter(session=session)} == {True}
        assert {row.is_part2 for row in rows.filter(session=other)} == {False}


def test_what_is_made_from_a_tagged_record_is_tagged(clinician: Clinician) -> None:
    session = people.session(clinician)
    said = records.transcript(clinician, session)
    said.is_part2 = True
    said.save(update_fields=["is_part2"])
    brief = records.brief(clinician, said)
    guide = services.keep_guide(records.guide_text("Rest."), safe_brief="{}", brief=brief, by=clinician, at=NOON)
    assert (brief.is_part2, guide.is_part2, records.flag(clinician, said).is_part2) == (True, True, True)


def test_nobody_tags_somebody_elses_record(clinician: Clinician) -> None:
    foreign = people.session(people.clinician())
    with pytest.raises(ClientNotFound):
        services.tag_client_part2(client=foreign.client, by=clinician, at=NOON)
    with pytest.raises(SessionNotFound):
        services.tag_session_part2(session=foreign, by=clinician, at=NOON)


def test_copies_say_so(clinician: Clinician, client: Browser) -> None:
    guide = records.guide(clinician)
    client.force_login(clinician)
    base = f"/admin/therapy_sessions/therapysession/{guide.session_id}"
    pages = [f"{base}/{name}/" for name in ("change", "brief", "guide")]
    addresses = [f"/api/v1/guides/{guide.id}", f"/api/v1/briefs/{guide.brief_id}"]
    for address in [*pages[1:], *addresses]:
        assert policies.REDISCLOSURE_NOTICE.encode() not in client.get(address).content
    assert client.post(f"{base}/part2/").status_code == 302
    for address in [*pages, *addresses]:
        assert policies.REDISCLOSURE_NOTICE.encode() in client.get(address).content, address
