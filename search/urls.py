"""Addresses of search."""

from django.urls import path

from search import collecting, views

app_name = "search"
urlpatterns = [
    path("search/", views.search, name="search"),
    path("search/offer/", views.offer_words, name="offer"),
    path("search/similar/<int:material_id>/", views.similar, name="similar"),
    path("collections/<int:collection_id>/add/", collecting.collect, name="collect"),
]
