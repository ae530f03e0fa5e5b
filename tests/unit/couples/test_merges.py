"""A result is kept in two halves, released to both, and withdrawn with a consent, a link or a record."""

import pytest

from rung.audit import services as audit
from rung.clients.enums import Modality, Purpose
from rung.clients.errors import ConsentWithdrawn
from rung.clients.services.consents import Scope
from rung.couples import errors, schemas, selectors, services
from rung.couples.enums import LinkStatus, MergeStatus
from rung.couples.models import CoupleLink, FrameworkMerge
from rung.encryption.errors import AccessUndeclared
from rung.isolation import CouplePattern, Fit
from rung.pipelines import services as pipelines
from rung.pipelines.enums import ErasureReason
from rung.pipelines.services.erasure import Wish
from rung.sessions import schemas as contents
from rung.sessions import services as sessions
from tests.factories import couples, people, records
from tests.factories.people import NOON

pytestmark = pytest.mark.django_db

MERGING = Scope(Purpose.COUPLES_MERGE, Modality.IN_PERSON)


def test_a_result_opens_with_both_records_and_not_with_one() -> None:
    by = people.clinician()
    link = couples.link(by)
    couples.briefs(by, link)
    merge = couples.merged(by, link)
    fresh = selectors.merge_of(by, merge.id)
    with audit.access_to_many(by=by, at=NOON, kind="framework_merge", client_ids=[*link.partners]):
        found = selectors.content_of(fresh)
    assert found.shared == (CouplePattern.FINANCES,)
    assert found.complementary == (Fit.ANXIOUS_AND_AVOIDANT,)
    one = audit.Subject("framework_merge", merge.id, link.first_id)
    with audit.access(by=by, at=NOON, subject=one), pytest.raises(AccessUndeclared):
        selectors.content_of(selectors.merge_of(by, merge.id))
    with pytest.raises(errors.MergeNotFound):
        selectors.merge_of(people.clinician(), merge.id)


def test_a_half_says_nothing_without_the_other() -> None:
    text = '{"shared": ["finances"]}'
    one, other = schemas.split(text)
    assert schemas.joined(one, other) == schemas.joined(other, one) == text
    assert schemas.split(text)[0] != one
    assert len(one) == len(other) == 2 * schemas.SIZE
    with pytest.raises(ValueError, match="longer"):
        schemas.split("x" * (schemas.SIZE + 1))


def test_no_word_of_either_record_is_in_the_rows_of_a_merge() -> None:
    by = people.clinician()
    link = couples.link(by)
    couples.brief(by, link.first, ("theme", "finances"), words="He hid the letter of the bank, said Quillonby.")
    couples.brief(by, link.second, ("theme", "finances"), words="She counts every cent, said Vexmarrow.")
    merge = couples.merged(by, link)
    with audit.access_to_many(by=by, at=NOON, kind="framework_merge", client_ids=[*link.partners]):
        said = repr(selectors.content_of(selectors.merge_of(by, merge.id)))
    for word in ("Quillonby", "Vexmarrow", "letter", "cent,"):
        assert word not in said


def test_what_another_person_said_in_the_room_is_not_the_clients() -> None:
    by = people.clinician()
    link = couples.link(by)
    couples.briefs(by, link)
    said = records.transcript(by, people.session(by, link.first), ("You never listen.",))
    cited = contents.CitedWords(0, "other", "You never listen.", 0, 17)
    finding = contents.CitedFinding("communication", "criticism", 0.8, (cited,))
    content = contents.BriefContent("From a transcript", (), (finding,), (), (), ())
    kept = sessions.keep_brief(content, transcript=said, run_id=people.practice().id, by=by, at=NOON)
    with audit.access(by=by, at=NOON, subject=audit.Subject("brief", kept.id, link.first_id)):
        assert selectors.analysis_of(kept).frameworks.patterns == ()


def test_a_result_is_released_once_and_the_one_before_is_withdrawn() -> None:
    by = people.clinician()
    link = couples.link(by)
    couples.briefs(by, link)
    one, other = couples.merged(by, link), couples.merged(by, link)
    for merge in (one, other):
        services.release_merge(merge_id=merge.id, by=by, at=NOON)
    with pytest.raises(errors.MergeSettled):
        services.release_merge(merge_id=other.id, by=by, at=NOON)
    states = dict(FrameworkMerge.objects.values_list("id", "status"))
    assert states == {one.id: MergeStatus.WITHDRAWN, other.id: MergeStatus.RELEASED}


def test_what_shows_a_power_imbalance_is_not_released() -> None:
    by = people.clinician()
    link = couples.link(by)
    couples.brief(by, link.first, ("dynamic", "power_imbalance"))
    couples.brief(by, link.second, ("theme", "finances"))
    with pytest.raises(errors.ApartFirst):
        services.release_merge(merge_id=couples.merged(by, link).id, by=by, at=NOON)


@pytest.mark.parametrize("partner", ["first", "second"])
def test_either_partners_withdrawal_takes_back_what_was_released_and_stops_more(partner: str) -> None:
    by = people.clinician()
    link = couples.link(by)
    couples.briefs(by, link)
    merge = services.release_merge(merge_id=couples.merged(by, link).id, by=by, at=NOON)
    pipelines.withdraw_consent(client=getattr(link, partner), scope=MERGING, by=by, at=NOON)
    merge.refresh_from_db()
    assert (merge.status, merge.withdrawn_at) == (MergeStatus.WITHDRAWN, NOON)
    with pytest.raises(ConsentWithdrawn):
        couples.merged(by, link)


def test_a_paused_couple_is_not_compared_and_an_ended_one_keeps_nothing_released() -> None:
    by = people.clinician()
    link = couples.link(by)
    couples.briefs(by, link)
    merge = services.release_merge(merge_id=couples.merged(by, link).id, by=by, at=NOON)
    services.pause_link(link_id=link.id, by=by, at=NOON)
    with pytest.raises(errors.LinkPaused):
        couples.merged(by, link)
    services.end_link(link_id=link.id, by=by, at=NOON)
    merge.refresh_from_db()
    assert merge.status == MergeStatus.WITHDRAWN
    with pytest.raises(errors.LinkEnded):
        couples.merged(by, link)


def test_erasing_one_partner_ends_the_couple_and_withdraws_its_results() -> None:
    by = people.clinician()
    link = couples.link(by)
    merge = _released(link)
    wish = Wish(ErasureReason.ADDED_BY_MISTAKE, "Testa Fictional")
    certificate = pipelines.erase_client(client=link.second, wish=wish, by=by, at=NOON)
    link.refresh_from_db()
    merge.refresh_from_db()
    assert (link.status, merge.status) == (LinkStatus.ENDED, MergeStatus.WITHDRAWN)
    kinds = set(certificate.lines.values_list("kind", flat=True))
    assert {"couple, as the second", "result for a couple, as the second"} <= kinds


def _released(link: CoupleLink) -> FrameworkMerge:
    return FrameworkMerge.objects.create(
        link=link, run_id=link.id, status=MergeStatus.RELEASED, released_at=NOON, created_at=NOON
    )
