"""How a collection looks in a list."""

from django import template

from materials import words as material_words
from materials.collections import words
from materials.collections.outline import Face
from materials.models.collection import Collection

register = template.Library()


@register.filter
def face_line(face: Face) -> str:
    """Grades and weeks."""
    return " · ".join(part for part in (material_words.grades(face.grades), words.weeks(face)) if part)


@register.filter
def whose_collection(collection: Collection) -> str:
    return material_words.whose(collection)


@register.filter
def collection_reach(collection: Collection) -> str:
    return material_words.reach_word(collection)
