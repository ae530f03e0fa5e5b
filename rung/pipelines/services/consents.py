"""Take back a consent, with everything that rests on it."""

from datetime import datetime

from django.db import transaction

from rung.accounts.models import Clinician
from rung.clients import services as client_services
from rung.clients.enums import Purpose
from rung.clients.models import Client, Consent
from rung.clients.services.consents import Scope
from rung.couples import services as couples
from rung.pipelines import policies, selectors
from rung.pipelines.models import PipelineRun
from rung.pipelines.services.ending import cancel_run
from rung.sessions import selectors as sessions
from rung.sessions import services as session_services


@transaction.atomic
def withdraw_consent(*, client: Client, scope: Scope, by: Clinician, at: datetime) -> Consent:
    """Take back a consent, stop the runs that need it, and withdraw the guides that rest on it.

    What was kept before stays in the record. The client's row is held first: a
    stage that is being kept is kept before this, or not at all.

    Raises:
        ClientNotFound: not among the clinician's clients.
        ConsentNotGiven: there is nothing to take back.
    """
    consent = client_services.withdraw_consent(client=client, scope=scope, by=by, at=at)
    for run in selectors.active_runs_over(by, client):
        if scope in policies.scopes_of_run(run):
            cancel_run(run, by=by, at=at)
    for guide in sessions.released_guides_of(by, client):
        if policies.rests_on(guide, scope):
            session_services.withdraw_guide(guide_id=guide.id, by=by, at=at)
    if scope.purpose is Purpose.COUPLES_MERGE:
        couples.withdraw_merges_of(client=client, by=by, at=at, ends=False)
    return consent


def require_consents_of(run: PipelineRun, *, at: datetime) -> None:
    """Refuse to go on with a run without the consents it needs, and keep them in force to the commit.

    Raises:
        ConsentRefused: as `clients.policies.consent.check` says.
    """
    scopes = policies.scopes_of_run(run)
    client_services.require_consents(client_id=run.client_id, scopes=scopes, by=run.requested_by, at=at)
