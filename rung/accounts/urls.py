"""Addresses of signing in, one's own account, notices and the practice's people, below /admin/; those of the API."""

from django.contrib.auth.decorators import login_required
from django.urls import path
from django.views.generic import RedirectView

from rung.accounts.admin import (
    account,
    factors,
    joining,
    noticechannels,
    outside,
    passwords,
    people,
    practice,
    sign_in,
    supervisions,
)
from rung.accounts.admin import notices as inbox
from rung.accounts.api import noticechannels as channel_doors
from rung.accounts.api import notices as doors
from rung.common.api.doors import address

# Names that begin with account_ or mfa_ are those allauth asks for.
urlpatterns = [
    path("login/", sign_in.SignInView.as_view(), name="account_login"),
    path("login/code/", factors.SecondStep.as_view(), name="mfa_authenticate"),
    path("login/outside/", outside.leave, name="outside-leave"),
    path("login/outside/back/", outside.come_back, name="outside-back"),
    path("logout/", sign_in.sign_out, name="account_logout"),
    path("password_change/", login_required(RedirectView.as_view(pattern_name="password-change"))),
    path("join/<str:token>/", joining.join, name="join"),
    path("account/", account.security, name="mfa_index"),
    path("account/password/", passwords.ChangePassword.as_view(), name="password-change"),
    path("account/confirm/", factors.ConfirmByCode.as_view(), name="mfa_reauthenticate"),
    path("account/confirm/key/", factors.ConfirmByKey.as_view(), name="mfa_reauthenticate_webauthn"),
    path("account/confirm/password/", passwords.ConfirmByPassword.as_view(), name="account_reauthenticate"),
    path("account/app/", factors.AddApp.as_view(), name="mfa_activate_totp"),
    path("account/app/remove/", factors.RemoveApp.as_view(), name="mfa_deactivate_totp"),
    path("account/key/", factors.AddKey.as_view(), name="mfa_add_webauthn"),
    path("account/key/<int:pk>/remove/", factors.RemoveKey.as_view(), name="mfa_remove_webauthn"),
    path("account/recovery-codes/", factors.RecoveryCodes.as_view(), name="mfa_view_recovery_codes"),
    path("account/recovery-codes/new/", factors.NewRecoveryCodes.as_view(), name="mfa_generate_recovery_codes"),
    path("account/session/", account.state, name="session-state"),
    path("account/sessions/end/", account.end_other_sessions, name="sessions-end"),
    path("account/sessions/<uuid:session_id>/end/", account.end_session, name="session-end"),
    path("notices/", inbox.inbox, name="notices"),
    path("notices/read/", inbox.mark_all, name="notices-read"),
    path("notices/channels/", noticechannels.channels, name="notice-channels"),
    path("notices/<uuid:notice_id>/", inbox.open_notice, name="notice"),
    path("practice/", practice.practice, name="practice"),
    path("people/", people.people, name="people"),
    path("people/supervisions/", supervisions.begin, name="supervision-begin"),
    path("people/supervisions/<uuid:supervision_id>/end/", supervisions.end, name="supervision-end"),
    path("people/<uuid:person_id>/", people.person_act, name="person"),
    path("people/invitations/<uuid:invitation_id>/", people.invitation_act, name="invitation"),
]

# Below /api/v1/.
api_urlpatterns = [
    path("notices", address(doors.ListNotices), name="notices"),
    path("notices/read", address(doors.MarkAllNoticesRead), name="read-notices"),
    path("notices/<uuid:notice_id>/read", address(doors.MarkNoticeRead), name="read-notice"),
    path(
        "notice-channels",
        address(channel_doors.ShowChannels, channel_doors.ChooseChannels),
        name="notice-channels",
    ),
]
