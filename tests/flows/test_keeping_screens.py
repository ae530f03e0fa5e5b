"""Record keeping on screen: holds, the substance use tag, erasure and its certificate."""

import pytest
from django.test import Client as Browser

from rung.accounts.models import Clinician
from rung.clients import selectors
from tests.factories import people

pytestmark = pytest.mark.django_db


@pytest.fixture
def clinician() -> Clinician:
    return people.clinician()


def test_on_screen_from_the_typed_name_to_the_printed_certificate(clinician: Clinician, client: Browser) -> None:
    person = people.client(clinician)
    client.force_login(clinician)
    address = f"/admin/clients/client/{person.pk}/keeping/"
    assert b"Type the client" in client.get(address).content
    body = {"act": "erase", "reason_code": "added_by_mistake", "typed_name": "Somebody Else"}
    assert b"not the client" in client.post(address, body, follow=True).content
    assert b"Nothing was erased" in client.post(address, {**body, "reason_code": "none"}, follow=True).content
    page = client.post(address, {**body, "typed_name": "Testa Fictional"}, follow=True)
    assert b"Certificate of erasure" in page.content
    assert str(person.pk).encode() in client.get("/admin/pipelines/erasurecertificate/").content
    assert client.get(address).status_code == 404
    client.force_login(people.clinician(clinician.practice))
    assert client.get(page.request["PATH_INFO"]).status_code == 404
    assert client.get("/admin/pipelines/erasurecertificate/add/").status_code == 404


def test_on_screen_holds_and_the_tag(clinician: Clinician, client: Browser) -> None:
    session = people.session(clinician)
    client.force_login(clinician)
    address = f"/admin/clients/client/{session.client_id}/keeping/"
    assert b"Say why" in client.post(address, {"act": "hold", "reason": " "}, follow=True).content
    assert b"On legal hold" in client.post(address, {"act": "hold", "reason": "Subpoena"}, follow=True).content
    hold = selectors.holds_of(session.client).get()
    lifted = client.post(address, {"act": "lift", "hold": str(hold.pk), "reason": "Settled"}, follow=True)
    assert b"Settled" in lifted.content
    assert b"Substance use record</span>" in client.post(address, {"act": "part2"}, follow=True).content
    assert client.post(address, {"act": "none"}).status_code == 302
