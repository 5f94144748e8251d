"""Addresses of the desk's pages about materials, below /admin/."""

from django.urls import path

from materials.desk import closing, handing_over, views

app_name = "materials_desk"
urlpatterns = [
    path("", views.materials, name="materials"),
    path("<int:material_id>/", views.open_material, name="material"),
    path("close-team/<int:team_id>/", closing.close, name="close_team"),
    path("left-by/<int:user_id>/", handing_over.left, name="hand_over"),
    path("files/<int:attachment_id>/", views.file, name="file"),
]
