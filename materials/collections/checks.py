"""What is looked at in a collection before an editor does: CPR numbers, a cover without words, empty fields.

In what this editor is shown, and nowhere else: a note on a part that they may not see is not approved with the rest,
and a finding in it would tell of the part. A finding says what and where and never repeats what was found.
"""

from collections.abc import Callable, Iterator
from functools import partial

from django.utils import timezone
from django.utils.translation import gettext as _

from materials import check_words
from materials.checks import MOST, Finding
from materials.collections.contents import Contents
from materials.personal_numbers import holds_personal_number

#: Columns of the text, by the place that a finding in them names.
WORTH_FILLING = {"summary": "summary", "subject": "subject_id", "grades": "grades"}


def found_in(contents: Contents) -> list[Finding]:
    """All findings in the text that this editor reads, the gravest first. No query."""
    holds = partial(holds_personal_number, today=timezone.localdate())
    face, cover = contents.face, contents.cover
    findings: list[Finding] = [{"kind": "personal_number", **where} for where, said in _said(contents) if holds(said)]
    if face.picture_id and cover is not None and not cover.alt.strip():
        findings.append({"kind": "no_alt", "place": "cover"})
    empty = [place for place, column in WORTH_FILLING.items() if not getattr(face, column)]
    return [*findings, *({"kind": "empty", "place": place} for place in empty)][:MOST]


def _said(contents: Contents) -> Iterator[tuple[Finding, str]]:
    """Every text of its own that a collection has, with its place; headings and parts by their number on the page."""
    yield {"place": "title"}, contents.face.title
    yield {"place": "summary"}, contents.face.summary
    if contents.cover is not None:
        yield {"place": "cover"}, contents.cover.alt
    headed = [section for section in contents.sections if section.title]
    yield from (({"place": "heading", "number": number}, of.title) for number, of in enumerate(headed, start=1))
    yield from (({"place": "note", "number": number}, of.note) for number, of in enumerate(contents.parts, start=1))


def sentences(findings: list[Finding], contents: Contents) -> list[str]:
    """One for each finding, in their order, and one for all that is empty."""
    return check_words.in_words(findings, _place(contents))


def _place(contents: Contents) -> Callable[[Finding], str]:
    titles = [part.material.title for part in contents.parts]

    def where(finding: Finding) -> str:
        match finding["place"]:
            case "subject":
                return _("the subject")
            case "cover" if finding["kind"] == "no_alt":
                return _("the cover")
            case "cover":
                return _("the words for the cover")
            case "heading":
                return _("heading number %(number)s") % {"number": finding["number"]}
            case "note":
                return _note_on(titles[finding["number"] - 1], finding["number"])
            case field:
                return check_words.field_place(field)

    return where


def _note_on(title: str, number: int) -> str:
    """By the part's title, or by its number when the title must not be said either."""
    if holds_personal_number(title, today=timezone.localdate()):
        return _("the note on part number %(number)s") % {"number": number}
    return _("the note on “%(title)s”") % {"title": title}
