"""How a material looks on the shelf: its spine and the lines of its card."""

from datetime import datetime

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from wagtail.rich_text import RichText, expand_db_html

from materials import check_words, words
from materials.body_form import FIELDS, SAFE_URLS, BlockDraft
from materials.changes import Change
from materials.checks import Finding
from materials.markup import clean
from materials.models.attachment import Attachment
from materials.models.collection import Collection
from materials.models.comment import BlockComment
from materials.models.material import Material
from materials.paging import first_of_stretch
from materials.views.comments import Comments

#: Page images in the strip under a file; the rest are a link away.
STRIP = 12

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
    return " · ".join(part for part in (words.grades(material.grades), words.minutes(material.time_required)) if part)


@register.filter
def reach_word(material: Material) -> str:
    """Who can see it, in a word for a card."""
    return words.reach_in_short(material)


@register.filter
def whose(material: Material) -> str:
    return words.whose(material)


@register.filter
def schools_line(material: Material) -> str:
    return words.schools(material.team)


@register.filter
def at(by_slot: dict[str, Attachment] | None, slot: str) -> Attachment | None:
    """The file of a slot, among those that this text shows."""
    return (by_slot or {}).get(str(slot))


@register.filter
def of_block(comments: Comments | None, block_id: str) -> list[BlockComment]:
    """What is said beside a block, on pages where anything is."""
    return comments.beside.get(block_id, []) if isinstance(comments, Comments) else []


@register.filter
def clean_text(value: RichText) -> SafeString:
    """Stored rich text, cleaned again on its way out."""
    return mark_safe(clean(expand_db_html(value.source)))  # noqa: S308 - nh3 has taken out all but plain formatting


@register.filter
def kept_text(text: Material, block_id: str) -> str:
    """What a block says that the form cannot change; read only."""
    said = [block.value for block in text.body if block.id == block_id and block.block_type == "rich_text"]
    return clean_text(said[0]) if said else ""


@register.filter
def days_left(trashed: Material | Collection) -> str:
    """How long something trashed can still be taken back."""
    return words.days_left(trashed)


@register.filter
def age(moment: datetime) -> str:
    """How long ago; empty for just now."""
    return words.age(moment)


@register.filter
def found_number(findings: list[Finding]) -> int:
    """How many things were found, as the page of the review names them."""
    return check_words.number_of(findings)


@register.filter
def leads_out(address: str) -> bool:
    """Whether an address is one that a link may have."""
    return str(address).startswith(SAFE_URLS)


@register.filter
def as_typed(value: str) -> str:
    """For a textarea: browsers drop a line end that comes first, so one is given to drop."""
    return f"\n{value}"


@register.filter
def file_facts(attachment: Attachment) -> str:
    """`6 sider · 1,2 MB`."""
    return " · ".join(part for part in (words.pages(attachment), words.size(attachment.size)) if part)


@register.filter
def page_name(attachment: Attachment, number: int) -> str:
    return words.page_name(attachment, number)


@register.filter
def page_address(attachment: Attachment, number: int) -> str:
    """Where one leafs through the file, with this page in view."""
    address = reverse("materials:pages", args=[attachment.material_id, attachment.pk])
    first = first_of_stretch(number)
    return f"{address}?from={first}#page-{number}" if first > 1 else f"{address}#page-{number}"


@register.filter
def reading_sentence(attachment: Attachment) -> str:
    return words.reading(attachment)


@register.filter
def first_pages(attachment: Attachment) -> range:
    return range(1, min(attachment.image_count, STRIP) + 1)


@register.filter
def need_libreoffice(attachments: list[Attachment]) -> bool:
    return any(attachment.reading_note == "no_libreoffice" for attachment in attachments)


@register.filter
def asked(block: BlockDraft) -> list[tuple[str, str]]:
    """The fields of a block in the order they are asked, a new one's included."""
    return [(name, block.values.get(name, "")) for name in FIELDS.get(block.type, ())]


@register.filter
def block_name(kind: str) -> str:
    return str(words.BLOCKS.get(kind, kind))


@register.filter
def changed_name(change: Change) -> str:
    """What a difference is in: a field, a kind of block, or a file's name."""
    names = {"field": words.FIELDS, "block": words.BLOCKS}.get(change.kind, {})
    return str(names.get(change.name, change.name))


@register.filter
def how_changed(change: Change) -> str:
    return str(words.CHANGES[change.how])


@register.filter
def field_name(name: str) -> str:
    return str(words.BLOCK_FIELDS.get(name, name))
