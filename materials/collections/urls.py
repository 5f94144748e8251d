"""Addresses of collections, their packs, and a material's way into them."""

from django.urls import path

from materials.collections.views import about, arrange, collection, packs, proposals, sharing

app_name = "collections"
urlpatterns = [
    path("collections/", collection.collections, name="collections"),
    path("collections/new/", about.new, name="new"),
    path("collections/<int:collection_id>/", collection.collection, name="collection"),
    path("collections/<int:collection_id>/follow/", collection.follow, name="follow"),
    path("collections/<int:collection_id>/about/", about.about, name="about"),
    path("collections/<int:collection_id>/cover/", about.cover, name="cover"),
    path("collections/<int:collection_id>/picture/", about.upload, name="upload"),
    path("collections/<int:collection_id>/picture/<int:picture_id>.webp", about.picture, name="picture"),
    path("collections/<int:collection_id>/members/", about.members, name="members"),
    path("collections/<int:collection_id>/trash/", about.trash, name="trash"),
    path("collections/<int:collection_id>/restore/", about.restore, name="restore"),
    path("collections/<int:collection_id>/arrange/", arrange.arrange, name="arrange"),
    path("collections/<int:collection_id>/move/", arrange.move, name="move"),
    path("collections/<int:collection_id>/sections/", arrange.add_section, name="add_section"),
    path("collections/<int:collection_id>/parts/", arrange.add_part, name="add_part"),
    path("collections/entries/<int:entry_id>/", arrange.note, name="note"),
    path("collections/entries/<int:entry_id>/remove/", arrange.remove, name="remove"),
    path("collections/entries/<int:entry_id>/put-back/", arrange.put_back, name="put_back"),
    path("collections/<int:collection_id>/share/", sharing.share, name="share"),
    path("collections/<int:collection_id>/withdraw/", sharing.withdraw, name="withdraw"),
    path("collections/<int:collection_id>/decide/", sharing.decide, name="decide"),
    path("collections/<int:collection_id>/propose/", proposals.propose, name="propose"),
    path("collections/proposals/<int:proposal_id>/", proposals.answer, name="answer"),
    path("collections/<int:collection_id>/pack/", packs.pack, name="pack"),
    path("collections/packs/<uuid:pack_id>.zip", packs.download, name="download"),
    path("collections/<slug:fixed>/", collection.named, name="named"),
    path("materials/<int:material_id>/collections/", proposals.of_material, name="of_material"),
]
