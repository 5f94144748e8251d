"""Addresses of the desk's pages about people, below /admin/."""

from django.urls import path

from teams.views import desk

app_name = "teams_desk"
urlpatterns = [
    path("people/", desk.people, name="people"),
    path("people/new/", desk.new_person, name="new_person"),
    path("people/<int:user_id>/", desk.person, name="person"),
    path("people/<int:user_id>/employ/", desk.employ, name="employ"),
    path("people/<int:user_id>/password-link/", desk.password_link, name="password_link"),
    path("people/<int:user_id>/close-or-open/", desk.close_or_open, name="close_or_open"),
    path("employments/<int:employment_id>/end/", desk.end_employment, name="end_employment"),
    path("audit/", desk.audit_log, name="audit"),
]
