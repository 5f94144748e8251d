"""The desk below /admin/: who enters, what is logged, and what Wagtail offers there that we do not."""

import pytest
from django.test import Client

from config.closed import CLOSED
from materials.models.material import Material
from materials.services import sharing
from materials.vocabulary import Reach
from teams.models.audit import AuditEntry
from teams.models.user import User
from tests import factories
from tests.conftest import Cast


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="teams.backends.LocalBackend")
    return client


@pytest.fixture
def private(cast: Cast) -> Material:
    return factories.material(cast.team, cast.owner, title="Hemmelig kladde")


@pytest.mark.parametrize("who", ["owner", "lead", "schoolmate", "stranger", "ex_member"])
@pytest.mark.parametrize("address", ["materials/", "people/", "audit/", "materials/{}/", "people/1/"])
def test_a_teacher_never_enters_the_desk(cast: Cast, private: Material, who: str, address: str) -> None:
    response = signed_in(getattr(cast, who)).get("/admin/" + address.format(private.pk))
    assert response.status_code == 404
    assert "Hemmelig" not in response.content.decode()


def test_an_editor_opens_private_material_and_it_is_written_down(cast: Cast, private: Material) -> None:
    response = signed_in(cast.editor).get(f"/admin/materials/{private.pk}/")
    assert "Hemmelig kladde" in response.content.decode()
    entry = AuditEntry.objects.get(action="material.open_as_office")
    assert (entry.by, entry.target_id) == (cast.editor, str(private.pk))


def test_an_editor_outside_the_desk_sees_what_they_see_as_a_person(cast: Cast, private: Material) -> None:
    assert signed_in(cast.editor).get(f"/materials/{private.pk}/").status_code == 404


def test_an_editor_finds_materials_and_people(cast: Cast, private: Material) -> None:
    client = signed_in(cast.editor)
    assert "Hemmelig kladde" in client.get("/admin/materials/?q=hemmelig").content.decode()
    assert "Hemmelig kladde" not in client.get("/admin/materials/?q=andet").content.decode()
    assert cast.owner.name in client.get(f"/admin/people/?q={cast.owner.name}").content.decode()


@pytest.mark.parametrize("typed", ["ørkenens", "Ørkenens", "ØRKENENS"])
def test_a_title_is_found_in_big_letters_and_small(cast: Cast, private: Material, typed: str) -> None:
    factories.material(cast.team, cast.owner, title="Ørkenens dyr")
    page = signed_in(cast.editor).get("/admin/materials/", {"q": typed}).content.decode()
    assert ("Ørkenens dyr" in page, private.title in page) == (True, False)


def test_the_desk_leads_an_editor_to_the_page_of_the_review(cast: Cast) -> None:
    material = factories.material(cast.team, cast.owner, reach=Reach.SCHOOL)
    sharing.share(material, reach=Reach.PUBLIC, by=cast.owner)
    for address in ("/admin/materials/", f"/admin/materials/{material.pk}/"):
        page = signed_in(cast.editor).get(address)
        assert page.status_code == 200
        assert '"/review/' in page.content.decode()
    assert '"/review/"' not in signed_in(cast.operator).get("/admin/materials/").content.decode()


@pytest.mark.parametrize("part", CLOSED)
def test_wagtails_own_doors_are_closed_to_the_operator_too(cast: Cast, part: str) -> None:
    assert signed_in(cast.operator).get(f"/admin/{part}/").status_code == 404


def test_an_editor_does_not_manage_people(cast: Cast) -> None:
    client = signed_in(cast.editor)
    for address in (f"people/{cast.owner.pk}/", "people/new/", "audit/"):
        assert client.get(f"/admin/{address}").status_code == 404
    assert client.post(f"/admin/people/{cast.owner.pk}/password-link/").status_code == 404


def test_an_operator_manages_people(cast: Cast) -> None:
    client = signed_in(cast.operator)
    address = f"/admin/people/{cast.owner.pk}/"
    client.post(address, {"name": "Ny", "email": "", "editor": "on", "is_superuser": "on", "subject": "x"})
    owner = User.objects.get(pk=cast.owner.pk)
    assert (owner.name, owner.is_editor, owner.is_superuser, owner.subject) == ("Ny", True, False, cast.owner.subject)
    link = client.post(address + "password-link/").content.decode()
    assert "/password/link/" in link
    client.post(address + "close-or-open/")
    assert not User.objects.get(pk=cast.owner.pk).is_active
    assert client.get("/admin/audit/").status_code == 200


def test_the_last_operator_stays(cast: Cast) -> None:
    client = signed_in(cast.operator)
    client.post(f"/admin/people/{cast.operator.pk}/close-or-open/")
    client.post(f"/admin/people/{cast.operator.pk}/", {"name": "x", "email": ""})
    operator = User.objects.get(pk=cast.operator.pk)
    assert operator.is_active
    assert operator.is_operator


def test_pages_are_written_by_editors(cast: Cast) -> None:
    assert signed_in(cast.editor).get("/admin/pages/").status_code == 200
