"""Addresses of materials, their files, and the teams' pages that list them."""

from django.urls import path

from materials.views import (
    attachments,
    drop,
    edit,
    files,
    guesses,
    history,
    material,
    moving,
    sharing,
    teams,
    trash,
    uploads,
)

app_name = "materials"
urlpatterns = [
    path("teams/", teams.my_teams, name="teams"),
    path("teams/<slug:slug>/", teams.team, name="team"),
    path("teams/<slug:slug>/guesses/", guesses.of_team, name="team_guesses"),
    path("schools/<str:number>/", teams.school, name="school"),
    path("trash/", trash.trash_list, name="trash_list"),
    path("materials/new/", edit.new, name="new"),
    path("materials/drop/", drop.drop_page, name="drop"),
    path("materials/preview/", edit.preview, name="preview"),
    path("materials/<int:material_id>/", material.material, name="material"),
    path("materials/<int:material_id>/pages/<int:attachment_id>/", material.pages, name="pages"),
    path("materials/<int:material_id>/edit/", edit.edit, name="edit"),
    path("materials/<int:material_id>/conflict/<int:revision_id>/", edit.conflict, name="conflict"),
    path("materials/<int:material_id>/share/", sharing.share, name="share"),
    path("materials/<int:material_id>/rights/", sharing.set_rights, name="rights"),
    path("materials/<int:material_id>/guesses/", guesses.answer, name="guesses"),
    path("materials/<int:material_id>/withdraw/", sharing.withdraw, name="withdraw"),
    path("materials/<int:material_id>/move/", moving.move, name="move"),
    path("materials/<int:material_id>/trash/", trash.trash, name="to_trash"),
    path("materials/<int:material_id>/restore/", trash.restore, name="restore"),
    path("materials/<int:material_id>/history/", history.history, name="history"),
    path("materials/<int:material_id>/history/<int:revision_id>/", history.revision, name="revision"),
    path("materials/<int:material_id>/history/<int:revision_id>/restore/", history.restore, name="restore_revision"),
    path("materials/<int:material_id>/files/", attachments.add, name="add_files"),
    path("materials/<int:material_id>/files.zip", files.everything, name="zip"),
    path("files/slot/<uuid:slot>/", files.slot, name="slot"),
    path("files/<int:attachment_id>/thumbnail.webp", files.thumbnail, name="thumbnail"),
    path("files/<int:attachment_id>/pages/<int:number>.webp", files.page_image, name="page_image"),
    path("files/<int:attachment_id>/replace/", attachments.replace, name="replace_file"),
    path("files/<int:attachment_id>/remove/", attachments.remove, name="remove_file"),
    path("files/<int:attachment_id>/<path:name>", files.original, name="file"),
    path("uploads/", uploads.uploads, name="uploads"),
    path("uploads/<uuid:key>/", uploads.upload, name="upload"),
]
