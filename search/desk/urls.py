"""Addresses of search at the desk."""

from django.urls import path

from search.desk import aliases, index, wanted

app_name = "search_desk"
urlpatterns = [
    path("", aliases.aliases, name="aliases"),
    path("add/", aliases.add, name="add_alias"),
    path("<int:alias_id>/", aliases.edit, name="edit_alias"),
    path("<int:alias_id>/remove/", aliases.remove, name="remove_alias"),
    path("index/", index.index, name="index"),
    path("index/again/", index.again, name="again"),
    path("wanted/", wanted.wanted, name="wanted"),
    path("wanted/<int:wanted_id>/dismiss/", wanted.dismiss, name="dismiss_wanted"),
    path("wanted/<int:wanted_id>/put-back/", wanted.put_back, name="put_back_wanted"),
]
