"""Acts on practices, people, invitations, sessions, second factors and notices."""

from rung.accounts.services.guesses import count_guess, forget_guess, note_refused_sign_in
from rung.accounts.services.inbox import choose_channels, mark_all_notices_read, mark_notice_read
from rung.accounts.services.invitations import (
    accept_invitation,
    invite_person,
    renew_invitation,
    reset_sign_in,
    withdraw_invitation,
)
from rung.accounts.services.outside import adopt_person
from rung.accounts.services.people import (
    add_clinician,
    change_password,
    change_role,
    create_practice,
    deactivate_person,
    reactivate_person,
)
from rung.accounts.services.practice import Setup, set_up_practice
from rung.accounts.services.sessions import (
    confirm_session,
    end_other_sessions,
    end_session,
    end_sessions_of,
    move_session,
    note_sign_in,
    open_session,
    touch_session,
)
from rung.accounts.services.supervision import begin_supervision, end_supervision

__all__ = [
    "Setup",
    "accept_invitation",
    "add_clinician",
    "adopt_person",
    "begin_supervision",
    "change_password",
    "change_role",
    "choose_channels",
    "confirm_session",
    "count_guess",
    "create_practice",
    "deactivate_person",
    "end_other_sessions",
    "end_session",
    "end_sessions_of",
    "end_supervision",
    "forget_guess",
    "invite_person",
    "mark_all_notices_read",
    "mark_notice_read",
    "move_session",
    "note_refused_sign_in",
    "note_sign_in",
    "open_session",
    "reactivate_person",
    "renew_invitation",
    "reset_sign_in",
    "set_up_practice",
    "touch_session",
    "withdraw_invitation",
]
