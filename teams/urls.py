"""Addresses of people and teams."""

from django.urls import URLPattern

app_name = "teams"
urlpatterns: list[URLPattern] = []
