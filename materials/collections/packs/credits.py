"""Who made a material, where it comes from and how it may be used: title, author, source, license."""

from copy import copy
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse

from materials import words
from materials.adaptations.credits import CreditLine
from materials.models.material import Material
from materials.rights import license_address
from materials.vocabulary import License, Reach, Rights


@dataclass(frozen=True)
class Credit:
    """The four facts that an open license asks to be told, and in words what one must do. Empty where there is none.

    `work` is what somebody else made, and how they are to be named; it is told with the license that they gave.
    """

    title: str
    author: str
    work: str
    source: str
    license: str
    license_address: str
    basis: str
    made_from: tuple[CreditLine, ...] = ()


def credit_of(text: Material, made_from: tuple[CreditLine, ...] = ()) -> Credit:
    """The author is the team with its schools. A pack travels on: what it says of people is what the public is told.

    `made_from` is what the pack's reader may know of the sources, see `materials.adaptations.credits`.
    """
    public = copy(text)
    public.reach = Reach.PUBLIC
    makers = [words.whose(public), words.schools(text.team)]
    if text.created_by.show_name:
        makers.insert(0, str(text.created_by))
    return Credit(
        title=text.title,
        author=", ".join(dict.fromkeys(makers)),
        work=text.work if text.rights == Rights.OPEN_LICENSE else "",
        source=f"{settings.ADDRESS}{reverse('materials:material', args=[text.pk])}",
        license=License(text.license).label if text.license else "",
        license_address=license_address(text.license),
        basis=words.basis(public),
        made_from=made_from,
    )
