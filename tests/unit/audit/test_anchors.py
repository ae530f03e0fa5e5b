"""Anchors: what is kept can be read back, failures are named and retried, and records never wait for them."""

import os
import stat
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn

import pytest
from pytest_django.fixtures import Settings

from config.logs import ALLOWED_FIELDS
from rung.audit.models import AuditCheckpoint
from rung.audit.sealing import anchors, checkpoints, loop
from rung.providers import object_lock
from rung.providers.anchoring import Anchor, AnchorUnavailable
from rung.providers.local_anchor import LocalAnchor
from rung.providers.object_lock import ObjectLock
from tests.fakes import locked_bucket
from tests.fakes.locked_bucket import LockedBucket
from tests.unit.audit.trails import AT, A, Trail, trail_in

CHAIN = str(A)


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[LockedBucket]:
    """The twin, found as boto3 finds S3."""
    monkeypatch.setattr(object_lock, "READ_SECONDS", 0.3)
    with locked_bucket.running() as (found, address):
        for name, value in {
            "AWS_ENDPOINT_URL_S3": address,
            "AWS_ACCESS_KEY_ID": "twin",
            "AWS_SECRET_ACCESS_KEY": "twin",
            "AWS_DEFAULT_REGION": "us-east-1",
        }.items():
            monkeypatch.setenv(name, value)
        object_lock._s3.cache_clear()
        yield found
    object_lock._s3.cache_clear()
    assert found.complaints == []


@pytest.fixture(params=["local", "object lock"])
def anchor(request: pytest.FixtureRequest, tmp_path: Path) -> Anchor:
    if request.param == "local":
        return LocalAnchor(tmp_path / "anchors")
    request.getfixturevalue("bucket")
    return ObjectLock("anchors")


def test_what_is_kept_is_read_back_by_chain(anchor: Anchor) -> None:
    assert anchor.chains() == []
    for chain, name in (("a", "1"), ("a", "2"), ("b", "1")):
        anchor.keep(chain, name, f'{{"of":"{chain}{name}"}}'.encode(), at=AT)
    assert anchor.chains() == ["a", "b"]
    assert [*anchor.kept("a")] == [b'{"of":"a1"}', b'{"of":"a2"}']
    assert [*anchor.kept("c")] == []


def test_local_lines_belong_to_this_user_alone(tmp_path: Path) -> None:
    LocalAnchor(tmp_path / "deep" / "anchors").keep("a", "1", b"{}", at=AT)
    file = tmp_path / "deep" / "anchors" / "a.jsonl"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_half_a_line_is_left_behind(tmp_path: Path) -> None:
    place = LocalAnchor(tmp_path)
    (tmp_path / "a.jsonl").write_bytes(b'{"n":1}\n{"n":2')
    place.keep("a", "3", b'{"n":3}', at=AT)
    assert [*place.kept("a")] == [b'{"n":1}', b'{"n":3}']


def test_a_disk_that_refuses_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(AnchorUnavailable):
        LocalAnchor(tmp_path / "file").keep("a", "1", b"{}", at=AT)
    (tmp_path / "a.jsonl").mkdir()
    with pytest.raises(AnchorUnavailable):
        [*LocalAnchor(tmp_path).kept("a")]


def test_a_disk_that_takes_half_a_line_keeps_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = os.write
    monkeypatch.setattr(os, "write", lambda file, data: write(file, data[:5]))
    with pytest.raises(AnchorUnavailable):
        LocalAnchor(tmp_path).keep("a", "1", b'{"n":1}', at=AT)
    monkeypatch.undo()
    LocalAnchor(tmp_path).keep("a", "2", b'{"n":2}', at=AT)
    assert [*LocalAnchor(tmp_path).kept("a")] == [b'{"n":2}']


@pytest.mark.django_db
def test_what_is_no_chain_is_passed_over(tmp_path: Path) -> None:
    trail = trail_in(tmp_path)
    trail.anchor.keep("readme", "1", b"{}", at=AT)
    assert trail.reports() == []


def test_an_object_is_locked_for_seven_years(bucket: LockedBucket) -> None:
    ObjectLock("anchors").keep("a", "1", b"{}", at=AT)
    (kept,) = bucket.kept
    assert (kept.key, kept.body) == ("a/1.json", b"{}")
    assert kept.said["ObjectLockMode"] == "COMPLIANCE"
    assert kept.said["ObjectLockRetainUntilDate"] == AT.replace(year=2033)


def test_seven_years_after_a_leap_day_is_the_day_after() -> None:
    leap = datetime(2028, 2, 29, tzinfo=UTC)
    assert object_lock._years_after(leap) == datetime(2035, 3, 1, tzinfo=UTC)


def test_the_same_name_twice_is_kept_once(bucket: LockedBucket) -> None:
    for _ in range(2):
        ObjectLock("anchors").keep("a", "1", b"{}", at=AT)
    assert len(bucket.kept) == 1


def test_many_objects_are_read_page_by_page_also_below_delete_markers(bucket: LockedBucket) -> None:
    bucket.page = 2
    for number in range(5):
        ObjectLock("anchors").keep("a", str(number), f'{{"n":{number}}}'.encode(), at=AT)
    bucket.markers = {"a/1.json", "a/4.json"}
    assert [*ObjectLock("anchors").kept("a")] == [f'{{"n":{number}}}'.encode() for number in range(5)]


@pytest.mark.parametrize("failure", ["429", "500", "503", "reset", "slow"])
def test_what_fails_now_and_then_is_tried_again(bucket: LockedBucket, failure: str) -> None:
    bucket.failures = [failure]
    ObjectLock("anchors").keep("a", "1", b"{}", at=AT)
    assert len(bucket.kept) >= 1
    assert bucket.asked == 2


@pytest.mark.parametrize("failure", ["429", "reset", "403"])
def test_what_fails_for_good_is_named_after_four_tries(bucket: LockedBucket, failure: str) -> None:
    bucket.failures = [failure] * 9
    with pytest.raises(AnchorUnavailable):
        ObjectLock("anchors").keep("a", "1", b"{}", at=AT)
    assert bucket.asked == (1 if failure == "403" else object_lock.MOST_TRIES)
    assert bucket.kept == []


def test_half_an_answer_is_no_answer(bucket: LockedBucket) -> None:
    ObjectLock("anchors").keep("a", "1", b"{}", at=AT)
    bucket.failures = ["", "truncated", "truncated", "truncated", "truncated"]
    with pytest.raises(AnchorUnavailable):
        [*ObjectLock("anchors").kept("a")]


def test_a_bucket_is_chosen_where_one_is_named(settings: Settings, tmp_path: Path) -> None:
    settings.AUDIT_ANCHOR_FOLDER, settings.AUDIT_ANCHOR_BUCKET = tmp_path, ""
    assert anchors.chosen() == LocalAnchor(tmp_path)
    settings.AUDIT_ANCHOR_BUCKET = "anchors"
    assert anchors.chosen() == ObjectLock("anchors")


@pytest.mark.django_db
def test_a_trail_is_verified_against_the_bucket(bucket: LockedBucket, tmp_path: Path) -> None:
    trail = trail_in(tmp_path)
    trail.add(A, 3)
    trail.seal()
    checkpoints.anchor_heads(ObjectLock("anchors"), at=AT)
    in_bucket = Trail(ObjectLock("anchors"), tmp_path)
    assert in_bucket.findings() == []
    assert [(r.practice_id, r.events) for r in in_bucket.reports(A)] == [(A, 3)]


class Broken(LocalAnchor):
    """A place that does not answer after some lines."""

    def keep(self, chain: str, name: str, line: bytes, *, at: datetime) -> None:
        if self.chains():
            raise AnchorUnavailable
        super().keep(chain, name, line, at=at)


@pytest.mark.django_db
def test_what_could_not_be_anchored_is_anchored_later(tmp_path: Path) -> None:
    trail = trail_in(tmp_path)
    for practice in (None, A):
        trail.add(practice)
    trail.seal()
    with pytest.raises(AnchorUnavailable):
        checkpoints.anchor_heads(Broken(tmp_path), at=AT)
    assert AuditCheckpoint.objects.count() == 1, "the one that was anchored has its row"
    assert trail.anchor_all() == 1
    assert AuditCheckpoint.objects.count() == 2
    assert trail.findings() == []


def test_a_broken_anchor_is_loud_and_stops_neither_sealing_nor_records(
    transactional_db: None, tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines: list[tuple[str, dict[str, object]]] = []
    failed = threading.Event()

    class Log:
        def exception(self, event: str, **fields: object) -> None:
            lines.append((event, fields))
            failed.set()

    def unavailable() -> NoReturn:
        raise AnchorUnavailable

    monkeypatch.setattr(loop, "log", Log())
    monkeypatch.setattr(anchors, "chosen", unavailable)
    settings.AUDIT_CHECKPOINT_SECONDS = 0.05
    trail = trail_in(tmp_path)
    with loop.running():
        assert failed.wait(10)
        trail.add(A)
        while not trail.reports(A)[0].events:
            pass
    assert lines[0][0] == "audit is not sealed or anchored; trying again"
    assert set(lines[0][1]) <= ALLOWED_FIELDS
