"""What a reader may not see of a collection is not there: part, note, number, heading, cover, date."""

from datetime import timedelta

import pytest
from django.utils import timezone

from materials.collections import arranging, curating
from materials.collections.contents import collection_cards, contents_for
from materials.models.attachment import Attachment
from materials.models.collection import Collection, Entry
from materials.models.material import Material
from materials.services import drafts
from materials.vocabulary import Reach
from tests.conftest import Cast
from tests.materials.collections.conftest import Browse, Shelf, share
from tests.pages import without_tokens

HIDDEN = ["Hemmelig prøve", "Spring quizzen over", "Prøveuge"]
OPEN = ["Brøkdyst", "Brug side 2.", "Uge 36", "Brøker i 5."]


def page(browse: Browse, person: object, shelf: Shelf, end: str = "") -> str:
    return browse(person).get(f"/collections/{shelf.collection.pk}/{end}").content.decode()  # type: ignore[arg-type]


def test_the_team_reads_everything(cast: Cast, browse: Browse, shelf: Shelf) -> None:
    assert [word for word in HIDDEN + OPEN if word not in page(browse, cast.teammate, shelf)] == []


@pytest.mark.parametrize("reach", [Reach.SCHOOL, Reach.MUNICIPALITY, Reach.PUBLIC])
def test_a_reader_finds_no_trace_of_what_they_may_not_see(
    cast: Cast, browse: Browse, shelf: Shelf, reach: Reach
) -> None:
    share(cast, shelf.collection, reach)
    readers = {Reach.SCHOOL: "schoolmate", Reach.MUNICIPALITY: "stranger", Reach.PUBLIC: "visitor"}
    text = page(browse, getattr(cast, readers[reach]), shelf)
    assert [word for word in HIDDEN if word in text] == []
    assert [word for word in OPEN if word not in text] == []


def test_a_section_with_hidden_parts_looks_like_one_that_was_never_there(
    cast: Cast, browse: Browse, shelf: Shelf
) -> None:
    share(cast, shelf.collection, Reach.SCHOOL)
    with_it = without_tokens(page(browse, cast.schoolmate, shelf))
    arranging.remove(shelf.hidden_part, by=cast.lead)
    arranging.remove(shelf.hidden_heading, by=cast.lead)
    assert without_tokens(page(browse, cast.schoolmate, shelf)) == with_it


def test_the_date_is_of_what_the_reader_sees(cast: Cast, shelf: Shelf) -> None:
    share(cast, shelf.collection, Reach.SCHOOL)
    before = timezone.now() - timedelta(days=9)
    Entry.objects.update(changed_at=before)
    Collection.objects.update(changed_at=before)
    arranging.set_text(shelf.hidden_part, "Ny hemmelighed", base=0, by=cast.lead)
    row = Collection.objects.get()
    assert contents_for(cast.schoolmate, row).changed_at == before
    assert contents_for(cast.teammate, row).changed_at > before


def test_a_reader_gets_the_title_that_they_read_on_the_material_itself(
    cast: Cast, browse: Browse, shelf: Shelf
) -> None:
    share(cast, shelf.collection, Reach.SCHOOL)
    drafts.save_text(shelf.open, by=cast.owner, base=None, title="Ikke delt endnu")
    assert "Ikke delt endnu" not in page(browse, cast.schoolmate, shelf)


def picture(material: Material, cast: Cast) -> Attachment:
    made = Attachment.objects.create(
        material=material, name="a.png", size=1, content_type="image/png", kind="image",
        sha256="0" * 64, file="x", has_thumbnail=True, uploaded_by=cast.owner,
    )  # fmt: skip
    drafts.save_text(material, by=cast.owner, base=None, shown=[made.pk])
    return made


def test_the_cover_of_a_hidden_part_is_no_cover(cast: Cast, browse: Browse, shelf: Shelf) -> None:
    made = picture(shelf.hidden, cast)
    share(cast, shelf.collection, Reach.SCHOOL)
    curating.set_cover(shelf.collection, shelf.hidden, by=cast.lead)
    address = f"/files/{made.pk}/thumbnail.webp"
    assert address in page(browse, cast.teammate, shelf)
    for there in ("/collections/", f"/collections/{shelf.collection.pk}/"):
        assert address not in browse(cast.schoolmate).get(there).content.decode()


def test_a_cover_is_one_of_the_parts_and_goes_with_it(cast: Cast, shelf: Shelf) -> None:
    curating.set_cover(shelf.collection, shelf.hidden, by=cast.lead)
    arranging.remove(shelf.hidden_part, by=cast.lead)
    assert Collection.objects.get().cover is None


def test_the_list_shows_each_the_text_that_they_read(cast: Cast, shelf: Shelf) -> None:
    share(cast, shelf.collection, Reach.PUBLIC)
    curating.change_about(shelf.collection, by=cast.lead, base=0, title="Ny titel")
    rows = Collection.objects.for_cards()
    titles = {
        role: [card.face.title for card in collection_cards(getattr(cast, role), rows)]
        for role in ("visitor", "stranger", "schoolmate", "teammate")
    }
    assert titles["visitor"] == titles["stranger"] == ["Brøker i 5."]
    assert titles["schoolmate"] == titles["teammate"] == ["Ny titel"]


@pytest.mark.parametrize("role", ["stranger", "ex_member", "schoolmate", "editor", "operator", "visitor"])
def test_a_collection_of_the_team_is_not_there_for_others(cast: Cast, browse: Browse, shelf: Shelf, role: str) -> None:
    client = browse(getattr(cast, role))
    assert client.get(f"/collections/{shelf.collection.pk}/").status_code == 404
    assert "Brøker i 5." not in client.get("/collections/").content.decode()


def test_a_fixed_address_leads_there_only_who_sees_it(cast: Cast, browse: Browse, shelf: Shelf) -> None:
    Collection.objects.update(slug="broeker")
    leads = browse(cast.teammate).get("/collections/broeker/")
    assert leads.headers["Location"] == f"/collections/{shelf.collection.pk}/"
    assert browse(cast.schoolmate).get("/collections/broeker/").status_code == 404
