"""How a release ends: one number, the same for people, scripts and JSON."""

from enum import IntEnum


class Code(IntEnum):
    """Exit codes of `deploy_ecs` and `ecs`."""

    OK = 0
    USAGE = 2
    PREFLIGHT = 3
    BUILD = 4
    MIGRATION = 5  # traffic untouched
    ROLLED_BACK = 6  # and the release before verified
    ROLLBACK_FAILED = 7
    TIMEOUT = 8  # the end is not known, or did not come in time
    LOCKED = 9
    SUPERSEDED = 10
    DIFFERS = 11  # drift or changes found
    DETACHED = 130  # Ctrl-C: AWS goes on


NAMES = {
    Code.OK: "released",
    Code.USAGE: "wrong usage",
    Code.PREFLIGHT: "refused before anything was changed",
    Code.BUILD: "not built or pushed",
    Code.MIGRATION: "migration failed, traffic untouched",
    Code.ROLLED_BACK: "rolled back",
    Code.ROLLBACK_FAILED: "ROLLBACK FAILED",
    Code.TIMEOUT: "not ended in time",
    Code.LOCKED: "locked by another release",
    Code.SUPERSEDED: "superseded by another release",
    Code.DIFFERS: "differences found",
    Code.DETACHED: "detached",
}
HELP = """exit codes:
  0 released and serving     6 rolled back, verified    10 superseded by another
  2 wrong usage              7 rollback failed          11 differences found
  3 refused by preflight     8 not ended in time        130 detached by Ctrl-C
  4 not built or pushed      9 locked by another
  5 migration failed, traffic untouched
"""


class Ended(Exception):
    """The release ends here, with a code, what happened, and what to do next."""

    def __init__(self, code: Code, what: str, do: str, title: str = "") -> None:
        super().__init__(what)
        self.code, self.what, self.do = code, what, do
        self.title = title or NAMES[code]
