"""What the screens answer to requests they refuse: words, and nothing changed."""

import pytest
from django.test import Client

from rung.sessions.models import SessionTranscript
from tests.factories import people

pytestmark = pytest.mark.django_db
MEGABYTE = 1_000_000


@pytest.fixture
def desk(client: Client) -> tuple[Client, str]:
    """A signed-in clinician and the address that receives for their session."""
    clinician = people.clinician()
    client.force_login(clinician)
    session = people.session(clinician)
    return client, f"/admin/therapy_sessions/therapysession/{session.id}/receive/"


def test_a_pasted_text_of_20_mb_is_refused_in_words(desk: tuple[Client, str]) -> None:
    client, address = desk
    answer = client.post(address, {"kind": "transcript", "text": "Client: no. " * (20 * MEGABYTE // 12)})
    assert answer.status_code == 400 or b"limit" in client.get(address.replace("receive", "change")).content
    assert not SessionTranscript.objects.exists()


def test_a_body_that_says_it_is_too_large_is_not_read(desk: tuple[Client, str]) -> None:
    client, address = desk
    answer = client.post(address, b"", content_type="application/octet-stream", CONTENT_LENGTH=str(10_000 * MEGABYTE))
    assert answer.status_code == 413
    assert b"Nothing was kept" in answer.content


@pytest.mark.parametrize("text", ["Client: a\x00b", "Client: \ud800 broken", "\ufeffClient: marked"])
def test_odd_characters_are_kept_readable_or_refused_but_never_break(desk: tuple[Client, str], text: str) -> None:
    client, address = desk
    body = text.encode("utf-8", "surrogatepass")
    form = b'--x\r\nContent-Disposition: form-data; name="kind"\r\n\r\ntranscript\r\n--x\r\n'
    form += b'Content-Disposition: form-data; name="text"\r\n\r\n' + body + b"\r\n--x--\r\n"
    answer = client.post(address, form, content_type="multipart/form-data; boundary=x", follow=True)
    assert answer.status_code == 200
    assert SessionTranscript.objects.count() == 1


@pytest.mark.parametrize("act", ["change", "brief", "guide", "status"])
def test_another_clinicians_session_looks_like_a_missing_one(desk: tuple[Client, str], act: str) -> None:
    client, _ = desk
    foreign = people.session(people.clinician())
    addresses = [
        f"/admin/therapy_sessions/therapysession/{session}/{act}/"
        for session in (foreign.id, "00000000-0000-4000-8000-000000000000", "no-id")
    ]
    answers = [client.get(address) for address in addresses]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1


@pytest.mark.parametrize("act", ["receive", "start", "acknowledge", "guide"])
def test_nothing_can_be_done_to_another_clinicians_session(desk: tuple[Client, str], act: str) -> None:
    client, _ = desk
    foreign = people.session(people.clinician())
    body = {"kind": "notes", "text": "Client reports nothing.", "act": "release"}
    answer = client.post(f"/admin/therapy_sessions/therapysession/{foreign.id}/{act}/", body)
    assert answer.status_code == 404
    assert not SessionTranscript.objects.exists()
