"""What stands on a team's page for one reader: shelves by subject and grade, drafts, and what happened lately."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from materials import access, words
from materials.collections.contents import Shown, shown
from materials.models.collection import Collection
from materials.models.material import Material
from materials.models.queries import MaterialQuerySet
from materials.models.subject import Subject
from teams.lately import Happening, happened_to
from teams.models.team import Team
from teams.models.user import User
from teams.typed import whole_number

#: Happenings on the page, and drafts and collections before one has to ask for all of them.
LATELY, DRAFTS, COLLECTIONS = 8, 8, 6


@dataclass(frozen=True)
class Asked:
    """The shelf that is looked at: a subject's slug, a grade, or the drafts alone."""

    subject: str = ""
    grade: int | None = None
    drafts: bool = False

    @classmethod
    def of(cls, query: dict[str, str]) -> "Asked":
        """What makes no sense asks for everything."""
        number = whole_number(query.get("grade"), digits=2)
        return cls(query.get("subject", "")[:60].replace("\x00", ""), number, query.get("drafts") == "1")

    def query(self) -> str:
        """The same as the part of an address after `?`, ending in `&`; empty for everything."""
        chosen = {"subject": self.subject, "grade": self.grade, "drafts": "1" if self.drafts else ""}
        said = urlencode({name: value for name, value in chosen.items() if value not in ("", None)})
        return f"{said}&" if said else ""


@dataclass(frozen=True)
class Choice:
    """A shelf one can go to; `query` takes the present one off again."""

    label: str
    count: int
    query: str
    chosen: bool


@dataclass
class Shelves:
    """What the reader may see of a team's shared materials, by pk."""

    grades: dict[int, list[int]] = field(default_factory=dict)
    subjects: dict[int, set[str]] = field(default_factory=dict)
    #: Of subjects by slug, in the subjects' own order.
    names: dict[str, str] = field(default_factory=dict)

    def on(self, asked: Asked) -> set[int]:
        """The materials on a shelf."""
        return {
            pk
            for pk, grades in self.grades.items()
            if (asked.grade is None or asked.grade in grades)
            and (not asked.subject or asked.subject in self.subjects.get(pk, ()))
        }

    def by_subject(self, asked: Asked) -> list[Choice]:
        """Every subject there is in the chosen grade, with how many."""
        here = self.on(Asked(grade=asked.grade))
        counts = Counter(slug for pk in here for slug in self.subjects.get(pk, ()))
        return [
            _choice(self.names[slug], counts[slug], Asked(slug, asked.grade), Asked(grade=asked.grade), asked)
            for slug in self.names
            if slug in counts
        ]

    def by_grade(self, asked: Asked) -> list[Choice]:
        here = self.on(Asked(subject=asked.subject))
        counts = Counter(grade for pk in here for grade in set(self.grades[pk]))
        return [
            _choice(words.grades([grade]), counts[grade], Asked(asked.subject, grade), Asked(asked.subject), asked)
            for grade in sorted(counts)
        ]


def _choice(label: str, count: int, this: Asked, without: Asked, asked: Asked) -> Choice:
    chosen = this == asked
    return Choice(label, count, (without if chosen else this).query(), chosen)


def shelves_of(shared: MaterialQuerySet) -> Shelves:
    """Two queries, and one for the subjects' names, whatever there is."""
    grades = dict(shared.values_list("pk", "grades"))
    pairs = Material.subjects.through.objects.filter(material__in=shared.values("pk"))
    shelves = Shelves(grades=grades)
    rows = list(pairs.values_list("material_id", "subject_id"))
    subjects = {subject.pk: subject for subject in Subject.objects.filter(pk__in={pk for _, pk in rows})}
    shelves.names = {subject.slug: capfirst(subject.name) for subject in subjects.values()}
    for pk, subject in rows:
        shelves.subjects.setdefault(pk, set()).add(subjects[subject].slug)
    return shelves


def shared_of(team: Team, user: User) -> MaterialQuerySet:
    """What the team has shared and the person may read as shared: rows whose own text is the one that is read.

    What an editor is asked about is not among them: its row runs ahead of what was submitted, and a count would tell.
    """
    readable = Material.objects.filter(access.owned_or_reached(user), team=team)
    return readable.published()


def drafts_of(team: Team, user: User) -> MaterialQuerySet:
    """What the team alone sees; of a team that is not theirs, nothing."""
    return Material.objects.editable_by(user).filter(team=team, live=False).order_by("-latest_revision__created_at")


def listed(team: Team, user: User, asked: Asked, shelves: Shelves) -> MaterialQuerySet:
    """The cards of the page: a shelf, the drafts, or everything shared that the person may open."""
    if asked.drafts:
        return drafts_of(team, user)
    if asked.subject or asked.grade is not None:
        return shared_of(team, user).filter(pk__in=shelves.on(asked))
    visible = Material.objects.visible_to(user).filter(team=team)
    return visible.exclude(pk__in=drafts_of(team, user).order_by().values("pk"))


def collections_of(team: Team, user: User, *, most: int) -> list[Shown]:
    """The team's newest collections that the person may see, each with its subject, by the text that they read."""
    rows = Collection.objects.visible_to(user).filter(team=team).for_cards().order_by("-pk")[:most]
    return shown(user, rows)


def lately(team: Team, user: User, *, in_team: bool) -> list[Happening]:
    """Materials that the person may read, and for the team what its people did; the newest first."""
    newest = shared_of(team, user).exclude(last_published_at=None).newest_first()[:LATELY]
    happenings = [_shared(material) for material in newest]
    happenings += happened_to(team, most=LATELY) if in_team else []
    return _newest(happenings)


def _shared(material: Material) -> Happening:
    sentence = _("“%(title)s” was shared.") % {"title": material.title}
    assert material.last_published_at  # noqa: S101
    return Happening(material.last_published_at, sentence, reverse("materials:material", args=[material.pk]))


def _newest(happenings: Iterable[Happening]) -> list[Happening]:
    return sorted(happenings, key=lambda happening: happening.at, reverse=True)[:LATELY]
