"""The editions of a material that a person sees: others are not there, nor counted."""

from materials import access
from materials.models.material import Material
from materials.models.queries import MaterialQuerySet
from materials.texts import cards_for

#: As many stand on the material's own page.
FEW = 6


def editions_of(material: Material, user: access.type_of_person) -> MaterialQuerySet:
    """Those that were copied from it, and those that say that they build on it; the newest first."""
    made = Material.objects.filter(sources__material=material, sources__via=None)
    return made.visible_to(user).for_cards().newest_first()


def first_editions(material: Material, user: access.type_of_person) -> tuple[list[Material], bool]:
    """A few, by the text that the person reads, and whether there are more that they see."""
    found = list(editions_of(material, user)[: FEW + 1])
    return cards_for(user, found[:FEW]), len(found) > FEW
