"""Addresses of the pages of leads and editors, by what they are, as they are there in the large municipality."""

from collections.abc import Iterable, Iterator
from itertools import cycle
from urllib.parse import urlencode

from bench._lessons import lessons
from bench._municipality import Municipality
from bench._questions import questions
from materials.models.collection import Collection, Entry
from materials.models.material import Material
from materials.models.report import Report
from materials.models.subject import Subject
from materials.models.submission import Submission
from materials.queue import Sort, lines
from materials.team_page import shared_of
from search.facets import address_of
from teams.models.school import School
from teams.models.team import Team
from teams.models.user import User

#: So many addresses of a page are asked for in turn.
MOST = 130

Pages = dict[str, list[str]]


def of_a_lead(town: Municipality) -> Pages:
    return {
        **_of_teams(town),
        **_of_collections(town.teacher),
        **_of_materials(town.teacher),
        **_of_choosing(town),
        **_of_a_person(),
    }


def _of_teams(town: Municipality) -> Pages:
    team = f"/teams/{town.team.slug}/"
    subjects = Subject.objects.filter(materials__in=shared_of(town.team, town.teacher)).distinct()
    slugs = subjects.order_by("slug").values_list("slug", flat=True)
    others = Team.objects.of(town.teacher).shared().exclude(pk=town.team.pk).values_list("slug", flat=True)
    return {
        "teams of mine": ["/teams/"],
        "a team's page": [team, f"{team}?page=2"],
        "  of one subject and grade": [
            f"{team}?{urlencode({'subject': slug, 'grade': grade})}" for slug in slugs for grade in range(10)
        ],
        "  all its drafts": [f"{team}?drafts=1", f"{team}?drafts=1&page=2"],
        "a team's people": [f"{team}members/"],
        "  finding others for it": [f"{team}members/?{urlencode({'q': f'Lærer {n}'})}" for n in range(MOST)],
        "  changing its name and schools": [f"{team}edit/"],
        "  closing it": [f"{team}close/"],
        "  and what then becomes of its materials": [f"{team}close/?team={slug}" for slug in others],
    }


def _of_collections(teacher: User) -> Pages:
    seen = _some(Collection.objects.visible_to(teacher).values_list("pk", flat=True))
    curated = _some(Collection.objects.curated_by(teacher).values_list("pk", flat=True))
    parts = Entry.objects.filter(collection__in=curated, material__in=Material.objects.visible_to(teacher).values("pk"))
    entries = _some(parts.values_list("pk", flat=True))
    asked = [urlencode({"q": one.typed}) for one in questions(MOST)]
    slugs = Collection.objects.visible_to(teacher).order_by("team").values_list("team__slug", flat=True).distinct()
    return {
        "collections": ["/collections/", "/collections/?page=2"],
        "  mine": ["/collections/?show=mine"],
        "  those that one follows": ["/collections/?show=followed"],
        "  a team's": [f"/collections/?team={slug}" for slug in slugs],
        "a new collection": ["/collections/new/"],
        "a collection with 30 parts": [f"/collections/{pk}/" for pk in seen],
        "  arranging one": [f"/collections/{pk}/arrange/" for pk in curated],
        "  what one is about": [f"/collections/{pk}/about/" for pk in curated],
        "  a note in one": [f"/collections/entries/{pk}/" for pk in entries],
        "  finding materials for one": [
            f"/collections/{curated[place % len(curated)]}/add/?{query}" for place, query in enumerate(asked)
        ],
        "  sharing one": [f"/collections/{pk}/share/" for pk in curated],
        "  its pack's page": [f"/collections/{pk}/pack/" for pk in seen],
    }


def _of_materials(teacher: User) -> Pages:
    public = _some(Material.objects.visible_to(teacher).filter(live=True).values_list("pk", flat=True))
    own = dict(Material.objects.editable_by(teacher).filter(pk__in=_own(teacher)).values_list("pk", "title"))
    return {
        "a material's collections": [f"/materials/{pk}/collections/" for pk in public],
        "  finding others by a word": [
            f"/materials/{pk}/collections/?{urlencode({'q': word})}" for pk, word in zip(public, _words(), strict=False)
        ],
        "  an edition of one's own": [f"/materials/{pk}/adapt/" for pk in public],
        "  what it is made from": [f"/materials/{pk}/sources/" for pk in own],
        "  finding what it is made from": [
            f"/materials/{pk}/sources/?{urlencode({'q': title.split()[0]})}" for pk, title in own.items()
        ],
        "  moving it to another team": [f"/materials/{pk}/move/" for pk in own],
        "  reporting it": [f"/materials/{pk}/report/" for pk in public],
    }


def _words() -> Iterator[str]:
    """Of titles: those of collections are made of the same."""
    return cycle(sorted({word for one in lessons(range(MOST), pages=0) for word in one.title.split()}))


def _own(teacher: User) -> list[int]:
    return _some(Material.objects.editable_by(teacher).filter(team__personal_of=None).values_list("pk", flat=True))


def _of_choosing(town: Municipality) -> Pages:
    team = f"/teams/{town.team.slug}/choose/"
    return {
        "choosing among a team's materials": [team, f"{team}?page=2"],
        "choosing among what a search finds": [f"/search/choose/{address_of(one)}" for one in questions(MOST)],
    }


def _of_a_person() -> Pages:
    return {
        "the inbox": ["/inbox/"],
        "  its settings": ["/inbox/settings/"],
        "saved searches": ["/search/saved/"],
        "my reports": ["/reports/"],
    }


def of_an_editor(editor: User) -> Pages:
    asked = _some(Submission.objects.open().values_list("material", flat=True))
    reported = _some(Report.objects.open().judgeable_by(editor).values_list("pk", flat=True))
    subjects = sorted({subject.slug for line in lines(editor) for subject in line.subjects})
    return {
        "an editor's front page": ["/"],
        "  and the desk's": ["/admin/materials/", "/admin/materials/?page=2"],
        "the editors' queue": ["/review/"],
        "  of one kind": [f"/review/?show={sort}" for sort in Sort],
        "  of one kind and one subject": [
            f"/review/?{urlencode({'show': sort, 'subject': slug})}" for slug in subjects for sort in Sort
        ],
        "  one question in it": [f"/review/{pk}/" for pk in asked],
        "reports": ["/review/reports/"],
        "  one of them": [f"/review/reports/{pk}/" for pk in reported],
    }


def of_an_operator() -> Pages:
    teams = Team.objects.shared()
    return {
        **_of_one_at_the_desk(),
        "the audit log": ["/admin/audit/", "/admin/audit/?page=2"],
        "  looked through for a name or an act": [f"/admin/audit/?q={word}" for word in ("Lærer 4", "material", "77")],
        "all people": ["/admin/people/", "/admin/people/?page=2"],
        "  one of them, found": [f"/admin/people/?{urlencode({'q': f'Lærer {n}'})}" for n in range(MOST)],
        "all teams": ["/admin/teams/", "/admin/teams/?page=2"],
        "  one of them": [f"/admin/teams/{pk}/" for pk in _some(teams.values_list("pk", flat=True))],
        "  closing it": [f"/admin/materials/close-team/{pk}/" for pk in _some(teams.values_list("pk", flat=True))],
        "all schools": ["/admin/schools/"],
    }


def _of_one_at_the_desk() -> Pages:
    """What is private among the materials is written to the log as it is opened."""
    return {
        "a material at the desk": [
            f"/admin/materials/{pk}/" for pk in _some(Material.objects.values_list("pk", flat=True))
        ],
        "a person at the desk": [f"/admin/people/{pk}/" for pk in _some(User.objects.values_list("pk", flat=True))],
        "a school at the desk": [f"/admin/schools/{pk}/" for pk in _some(School.objects.values_list("pk", flat=True))],
    }


def _some(ids: Iterable[int]) -> list[int]:
    """At most as many as are asked for, from all over."""
    known = sorted(set(ids))
    return known[:: max(1, len(known) // MOST)]
