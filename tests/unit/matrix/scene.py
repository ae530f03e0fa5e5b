"""Two practices, everybody in them, and the records of two clinicians."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.test import Client as Browser
from django.test import override_settings

from rung.accounts import services as accounts
from rung.accounts.enums import Role
from rung.accounts.models import Clinician, OpenSession
from rung.clients import services as clients
from rung.clients.models import Client
from rung.common import clock, jsonkit
from rung.isolation import client_safe_brief
from rung.pipelines import launch
from rung.pipelines.enums import ErasureReason
from rung.pipelines.models import ErasureCertificate
from rung.rights import services as right
from rung.rights.enums import DenialReason
from rung.sessions import services
from rung.sessions.models import ClientGuide, SessionNote, TherapySession
from rung.sessions.services import psychotherapy
from tests.factories import measures, notices, people, plans, reading, records, rights
from tests.factories.people import NOON
from tests.unit.matrix.lines import Who

type Ids = dict[str, str]

KINDS = (
    "client", "name", "session", "quiet_session", "brief", "guide", "reviewed_guide", "released_guide", "flag", "run",
    "concern", "seen_concern", "plan", "measure",
    "note", "hold", "request", "denied_request", "access", "certificate", "person", "invitation", "open_session",
    "supervisor", "supervision", "session_note", "signed_note",
    "noted_session", "notice", "reading",
)  # fmt: skip

# Words of the records: where one stands, the record was shown.
MINE, THEIRS = "Zyxmarlow", "Zyxwren"
NOTE, REASON = "Zyxthistle", "Zyxhazel"  # of the owner's psychotherapy note, of the reason of their emergency access

# What every request changes by design, whoever asks: that is nothing written. The audit trail is not compared, either.
COUNTS = "api_requestcount"  # how often they asked, on a connection of its own
OWN_CLOCK = {"accounts_opensession": "last_used_at"}  # when they asked last


def records_of(who: Clinician, word: str, *, note: str, reason: str) -> Ids:
    """Return the ids of one record of each kind of a clinician; what is sealed in them holds the words."""
    client = people.client(who, f"{word}first", f"{word}last")
    session, quiet = people.session(who, client), people.session(who, client)
    said = records.transcript(who, session, (f"I could not sleep, {word}.",))
    run = launch.start_pre_session(session=session, by=who, at=NOON)
    records.transcript(who, quiet, (f"{word} rang.",))
    flag = records.flag(who, said, f"{word}quote")
    seen = services.open_review(session=quiet, reason=f"{word} said so.", level=4, by=who, at=NOON).concern
    services.acknowledge_concern(concern_id=seen.id, version=1, by=who, at=NOON)
    reviewed, released = (_reviewed(who, people.session(who, client), word) for _ in range(2))
    services.release_guide(guide_id=released.id, by=who, at=NOON)
    guide = _guide(who, session, word)
    drafted, signed = records.note(who, session, f"{word} slept."), _signed(who, client, word)
    found: dict[str, Any] = {
        "session_note": drafted, "signed_note": signed, "noted_session": signed.session,
        "client": client, "session": session, "quiet_session": quiet, "brief": guide.brief, "guide": guide,
        "reviewed_guide": reviewed, "released_guide": released, "flag": flag, "run": run,
        "concern": flag.concern, "seen_concern": seen, "plan": plans.plan(who, client, word),
        "reading": reading.item(who, client, f"Of {word}"),
        "measure": measures.score(who, client, f"{word} scale"),
        "note": psychotherapy.write_note(client=client, text=f"Of {note}.", by=who, at=NOON),
        "hold": clients.set_hold(client=client, reason=f"A letter about {word}.", by=who, at=NOON),
        **_rights(who, client, session, word), **_around(who, reason),
    }  # fmt: skip
    return {"name": f"{word}first {word}last", **{kind: str(row.pk) for kind, row in found.items()}}


def _rights(who: Clinician, client: Client, session: TherapySession, word: str) -> dict[str, Any]:
    """Return a request that is open and an amendment that was denied; a disclosure is noted beside them."""
    asked, denied = rights.request(who, client, at=clock.now()), rights.amendment(who, session, f"Not {word}.")
    right.deny_request(request_id=denied.id, words=f"No, {word}.", reason=DenialReason.ACCURATE, by=who, at=NOON)
    rights.disclosure(who, client, f"Dates of {word}.")
    return {"request": asked, "denied_request": denied}


def _around(who: Clinician, reason: str) -> dict[str, Any]:
    """Return what belongs to a clinician without being of their clients."""
    at, practice = clock.now(), who.practice
    admin, colleague = people.clinician(practice, Role.PRACTICE_ADMIN), people.clinician(practice)
    why = f"Nobody else can be reached: {reason}."
    erased = people.silent_client(who)
    supervisor = people.clinician(practice, Role.SUPERVISOR)
    invitation, _ = accounts.invite_person(
        practice=practice, email=f"{who.pk}@new.example", role=Role.CLINICIAN, by=admin, at=at
    )
    return {
        "access": clients.open_in_emergency(client_id=people.client(colleague).id, reason=why, by=who, at=at),
        "certificate": ErasureCertificate.objects.create(
            practice=practice, client=erased, erased_by=who, reason=ErasureReason.ADDED_BY_MISTAKE,
            retention_years=7, artefact_count=0, sha256="0" * 64, created_at=at,
        ),
        "person": who,
        "supervisor": people.clinician(practice, Role.SUPERVISOR),
        "supervision": people.supervision(supervisor, colleague),
        "invitation": invitation,
        "open_session": _elsewhere(who),
        "notice": notices.notice(who),
    }  # fmt: skip


def _elsewhere(who: Clinician) -> OpenSession:
    return accounts.open_session(
        who=who,
        session_key=f"key{who.pk.hex}",
        has_second_factor=True,
        address="127.0.0.1",
        browser="B",
        at=clock.now(),
    )


def _signed(who: Clinician, client: Client, word: str) -> SessionNote:
    return records.signed_note(who, people.session(who, client), f"{word} rested.")


def _guide(who: Clinician, session: object, word: str) -> ClientGuide:
    found = records.brief(who, records.transcript(who, session, (f"{word} slept.",)))  # type: ignore[arg-type]  # a session
    text = records.guide_text(f"Rest, {word}.")
    safe = jsonkit.dump(client_safe_brief(()))
    return services.keep_guide(text, safe_brief=safe, brief=found, by=who, at=NOON)


def _reviewed(who: Clinician, session: object, word: str) -> ClientGuide:
    guide = _guide(who, session, word)
    text = records.guide_text(f"Rest well, {word}.")
    return services.save_guide(guide_id=guide.id, content=text, version=1, by=who, at=NOON)


@dataclass
class Scene:
    """Who asks, and for whose records."""

    browsers: dict[Who, Browser]
    mine: Ids  # of the owner
    theirs: Ids  # of the clinician of another practice
    missing: Ids

    def ids(self, name: str) -> Ids:
        """Return the ids of a kind: mine, theirs, missing, malformed."""
        known = {"mine": self.mine, "theirs": self.theirs, "missing": self.missing}
        return known.get(name) or dict.fromkeys(KINDS, "no-id")

    @cached_property
    def query(self) -> str:
        """What asks for rows and a hash of every table of ours in which only the right person may cause a change."""
        ours = (model for model in apps.get_models() if model.__module__.startswith("rung."))
        names = (model._meta.db_table for model in ours if model._meta.app_label != "audit")
        return " UNION ALL ".join(_select(name) for name in names if name != COUNTS)

    def fingerprint(self) -> dict[str, tuple[int, str]]:
        """Return rows and a hash of every table."""
        with connection.cursor() as cursor:
            cursor.execute(self.query)
            return {table: (count, digest) for table, count, digest in cursor.fetchall()}


def _select(table: str) -> str:
    row = f"(to_jsonb(t) - '{OWN_CLOCK[table]}')::text" if table in OWN_CLOCK else "t::text"
    select = "SELECT '{0}', count(*), coalesce(sum(hashtextextended({1}, 0)), 0)::text FROM {0} t"
    return select.format(table, row)


@contextmanager
def unhurried() -> Iterator[None]:
    """Let everybody ask as often as they like: thousands of requests are made in a minute here."""
    with override_settings(API_REQUESTS_A_MINUTE=dict.fromkeys(settings.API_REQUESTS_A_MINUTE, 1_000_000)):
        yield


def scene() -> Scene:
    """Return everybody, signed in, with the records of two of them."""
    practice = people.practice()
    staff = {
        Who.OWNER: people.clinician(practice),
        Who.COLLEAGUE: people.clinician(practice),
        Who.STRANGER: people.clinician(),
        Who.SUPERVISOR: people.clinician(practice, Role.SUPERVISOR),
        Who.OTHER_SUPERVISOR: people.clinician(practice, Role.SUPERVISOR),
        Who.ADMIN: people.clinician(practice, Role.PRACTICE_ADMIN),
        Who.OPERATOR: people.clinician(practice, Role.OPERATOR),
        Who.DEACTIVATED: people.clinician(practice),
    }
    people.supervision(staff[Who.SUPERVISOR], staff[Who.OWNER])
    people.supervision(staff[Who.OTHER_SUPERVISOR], staff[Who.COLLEAGUE])
    mine = records_of(staff[Who.OWNER], MINE, note=NOTE, reason=REASON)
    theirs = records_of(staff[Who.STRANGER], THEIRS, note=THEIRS, reason=THEIRS)
    browsers = {who: _browser(staff.get(who)) for who in Who}
    for who in set(staff) - {Who.OWNER, Who.STRANGER}:
        _elsewhere(staff[who])  # so that everybody has a session to end
        notices.notice(staff[who])  # and something to read
    OpenSession.objects.update(confirmed_at=clock.now() + timedelta(hours=1))  # nobody is asked to confirm meanwhile
    Clinician.objects.filter(pk=staff[Who.DEACTIVATED].pk).update(is_active=False)
    return Scene(browsers, mine, theirs, {kind: str(uuid.uuid4()) for kind in KINDS})


def _browser(who: Clinician | None) -> Browser:
    browser = Browser(raise_request_exception=False)
    if who is not None:
        browser.force_login(who)
    return browser
