"""How a material looks on the shelf: its spine and the lines of its card."""

from django import template

from materials import words
from materials.models.material import Material

register = template.Library()


@register.filter
def spine(material: Material) -> str:
    """The shelf's color by the first subject, or `none`."""
    subjects = list(material.subjects.all())
    return subjects[0].spine if subjects else "none"


@register.filter
def kind_line(material: Material) -> str:
    """`Matematik · arbejdsark`: subject and type in words, for the spine's color is never the only sign."""
    parts = [subject.name for subject in list(material.subjects.all())[:2]]
    parts = [*parts, str(material.get_material_type_display())] if material.material_type else parts
    line = " · ".join(parts)
    return line[:1].upper() + line[1:]


@register.filter
def facts_line(material: Material) -> str:
    """Grades and time."""
    return "   ".join(part for part in (words.grades(material.grades), words.minutes(material.time_required)) if part)


@register.filter
def reach_word(material: Material) -> str:
    """Who can see it, in a word for a card."""
    return words.reach_in_short(material)
