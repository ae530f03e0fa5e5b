"""Who may do what by their role."""

from rung.accounts.enums import Role
from rung.accounts.errors import NotASupervisor, NotPracticeAdmin, RoleOpensNoRecords
from rung.accounts.models import Clinician


def check_treats(clinician: Clinician) -> None:
    """Refuse record work to roles without content.

    Raises:
        RoleOpensNoRecords: a practice admin or an operator.
    """
    if not clinician.treats:
        raise RoleOpensNoRecords


def check_may_set_supervision(by: Clinician, supervisor: Clinician, clinician: Clinician) -> None:
    """Refuse to let somebody read another's records unless an administrator of both says so.

    Raises:
        NotPracticeAdmin: the actor does not administer the practice of both.
        NotASupervisor: the person has another role, or would supervise themselves.
    """
    practices = {by.practice_id, supervisor.practice_id, clinician.practice_id}
    if by.role != Role.PRACTICE_ADMIN or len(practices) > 1:
        raise NotPracticeAdmin
    if supervisor.role != Role.SUPERVISOR or supervisor.id == clinician.id:
        raise NotASupervisor
