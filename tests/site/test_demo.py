"""The demo municipality: made once, left alone afterwards, entered by one click."""

from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from django.test import Client

from demo import editing, gathering, keeping, people, planting, reader, reporting
from demo.models import Planted
from materials import review
from materials.collections.contents import contents_for
from materials.models.attachment import Attachment
from materials.models.collection import Collection
from materials.models.material import Material
from materials.models.report import Report, Verdict
from materials.services import drafts, trash
from materials.vocabulary import Reach, State
from search.models.saved import SavedSearch
from teams.models import AuditEntry, Employment, Membership, Notice, School, Team, User

pytestmark = pytest.mark.django_db
NAMED = {"maja": "990101", "jonas": "990101", "amina": "990101", "olav": "990103", "karen": None, "drift": None}


def texts_by(**wanted: str) -> Iterator[Path]:
    for path in reader.paths().values():
        head = reader.read(path).head
        if all(head.get(name) == value for name, value in wanted.items()):
            yield path


@pytest.fixture
def sample() -> list[Path]:
    """One material of every state, and a public one."""
    people.settle()
    states = [next(texts_by(state=state)) for state in ("published", "draft", "in_review", "sent_back", "trashed")]
    return [*states, next(texts_by(state="published", reach="public"))]


def counts() -> list[int]:
    tables = (School, User, Employment, Team, Membership, Material, Attachment, AuditEntry, Planted)
    return [table._base_manager.count() for table in tables]


def test_the_named_people_work_where_the_papers_say() -> None:
    people.settle()
    schools = {
        name: User.objects.get(subject=name).employments.values_list("school__number", flat=True).first()
        for name in NAMED
    }
    assert schools == NAMED
    assert Team.objects.shared().count() == 8
    assert Team.objects.get(slug="5-aargang").memberships.get(role=2).user.subject == "amina"
    assert User.objects.get(subject="karen").is_editor
    assert User.objects.get(subject="drift").is_operator


def test_every_teacher_of_the_demo_has_a_team_of_one_and_nobody_a_password() -> None:
    people.settle()
    teachers = {person.user_name for person in people.people() if person.school}
    assert set(Team.objects.exclude(personal_of=None).values_list("personal_of__subject", flat=True)) == teachers
    assert not any(user.has_usable_password() for user in User.objects.all())


def test_materials_come_out_in_the_state_and_reach_of_their_texts(sample: list[Path]) -> None:
    list(planting.plant_all(sample))
    made = {planted.key: planted.material for planted in Planted.objects.select_related("material")}
    for path in sample:
        text = reader.read(path)
        material = made[text.key]
        assert material is not None
        assert material.state == State(text.head["state"])
        assert Reach(material.reach).word == ("team" if text.head["state"] == "draft" else text.head["reach"])
        assert [file.name for file in text.files] == [file.name for file in material.attachments.all()]


def test_what_is_sent_back_says_why_as_its_text_has_it_and_nothing_else_does(sample: list[Path]) -> None:
    waiting, sent_back = sample[2:4]
    list(planting.plant_all([waiting, sent_back]))
    said = {planted.key: review.last_reason(planted.material) for planted in Planted.objects.exclude(material=None)}
    reason = reader.read(sent_back).head["reason"]
    assert reason
    assert said == {reader.read(waiting).key: "", reader.read(sent_back).key: reason}


def test_a_visitor_sees_the_public_material_and_none_of_the_others(sample: list[Path]) -> None:
    list(planting.plant_all(sample))
    public = {reader.read(path).head["title"] for path in sample if reader.read(path).head["reach"] == "public"}
    assert {material.title for material in Material.objects.visible_to(AnonymousUser())} == public


def test_a_second_run_changes_nothing(sample: list[Path]) -> None:
    list(planting.plant_all(sample))
    before = counts()
    assert people.settle() is False
    assert not set(sample) & set(planting.missing())
    assert counts() == before


def test_a_second_run_keeps_what_people_changed(sample: list[Path]) -> None:
    list(planting.plant_all(sample[:1]))
    material = Planted.objects.get().material
    assert material is not None
    drafts.save_text(material, by=material.created_by, base=None, title="Min egen titel")
    trash.trash(material, by=material.created_by)
    Membership.objects.filter(user__subject="maja", team__slug="5-aargang").delete()
    people.settle()
    assert sample[0] not in planting.missing()
    assert not Membership.objects.filter(user__subject="maja", team__slug="5-aargang").exists()


def test_one_search_is_saved_and_not_again_once_it_is_removed() -> None:
    people.settle()
    keeping.keep()
    assert [(str(search), search.person.subject) for search in SavedSearch.objects.all()] == [("brøker 5. kl", "maja")]
    SavedSearch.objects.all().delete()
    keeping.keep()
    assert not SavedSearch.objects.exists()


def test_an_inbox_of_the_demo_begins_with_what_is_new(sample: list[Path]) -> None:
    list(planting.plant_all(sample))
    told = Notice.objects.unread().values_list("kind", flat=True)
    assert set(told) == {"invited", "submitted", "sent_back"}


@pytest.fixture
def gathered() -> Collection:
    """The collection, of those materials that it is written for."""
    people.settle()
    wanted = {part["material"] for text in gathering.written().values() for part in text["parts"] if "material" in part}
    list(planting.plant_all([path for key, path in reader.paths().items() if key in wanted]))
    assert gathering.gather() == ["broeker-5-klasse"]
    return Collection.objects.get(slug="broeker-5-klasse")


def test_aminas_team_has_a_collection_with_a_note_on_each_material(gathered: Collection) -> None:
    parts = gathered.entries.exclude(material=None)
    assert gathered.team.slug == "5-aargang" and gathered.created_by.subject == "amina"
    assert parts.count() >= 4 and all(part.text for part in parts)
    seen = {
        name: len(contents_for(User.objects.get(subject=name), gathered).parts) for name in ("amina", "jonas", "olav")
    }
    assert seen["amina"] == seen["jonas"] == parts.count() > seen["olav"] > 0


def test_the_collection_is_made_once(gathered: Collection) -> None:
    gathered.delete()
    assert gathering.gather() == []
    assert not Collection.objects.exists()


def test_aminas_team_has_one_edition_of_another_teams_material_and_not_again_once_it_is_gone() -> None:
    people.settle()
    list(planting.plant_all([reader.paths()[editing.OF]]))
    assert editing.edit()
    made = Material.objects.get(team__slug="5-aargang", sources__isnull=False)
    source = Planted.objects.get(key=editing.OF).material
    assert made.sources.get().material == source and source is not None and source.team.slug == "matematikvejlederne"
    assert (made.license, made.reach, made.title) == ("CC-BY-4.0", Reach.SCHOOL, editing.TITLE)
    assert [file.name for file in made.attachments.all()] == [file.name for file in source.attachments.all()]
    trash.trash(made, by=made.created_by)
    assert not editing.edit() and Material.objects.filter(sources__isnull=False).count() == 1


def test_olav_has_reported_a_material_of_aminas_team_and_not_again_once_it_is_decided() -> None:
    people.settle()
    list(planting.plant_all([reader.paths()[reporting.OF]]))
    assert reporting.report()
    sent = Report.objects.open().get()
    assert (sent.by.subject, sent.material.team.slug) == ("olav", "5-aargang")
    Report.objects.update(verdict=Verdict.STAYS)
    assert not reporting.report() and Report.objects.count() == 1


@pytest.mark.soak
def test_the_whole_demo_is_made_and_made_once() -> None:
    call_command("demo", stdout=StringIO())
    before = counts()
    call_command("demo", stdout=StringIO())
    assert counts() == before
    assert Planted.objects.exclude(material=None).count() == len(reader.paths())
    kept = 3  # a saved search, an edition and a report
    assert Planted.objects.count() == len(reader.paths()) + len(gathering.written()) + kept


def test_a_click_signs_in_one_of_the_demos_people(client: Client) -> None:
    people.settle()
    response = client.post("/demo/sign-in/", {"username": "maja"})
    assert response.headers["Location"] == "/"
    assert client.session["_auth_user_id"] == str(User.objects.get(subject="maja").pk)


@pytest.mark.parametrize("name", ["", "nobody", "real"])
def test_a_click_signs_in_nobody_else(client: Client, name: str) -> None:
    people.settle()
    User.objects.create_user("real", "a-password-of-their-own")
    assert client.post("/demo/sign-in/", {"username": name}).status_code == 404
    assert "_auth_user_id" not in client.session


def test_signing_in_leads_back_to_our_own_pages_only(client: Client) -> None:
    people.settle()
    for target, leads in {"/search/?q=x": "/search/?q=x", "https://evil.example/": "/", "//evil.example": "/"}.items():
        assert client.post("/demo/sign-in/", {"username": "maja", "next": target}).headers["Location"] == leads


def test_signing_in_takes_a_token_and_a_post() -> None:
    people.settle()
    strict = Client(enforce_csrf_checks=True)
    assert strict.post("/demo/sign-in/", {"username": "maja"}).status_code == 403
    assert strict.get("/demo/sign-in/").status_code == 405


def test_what_is_told_of_a_collection_with_the_number_of_a_material_stays_unread() -> None:
    people.settle()
    path = next(texts_by(state="published", reach="public"))
    before = planting.plant(reader.read(path))
    amina = User.objects.get(subject="amina")
    Notice.objects.bulk_create(
        Notice(person=amina, kind="approved", target_type="materials.collection", target_id=before.pk + number)
        for number in range(1, 20)
    )
    Planted.objects.all().delete()
    planting.plant(reader.read(path))
    assert Notice.objects.unread().filter(person=amina, target_type="materials.collection").count() == 19
