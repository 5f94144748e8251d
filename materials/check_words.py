"""Says what was found in a text before anybody looked, and where."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from materials import words
from materials.checks import Finding
from materials.personal_numbers import holds_personal_number

if TYPE_CHECKING:
    from materials.models.attachment import Attachment
    from materials.models.material import Material


def sentences(findings: list[Finding], text: "Material", files: list["Attachment"]) -> list[str]:
    """One for each finding, in their order, and one for all that is empty; they are of this text and these files."""
    blocks = [block.id for block in text.body]
    kinds = {block.id: block.block_type for block in text.body}
    called = {file.pk: _called(number, file) for number, file in enumerate(files, start=1)}
    by_id = {file.pk: file for file in files}

    def where(finding: Finding) -> str:
        block, file = finding.get("block"), by_id.get(finding.get("file", 0))
        if block in kinds:
            name = words.BLOCKS.get(kinds[block], kinds[block])
            return _("block %(number)s (%(kind)s)") % {"number": blocks.index(block) + 1, "kind": name}
        return _place(finding, file, called.get(finding.get("file", 0), ""))

    return in_words(findings, where)


def in_words(findings: list[Finding], where: Callable[[Finding], str]) -> list[str]:
    """One sentence for each finding, at the place that `where` says, and one for all that is empty."""
    said = [_sentence(finding, where(finding)) for finding in findings if finding["kind"] != "empty"]
    empty = [where(finding) for finding in findings if finding["kind"] == "empty"]
    return [*said, _("Empty, and worth filling: %(where)s.") % {"where": words.listed(empty)}] if empty else said


def number_of(findings: list[Finding]) -> int:
    """How many sentences that makes: all that is empty is one."""
    others = [finding for finding in findings if finding["kind"] != "empty"]
    return len(others) + (len(others) < len(findings))


def _called(number: int, file: "Attachment") -> str:
    """A file's name, or its place among the files when the name must not be said."""
    private = holds_personal_number(file.name, today=timezone.localdate())
    return _("file number %(number)s") % {"number": number} if private else file.name


def _place(finding: Finding, file: "Attachment | None", called: str) -> str:
    if file is not None:
        if page := finding.get("page"):
            return _("%(page)s of %(file)s") % {"page": words.page_name(file, page), "file": called}
        return _("the name of %(file)s") % {"file": called} if finding["place"] == "file_name" else called
    return field_place(finding["place"])


def field_place(name: str) -> str:
    """A field, as a sentence names it."""
    return {
        "title": _("the title"),
        "summary": _("the summary"),
        "tags": _("the tags"),
        "subjects": _("the subjects"),
        "grades": _("the grades"),
        "material_type": _("the material type"),
        "work": _("the work it is taken from"),
        "work_pages": _("the pages of the work"),
    }.get(name, _("a part that is gone"))


def _sentence(finding: Finding, where: str) -> str:
    if finding["kind"] == "no_alt":
        where = where[:1].upper() + where[1:]
    said = {
        "personal_number": _("There may be a CPR number in %(where)s."),
        "rights": _("Its rights do not allow the reach that is asked for."),
        "no_license": _("No license is named: nobody else knows what they may do with it."),
        "no_origin": _("It is said to be openly licensed by somebody else, but not whose work it is."),
        "no_alt": _("%(where)s does not say what its picture shows."),
        "unread": _("%(where)s could not be read by the machine: look into it yourself."),
    }
    return said[finding["kind"]] % {"where": where}
