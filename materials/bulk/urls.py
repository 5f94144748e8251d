"""Addresses of changes to many materials."""

from django.urls import path

from materials.bulk import views

app_name = "bulk"
urlpatterns = [
    path("teams/<slug:slug>/choose/", views.of_team, name="of_team"),
    path("bulk/", views.changes, name="changes"),
    path("bulk/<uuid:change_id>/", views.change, name="change"),
    path("bulk/<uuid:change_id>/plan/", views.plan, name="plan"),
    path("bulk/<uuid:change_id>/do/", views.do, name="do"),
    path("bulk/<uuid:change_id>/undo/", views.undo, name="undo"),
]
