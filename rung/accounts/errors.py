"""Refusals about accounts."""

from rung.common.errors import RungError


class RoleOpensNoRecords(RungError):
    """Your role manages people and settings; it opens no client's record."""

    code = "role_opens_no_records"
    status = 403


class NotPracticeAdmin(RungError):
    """Only an administrator of the practice may do this."""

    code = "not_practice_admin"
    status = 403


class NotASupervisor(RungError):
    """Give the person the role of supervisor first, and name two different people of this practice."""

    code = "not_a_supervisor"
    status = 422


class SupervisionNotFound(RungError):
    """There is no such supervision in this practice."""

    code = "supervision_not_found"
    status = 404


class EmailTaken(RungError):
    """Somebody signs in with this address already; use another one."""

    code = "email_taken"
