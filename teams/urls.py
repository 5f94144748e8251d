"""Addresses of people and teams."""

from django.urls import path

from teams.views import account, inbox, invitations, joining, members, naming

app_name = "teams"
urlpatterns = [
    path("sign-in/", account.SignIn.as_view(), name="sign_in"),
    path("sign-out/", account.sign_out, name="sign_out"),
    path("profile/", account.profile, name="profile"),
    path("password/", account.password, name="password"),
    path("password/link/<str:token>/", account.password_link, name="password_link"),
    path("language/", account.language, name="language"),
    path("inbox/", inbox.inbox, name="inbox"),
    path("inbox/<int:notice_id>/", inbox.open_notice, name="open_notice"),
    path("inbox/read/", inbox.read, name="read_notices"),
    path("inbox/unread/<int:moment>/", inbox.unread, name="unread_notices"),
    path("inbox/settings/", inbox.settings, name="inbox_settings"),
    path("inbox/stop/<str:token>/", inbox.stop_digest, name="stop_digest"),
    path("teams/<slug:slug>/edit/", naming.edit, name="edit"),
    path("teams/<slug:slug>/members/", members.members, name="members"),
    path("teams/<slug:slug>/members/<int:user_id>/remove/", members.remove, name="remove_member"),
    path("teams/<slug:slug>/members/<int:user_id>/role/", members.role, name="change_role"),
    path("teams/<slug:slug>/members/<int:user_id>/lead/", members.hand_over, name="hand_over"),
    path("teams/<slug:slug>/members/back/<int:departure_id>/", members.take_back, name="take_back"),
    path("teams/<slug:slug>/members/lead/back/", members.take_lead_back, name="take_lead_back"),
    path("teams/<slug:slug>/leave/", members.leave, name="leave"),
    path("teams/<slug:slug>/ask/", joining.ask, name="ask"),
    path("teams/<slug:slug>/requests/<int:request_id>/", joining.answer, name="answer"),
    path("teams/<slug:slug>/invitations/", invitations.invite, name="invite"),
    path("teams/<slug:slug>/invitations/<int:invitation_id>/revoke/", invitations.revoke, name="revoke"),
    path("invitations/<str:token>/", invitations.invitation, name="invitation"),
]
