"""Addresses of search."""

from django.urls import path

from search import changing, collecting, views
from search.saved import views as saved

app_name = "search"
urlpatterns = [
    path("search/", views.search, name="search"),
    path("search/choose/", changing.choose, name="choose"),
    path("search/offer/", views.offer_words, name="offer"),
    path("search/similar/<int:material_id>/", views.similar, name="similar"),
    path("search/saved/", saved.saved, name="saved"),
    path("search/saved/save/", saved.save, name="save"),
    path("search/saved/<int:search_id>/rename/", saved.rename, name="rename"),
    path("search/saved/<int:search_id>/remove/", saved.remove, name="remove"),
    path("search/saved/<int:search_id>/restore/", saved.restore, name="restore"),
    path("collections/<int:collection_id>/add/", collecting.collect, name="collect"),
]
