"""How infra ends: the same numbers as a release's."""

from enum import IntEnum


class Code(IntEnum):
    """Exit codes of `manage.py infra`."""

    OK = 0
    USAGE = 2
    REFUSED = 3  # before anything was changed
    ROLLED_BACK = 6
    ROLLBACK_FAILED = 7
    TIMEOUT = 8
    DIFFERS = 11  # drift or changes found


class Ended(Exception):
    """infra ends here, with a code and what happened."""

    def __init__(self, code: Code, what: str) -> None:
        super().__init__(what)
        self.code = code
