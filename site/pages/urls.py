"""Addresses of the front page and of what stands beside the editors' pages."""

from django.urls import path

from pages import views

app_name = "pages"
urlpatterns = [
    path("", views.front, name="front"),
    path("was", views.accessibility_statement, name="was"),
    path("materials/", views.public_materials, name="public_materials"),
]
