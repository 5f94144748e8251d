"""What lies in a pack: for each reader what they may see, with notes, files and credits, under names that are safe."""

import re

import pytest

from materials.collections import arranging
from materials.collections.packs.credits import credit_of
from materials.collections.packs.manifest import digest_of
from materials.collections.packs.naming import file_names, folder_of
from materials.models.attachment import Attachment
from materials.models.material import Material
from materials.rights import license_address
from materials.vocabulary import License, Reach
from teams.models.user import User
from tests import factories
from tests.conftest import Cast
from tests.materials.collections.conftest import share
from tests.materials.collections.packs.conftest import Browse, Put, Shelf, contents

HIDDEN = ["Hemmelig", "Spring quizzen over", "Prøveuge", "hemmelig fil"]


def test_the_team_gets_every_part_with_note_page_and_file(cast: Cast, shelf: Shelf, put: Put) -> None:
    put(shelf.hidden, "prøve.txt", b"hemmelig fil")
    pack = contents(cast.teammate, shelf.collection)
    assert list(pack) == [
        "01 Brøkdyst/index.html",
        "02 Hemmelig prøve/index.html",
        "02 Hemmelig prøve/prøve.txt",
        "index.html",
    ]
    assert pack["02 Hemmelig prøve/prøve.txt"] == "hemmelig fil"
    for text in (pack["index.html"], pack["02 Hemmelig prøve/index.html"]):
        assert "Spring quizzen over." in text and "pr%C3%B8ve.txt" in text


@pytest.mark.parametrize(("reach", "role"), [(Reach.SCHOOL, "schoolmate"), (Reach.MUNICIPALITY, "stranger")])
def test_a_reader_gets_no_trace_of_what_they_may_not_see(
    cast: Cast, shelf: Shelf, put: Put, reach: Reach, role: str
) -> None:
    put(shelf.hidden, "prøve.txt", b"hemmelig fil")
    share(cast, shelf.collection, reach)
    pack = contents(getattr(cast, role), shelf.collection)
    assert [word for word in HIDDEN if word in str(pack)] == []
    assert list(pack) == ["01 Brøkdyst/index.html", "index.html"]
    assert "Brug side 2." in pack["index.html"]


def test_a_reader_gets_the_files_of_the_text_that_they_read(cast: Cast, shelf: Shelf, put: Put) -> None:
    put(shelf.open, "delt.txt", b"delt")
    share(cast, shelf.collection, Reach.SCHOOL)
    newer = Attachment.objects.get()
    Material.objects.filter(pk=shelf.open.pk).update(reach=Reach.MUNICIPALITY)
    put(shelf.hidden, "kladde.txt", b"kladde")
    assert "01 Brøkdyst/delt.txt" in contents(cast.schoolmate, shelf.collection)
    newer.file.storage.delete(newer.file.name)
    assert "01 Brøkdyst/delt.txt" not in contents(cast.schoolmate, shelf.collection)


def test_credits_name_title_maker_source_and_license(cast: Cast, shelf: Shelf) -> None:
    pack = contents(cast.teammate, shelf.collection)
    for text in (pack["index.html"], pack["01 Brøkdyst/index.html"]):
        assert "“Brøkdyst”" in text and cast.team.name in text and cast.school.name in text
        assert f"/materials/{shelf.open.pk}/" in text
        assert 'href="https://creativecommons.org/licenses/by/4.0/" rel="license">CC BY 4.0<' in text
        assert str(cast.owner) not in text
    User.objects.filter(pk=cast.owner.pk).update(show_name=True)
    assert str(cast.owner) in contents(cast.teammate, shelf.collection)["index.html"]


def test_what_somebody_else_licensed_openly_is_told_with_whom_they_want_to_be_named(
    cast: Cast, shelf: Shelf, browse: Browse
) -> None:
    ours = digest_of(cast.teammate, shelf.collection)
    claim = {"rights": "open_license", "license": "CC-BY-4.0", "work": "Lise Larsen, Fårebogen"}
    Material.objects.filter(pk=shelf.open.pk).update(**claim)
    pack = contents(cast.teammate, shelf.collection)
    for text in (pack["index.html"], pack["01 Brøkdyst/index.html"]):
        assert "Lise Larsen, Fårebogen" in text
    page = browse(cast.teammate).get(f"/materials/{shelf.open.pk}/").content.decode()
    assert "Name Lise Larsen, Fårebogen when you use it." in page
    theirs = digest_of(cast.teammate, shelf.collection)
    Material.objects.filter(pk=shelf.open.pk).update(work="Lars Lund")
    assert len({ours, theirs, digest_of(cast.teammate, shelf.collection)}) == 3


def test_a_persons_own_team_is_named_in_a_pack_only_when_that_person_agreed(cast: Cast) -> None:
    own = cast.owner.personal_team
    for license_id in ("CC-BY-4.0", ""):
        text = factories.material(own, cast.owner, reach=Reach.SCHOOL, license=license_id)
        assert str(cast.owner) not in repr(credit_of(text)) and cast.school.name in credit_of(text).author
    User.objects.filter(pk=cast.owner.pk).update(show_name=True)
    assert str(cast.owner) in credit_of(Material.objects.get(pk=text.pk)).author


def test_every_license_has_its_address() -> None:
    assert {license_address(license) for license in License} >= {
        "https://creativecommons.org/licenses/by-nc-sa/4.0/",
        "https://creativecommons.org/publicdomain/zero/1.0/",
    }
    assert license_address("") == ""


def test_the_pages_speak_the_persons_language_and_load_nothing(cast: Cast, shelf: Shelf) -> None:
    for language, word in {"da": "Hvem skal nævnes", "en": "Whom to name"}.items():
        User.objects.filter(pk=cast.teammate.pk).update(language=language)
        text = contents(cast.teammate, shelf.collection)["index.html"]
        assert word in text and f'<html lang="{language}">' in text
        assert re.findall(r"<(?:link|script|img|iframe)\b", text) == []


def test_pictures_stand_in_the_page_beside_their_file(cast: Cast, shelf: Shelf, put: Put) -> None:
    put(shelf.hidden, "tegning æ.png", PNG)
    slot = str(Attachment.objects.get().slot)
    body = [("image", {"slot": slot, "alt": "To brøker", "caption": ""})]
    factories.drafts.save_text(shelf.hidden, by=cast.owner, base=None, body=body)
    page = contents(cast.teammate, shelf.collection)["02 Hemmelig prøve/index.html"]
    assert '<img src="tegning%20%C3%A6.png" alt="To brøker">' in page


def test_what_people_typed_stays_text(cast: Cast, shelf: Shelf) -> None:
    arranging.set_text(shelf.open_part, "<script>alert(1)</script>", base=0, by=cast.lead)
    factories.drafts.save_text(shelf.hidden, by=cast.owner, base=None, title="<img src=x onerror=alert(1)>")
    pack = contents(cast.teammate, shelf.collection)
    assert "<script" not in str(pack) and "<img" not in str(pack)


@pytest.mark.parametrize(
    "title", ["../../etc/passwd", "..", "C:\\Windows\\x", "CON", "a\u202egnp.exe", "n\x00l", "/", ""]
)
def test_no_title_leaves_the_folder_or_breaks_a_system(title: str) -> None:
    folder = folder_of(1, title)
    assert folder and not re.search(r"[/\\:*?\"<>|\x00-\x1f\u202e]", folder) and folder.strip(". ") == folder


def test_names_of_files_are_safe_and_each_its_own() -> None:
    typed = ["index.html", "INDEX.HTML", "ø.txt", "ø.txt", "../x", "a/b/x", "æ" * 300 + ".pdf", "æ" * 300 + ".pdf"]
    names = file_names(typed)
    assert len({name.casefold() for name in [*names, "index.html"]}) == len(typed) + 1
    assert all(len(name) <= 90 and "/" not in name and ".." not in name for name in names)
    assert names[2:4] == ["ø.txt", "ø (2).txt"] and names[-1].endswith(".pdf")


PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8cfc000000301010018dd8db0"
    "0000000049454e44ae426082"
)
