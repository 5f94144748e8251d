"""Addresses of the desk's pages about people, teams and schools, below /admin/."""

from django.urls import path

from teams.desk import audit_log, people, schools, teams

app_name = "teams_desk"
urlpatterns = [
    path("people/", people.people, name="people"),
    path("people/new/", people.new_person, name="new_person"),
    path("people/<int:user_id>/", people.person, name="person"),
    path("people/<int:user_id>/employ/", people.employ, name="employ"),
    path("people/<int:user_id>/password-link/", people.password_link, name="password_link"),
    path("people/<int:user_id>/close-or-open/", people.close_or_open, name="close_or_open"),
    path("employments/<int:employment_id>/end/", people.end_employment, name="end_employment"),
    path("teams/", teams.teams, name="teams"),
    path("teams/new/", teams.new_team, name="new_team"),
    path("teams/<int:team_id>/", teams.team, name="team"),
    path("teams/<int:team_id>/lead/", teams.appoint, name="appoint"),
    path("schools/", schools.schools, name="schools"),
    path("schools/new/", schools.new_school, name="new_school"),
    path("schools/<int:school_id>/", schools.school, name="school"),
    path("audit/", audit_log.audit_log, name="audit"),
]
