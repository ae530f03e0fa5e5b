"""Every act on an environment ends here: with a code, what happened, why, and the next command."""

from collections.abc import Callable

from deploy.release import desk as desks
from deploy.release import lease
from deploy.release.codes import Code, Ended
from deploy.release.desk import Desk
from deploy.release.refusals import NoAnswer, Refused, SignedOut

UNCHANGED = "Nothing was changed."


def run(desk: Desk, act: Callable[[], Ended]) -> Code:
    """Do an act, tell how it ended, and return its code."""
    try:
        ended = act()
        desks.finish(desk, ended.code)
    except Ended as end:
        ended = _finished(desk, end)
    except KeyboardInterrupt:
        ended = _detached(desk)
    except (SignedOut, NoAnswer) as gone:
        ended = _cut_off(desk, gone)
    except lease.Held as held:
        ended = _held(desk, held.lease)
    except lease.Lost:
        what = "Another process took this release's lease: this one stopped at once and touched nothing more."
        ended = Ended(Code.SUPERSEDED, what, f"manage.py ecs status {desk.target.environment}")
    except Refused as refused:
        ended = _refused(desk, refused)
    _tell(desk, ended)
    return ended.code


def _finished(desk: Desk, end: Ended) -> Ended:
    try:
        desks.finish(desk, end.code)
    except (SignedOut, NoAnswer, Refused):
        end.what += "\nThe end could not be written to the ledger; the lease expires by itself."
    return end


def _detached(desk: Desk) -> Ended:
    name = desk.target.environment
    if desk.work is None:
        what = desk.asked_for or "Stopped; nothing was changed."
        return Ended(Code.DETACHED, what, f"manage.py ecs status {name}")
    text = f"Detached in {desk.work.record.phase}. AWS goes on; the lease is yours for {lease.TTL_SECONDS} s more."
    return Ended(Code.DETACHED, text, f"manage.py deploy_ecs {name} --resume, or --abort to take it back")


def _cut_off(desk: Desk, gone: SignedOut | NoAnswer) -> Ended:
    """Return the end where AWS cannot be asked any more."""
    if isinstance(gone, SignedOut):
        why, do = "The credentials are missing or have expired.", "aws sso login"
    else:
        why, do = "AWS does not answer, or only throttles.", "wait a minute"
    if desk.work is None:
        return Ended(Code.PREFLIGHT, f"{why} {desk.asked_for or UNCHANGED}", f"{do}, then the same command")
    text = f"{why} The release was in {desk.work.record.phase}, and AWS goes on with what it was asked."
    return Ended(Code.TIMEOUT, text, f"{do}, then manage.py deploy_ecs {desk.target.environment} --resume")


def _held(desk: Desk, held: lease.Lease | None) -> Ended:
    name = desk.target.environment
    who = "somebody else"
    if held:
        left = max(0, int(held.expires_at - desk.aws.clock.now().timestamp()))
        who = f"{held.held_by} (release {held.release_id}, in {held.step}; expires in {left} s unless it is alive)"
    text = f"{desk.target.cluster} is locked by {who}. Nothing was changed."
    return Ended(Code.LOCKED, text, f"manage.py ecs lock {name} status")


def _refused(desk: Desk, refused: Refused) -> Ended:
    why = f"AWS refused {refused.action}: {refused.code}. {refused.message}"
    name = desk.target.environment
    if desk.work is None:
        return Ended(Code.PREFLIGHT, f"{why}\n{desk.asked_for or UNCHANGED}", f"manage.py ecs doctor {name}")
    text = f"{why}\nThe release was in {desk.work.record.phase}."
    return Ended(Code.TIMEOUT, text, f"manage.py deploy_ecs {name} --resume, or --abort to take it back")


def _tell(desk: Desk, ended: Ended) -> None:
    headline = f"{ended.title.upper()} (exit {ended.code.value})"
    text = f"{headline}\n{ended.what}\nNext: {ended.do}"
    details = {"code": ended.code.value, "outcome": ended.title, "what": ended.what, "next": ended.do}
    desk.progress.say("end", text, **details)
