"""Two practices, everybody in them, and the records of two clinicians."""

import uuid
from dataclasses import dataclass
from functools import cached_property

from django.apps import apps
from django.db import connection
from django.test import Client as Browser

from rung.accounts.enums import Role
from rung.accounts.models import Clinician
from rung.common import jsonkit
from rung.isolation import client_safe_brief
from rung.pipelines import launch
from rung.sessions import services
from rung.sessions.models import ClientGuide
from tests.factories import people, records
from tests.factories.people import NOON
from tests.unit.matrix.lines import Who

type Ids = dict[str, str]

KINDS = ("client", "session", "quiet_session", "brief", "guide", "reviewed_guide", "released_guide", "flag", "run")


def records_of(who: Clinician, word: str) -> Ids:
    """Return the ids of one record of each kind of a clinician; what is sealed in them holds the word."""
    client = people.client(who, f"{word}first", f"{word}last")
    session, quiet = people.session(who, client), people.session(who, client)
    said = records.transcript(who, session, (f"I could not sleep, {word}.",))
    run = launch.start_pre_session(session=session, by=who, at=NOON)
    records.transcript(who, quiet, (f"{word} rang.",))
    flag = records.flag(who, said, f"{word}quote")
    reviewed, released = (_reviewed(who, people.session(who, client), word) for _ in range(2))
    services.release_guide(guide_id=released.id, by=who, at=NOON)
    guide = _guide(who, session, word)
    found = (client, session, quiet, guide.brief, guide, reviewed, released, flag, run)
    return {kind: str(row.pk) for kind, row in zip(KINDS, found, strict=True)}


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
    def tables(self) -> tuple[str, ...]:
        """The tables in which nobody but the owner may cause a change: every one of ours but the audit trail's."""
        ours = (model for model in apps.get_models() if model.__module__.startswith("rung."))
        return tuple(model._meta.db_table for model in ours if model._meta.app_label != "audit")

    def fingerprint(self) -> dict[str, tuple[int, str]]:
        """Return rows and a hash of every table."""
        select = "SELECT '{0}', count(*), coalesce(sum(hashtextextended(t::text, 0)), 0)::text FROM {0} t"
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(select.format(table) for table in self.tables))
            return {table: (count, digest) for table, count, digest in cursor.fetchall()}


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
    mine, theirs = records_of(staff[Who.OWNER], MINE), records_of(staff[Who.STRANGER], THEIRS)
    browsers = {who: _browser(staff.get(who)) for who in Who}
    Clinician.objects.filter(pk=staff[Who.DEACTIVATED].pk).update(is_active=False)
    return Scene(browsers, mine, theirs, {kind: str(uuid.uuid4()) for kind in KINDS})


MINE, THEIRS = "Zyxmarlow", "Zyxwren"  # words of the records: where one stands, the record was shown


def _browser(who: Clinician | None) -> Browser:
    browser = Browser(raise_request_exception=False)
    if who is not None:
        browser.force_login(who)
    return browser
