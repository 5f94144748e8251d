"""Suggestions: made when a material's files have been read, then kept or put away by its team with one tap."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import transaction

from materials.holding import hold_row
from materials.models.attachment import Attachment, AttachmentPage, Reading
from materials.models.material import Material
from materials.models.subject import Subject
from materials.models.suggestion import Suggestion
from materials.permissions import require_edit
from materials.services import sharing
from materials.suggestions.guessing import FileText, Habits, guess, habits_from
from materials.suggestions.titles import title_from
from materials.suggestions.words import MOST_LETTERS
from materials.vocabulary import Language
from teams.models.team import Team
from teams.models.user import User

#: What is guessed, in the order of the form.
FIELDS = ("title", "subject", "grades", "material_type", "language")
#: A team's habits are what it made last.
HABITS_FROM = 200
#: Of how many of its newest materials a team is told that guesses are waiting.
LOOKED_AT = 8
#: Pages of a file that a guess is made from.
PAGES = 30


def suggest(material_id: int) -> Suggestion | None:
    """Guesses anew about the latest text's files, once all of them have been read; earlier answers stand."""
    material = Material.objects.filter(pk=material_id).select_related("team").first()
    if material is None:
        return None
    text = material.get_latest_revision_as_object()
    files = Attachment.objects.shown_by(text.shown)
    if not files or any(file.reading == Reading.WAITING for file in files):
        return None
    read = [_read(file) for file in files]
    if not any(file.text.strip() for file in read):
        read.append(FileText("", "text", "\n".join([text.title, *text.body_texts()])))
    guesses = guess(read, habits_of(material.team, but=material.pk))
    return Suggestion.objects.update_or_create(material=material, defaults={"guesses": guesses})[0]


def _read(file: Attachment) -> FileText:
    pages = AttachmentPage.objects.filter(attachment=file).values_list("text", flat=True)[:PAGES]
    return FileText(file.name, file.kind, "\n".join(pages)[:MOST_LETTERS])


def habits_of(team: Team, *, but: int) -> Habits:
    """What the team made last, this material aside. Its own team alone is looked at: a guess must tell of no other."""
    made = dict(team.materials.filter(trashed_at=None).exclude(pk=but).values_list("pk", "grades")[:HABITS_FROM])
    subjects: dict[int, list[str]] = {pk: [] for pk in made}
    links = Material.subjects.through.objects.filter(material__in=made).values_list("material_id", "subject__slug")
    for pk, slug in links:
        subjects[pk].append(slug)
    return habits_from(team.name, [(subjects[pk], grades) for pk, grades in made.items()])


def open_guesses(material: Material, text: Material) -> dict[str, Any]:
    """The guesses that nobody has answered and that say something new of this text, by field."""
    suggestion = Suggestion.objects.filter(material=material).first()
    if suggestion is None:
        return {}
    unanswered = {name: value for name, value in suggestion.guesses.items() if name not in suggestion.answers}
    return {name: value for name, value in unanswered.items() if _is_open(name, value, text)}


def kept_guesses(material: Material) -> dict[str, Any]:
    """What was guessed and kept, by field."""
    suggestion = Suggestion.objects.filter(material=material).first()
    if suggestion is None:
        return {}
    return {name: suggestion.guesses[name] for name, answer in suggestion.answers.items() if answer["kept"]}


def open_in(team: Team, *, most: int) -> Iterator[tuple[Material, dict[str, Any]]]:
    """The team's newest materials with open guesses."""
    newest = team.materials.filter(trashed_at=None).exclude(suggestion=None).order_by("-pk")
    for material in newest.select_related("latest_revision").prefetch_related("subjects")[: 4 * most]:
        if guesses := open_guesses(material, material.get_latest_revision_as_object()):
            yield material, guesses
            most -= 1
        if not most:
            return


def asks(team: Team) -> bool:
    """Whether the team's newest materials lack a subject, grades or a type that we guess. One query."""
    newest = Suggestion.objects.filter(material__team=team, material__trashed_at=None).order_by("-material")[:LOOKED_AT]
    return any(_lacks(suggestion) for suggestion in newest.select_related("material__latest_revision"))


def _lacks(suggestion: Suggestion) -> bool:
    text = suggestion.material.latest_revision.content
    fields = {"subject": "subjects", "grades": "grades", "material_type": "material_type"}
    open_ones = suggestion.guesses.keys() - suggestion.answers.keys()
    return any(name in open_ones and not text[field] for name, field in fields.items())


def _is_open(name: str, value: Any, text: Material) -> bool:
    """A guess stands aside for whatever a person has said."""
    match name:
        case "title":
            names = Attachment.objects.filter(pk__in=text.shown).values_list("name", flat=True)
            return value != text.title and text.title in {title_from(name) for name in names}
        case "language":
            return bool(value != text.language and text.language == Language.DANISH)
        case "subject":
            return not text.subjects.exists()
        case _:
            return not getattr(text, name)


@transaction.atomic
def keep(material: Material, names: Iterable[str], *, by: User) -> list[str]:
    """Writes the guesses of these names that are still open into the text; says which."""
    require_edit(by, material)
    suggestion, text = _locked(material)
    guesses = open_guesses(material, text)
    kept = {name: guesses[name] for name in names if name in guesses}
    if kept:
        before = {name: _standing(name, text) for name in kept}
        sharing.change_text(material, by=by, **_as_text(kept))
        suggestion.answers |= {name: {"kept": True, "before": before[name]} for name in kept}
        suggestion.save()
    return list(kept)


@transaction.atomic
def dismiss(material: Material, names: Iterable[str], *, by: User) -> list[str]:
    """Puts guesses away for good; says which."""
    require_edit(by, material)
    suggestion, _ = _locked(material)
    away = [name for name in names if name in suggestion.guesses and name not in suggestion.answers]
    suggestion.answers |= {name: {"kept": False} for name in away}
    suggestion.save()
    return away


@transaction.atomic
def undo(material: Material, names: Iterable[str], *, by: User) -> list[str]:
    """Takes answers back: the guess is open again, and the text as it was unless somebody has changed it since."""
    require_edit(by, material)
    suggestion, text = _locked(material)
    answered = [name for name in names if name in suggestion.answers]
    back = {
        name: suggestion.answers[name]["before"]
        for name in answered
        if suggestion.answers[name]["kept"] and _standing(name, text) == suggestion.guesses[name]
    }
    if back:
        sharing.change_text(material, by=by, **_as_text(back))
    suggestion.answers = {name: answer for name, answer in suggestion.answers.items() if name not in answered}
    suggestion.save()
    return answered


def _locked(material: Material) -> tuple[Suggestion, Material]:
    """The suggestion, held against a second tap at the same time, and the latest text."""
    row = hold_row(material)
    suggestion, _ = Suggestion.objects.get_or_create(material=row)
    return suggestion, row.get_latest_revision_as_object()


def _standing(name: str, text: Material) -> Any:
    """What the text says now, in the form of a guess; of several subjects, none is the guess's."""
    if name != "subject":
        return getattr(text, name)
    slugs = [subject.slug for subject in text.subjects.all()]
    return slugs[0] if len(slugs) == 1 else None


def _as_text(values: dict[str, Any]) -> dict[str, Any]:
    """Guesses as fields of the text."""
    fields = {name: value for name, value in values.items() if name != "subject"}
    if "subject" in values:
        fields["subjects"] = list(Subject.objects.filter(slug=values["subject"]))
    return fields
