"""Addresses of signing in, one's own account and the practice's people, below /admin/."""

from django.contrib.auth.decorators import login_required
from django.urls import path
from django.views.generic import RedirectView

from rung.accounts.admin import account, factors, joining, outside, passwords, people, practice, sign_in, supervisions

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
    path("practice/", practice.practice, name="practice"),
    path("people/", people.people, name="people"),
    path("people/supervisions/", supervisions.begin, name="supervision-begin"),
    path("people/supervisions/<uuid:supervision_id>/end/", supervisions.end, name="supervision-end"),
    path("people/<uuid:person_id>/", people.person_act, name="person"),
    path("people/invitations/<uuid:invitation_id>/", people.invitation_act, name="invitation"),
]
