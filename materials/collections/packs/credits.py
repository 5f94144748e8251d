"""Who made a material, where it comes from and how it may be used: title, author, source, license."""

from copy import copy
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse

from materials import words
from materials.models.material import Material
from materials.vocabulary import License, Reach


@dataclass(frozen=True)
class Credit:
    """The four facts that an open license asks to be told, and in words what one must do. Empty where there is none."""

    title: str
    author: str
    source: str
    license: str
    license_address: str
    basis: str


def credit_of(text: Material) -> Credit:
    """The author is the team with its schools. A pack travels on: what it says of people is what the public is told."""
    public = copy(text)
    public.reach = Reach.PUBLIC
    makers = [words.whose(public), words.schools(text.team)]
    if text.created_by.show_name:
        makers.insert(0, str(text.created_by))
    return Credit(
        title=text.title,
        author=", ".join(dict.fromkeys(makers)),
        source=f"{settings.ADDRESS}{reverse('materials:material', args=[text.pk])}",
        license=License(text.license).label if text.license else "",
        license_address=address_of(text.license),
        basis=words.basis(public),
    )


def address_of(license_id: str) -> str:
    """`CC-BY-SA-4.0` → where Creative Commons says what it means."""
    if not license_id:
        return ""
    if license_id == License.CC0:
        return "https://creativecommons.org/publicdomain/zero/1.0/"
    terms, _, version = license_id.removeprefix("CC-").rpartition("-")
    return f"https://creativecommons.org/licenses/{terms.lower()}/{version}/"
