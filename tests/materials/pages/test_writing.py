"""Writing by plain forms: every field and block, buttons that lose nothing, and two people at once."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from selectolax.lexbor import LexborHTMLParser

from materials.body_form import raw_body
from materials.grades import grades_in
from materials.models.attachment import Attachment
from materials.models.material import Material
from materials.models.subject import Subject
from materials.services import drafts, files
from materials.vocabulary import Reach
from tests import factories
from tests.conftest import Cast
from tests.materials.extraction.hostile import png
from tests.materials.pages.conftest import Browse


def form_of(material: Material, browse: Browse, cast: Cast) -> dict[str, Any]:
    """What a browser would post back without a change."""
    page = browse(cast.owner).get(f"/materials/{material.pk}/edit/")
    data: dict[str, Any] = {"base": page.context["base"], "block": [], "do": "save"}
    form = page.context["form"]
    for bound in form:
        value = bound.value()
        data[bound.name] = [getattr(one, "pk", one) for one in value] if isinstance(value, list) else value
    data["tags"] = ", ".join(form.initial["tags"])
    for block in page.context["blocks"]:
        data["block"].append(block.id)
        data |= {f"{block.id}-type": block.type, **({f"{block.id}-kept": "1"} if block.kept else {})}
        if not block.kept:
            data |= {f"{block.id}-{name}": value for name, value in block.values.items()}
    for area in LexborHTMLParser(page.content.decode()).css("textarea"):
        data[str(area.attributes["name"])] = re.sub(r"\r?\n", "\r\n", area.text(deep=True))
    return {name: value for name, value in data.items() if value is not None}


def save(material: Material, data: dict[str, Any], browse: Browse, who: Any) -> Any:
    return browse(who).post(f"/materials/{material.pk}/edit/", data)


def latest(material: Material) -> Material:
    found: Material = Material.objects.get(pk=material.pk).get_latest_revision_as_object()
    return found


def test_saving_without_a_change_gives_every_block_back_to_the_letter(cast: Cast, browse: Browse) -> None:
    body = [
        {"type": "rich_text", "value": '<p style="x">Kan <u>ikke</u> skrives her</p>', "id": "kept"},
        {"type": "rich_text", "value": "<p>Almindelig &amp; <b>fed</b></p>", "id": "plain"},
        {"type": "link", "value": {"url": "https://example.org/", "title": "T", "text": "to\nlinjer"}, "id": "link"},
        {"type": "activity", "value": {"title": "", "minutes": None, "steps": ["a\nb", "c"]}, "id": "act"},
        {"type": "note", "value": "\nførst tom linje\r\n", "id": "note"},
        {"type": "image", "value": {"slot": "borte", "alt": "x", "caption": ""}, "id": "img"},
    ]
    material = factories.material(cast.team, cast.owner, body=body)
    before = raw_body(latest(material))
    assert save(material, form_of(material, browse, cast), browse, cast.owner).status_code == 302
    assert raw_body(latest(material)) == before


def test_what_cannot_be_typed_is_shown_and_said(cast: Cast, browse: Browse) -> None:
    body = [{"type": "rich_text", "value": "<table><tr><td>Celle</td></tr></table><script>x()</script>", "id": "k"}]
    material = factories.material(cast.team, cast.owner, body=body)
    page = browse(cast.owner).get(f"/materials/{material.pk}/edit/").content.decode()
    assert "stays exactly as it is" in page and "Celle" in page and "<script>x()" not in page


def test_every_field_is_saved(cast: Cast, browse: Browse, shared: Material) -> None:
    subject = Subject.objects.order_by("pk")[0]
    data = form_of(shared, browse, cast) | {
        "title": "Ny titel", "summary": "Nyt", "subjects": [subject.pk], "grades": ["0", "7"], "tags": "Hop, brøk, hop",
        "material_type": "game", "language": "en", "time_required": "45", "one-text": "**Nyt** <b>x</b>",
        "two-steps": "et\r\nto\r\n\r\ntre", "two-minutes": "5",
    }  # fmt: skip
    assert save(shared, data, browse, cast.owner).status_code == 302
    text = latest(shared)
    assert (text.title, text.summary, text.grades, text.tags) == ("Ny titel", "Nyt", [0, 7], ["hop", "brøk"])
    assert (text.material_type, text.language, text.time_required) == ("game", "en", 45)
    assert list(text.subjects.all()) == [subject]
    assert raw_body(text)[0]["value"] == "<p><b>Nyt</b> &lt;b&gt;x&lt;/b&gt;</p>"
    assert list(text.body[1].value["steps"]) == ["et", "to", "tre"]


def test_an_invalid_form_loses_nothing_and_says_why_at_the_field(cast: Cast, browse: Browse, shared: Material) -> None:
    revisions = shared.revisions.count()
    data = form_of(shared, browse, cast) | {"title": "", "summary": "skrevet", "two-minutes": "9" * 5000}
    page = save(shared, data, browse, cast.owner)
    assert page.status_code == 200 and shared.revisions.count() == revisions
    assert page.context["form"].errors["title"]
    assert page.context["blocks"][1].error == "Minutes are a whole number."
    assert "skrevet" in page.content.decode() and "Husk kridt." in page.content.decode()


@pytest.mark.parametrize(
    ("typed", "grades"),
    [
        ("4-6", [4, 5, 6]),
        ("5. kl", [5]),
        ("4.–6. klasse og 8. kl.", [4, 5, 6, 8]),
        ("mellemtrinet", [4, 5, 6]),
        ("mellemtrinnet og børnehaveklassen", [0, 4, 5, 6]),
        ("5. til og med 7. klassetrin", [5, 6, 7]),
        ("1st and 4th to 6th grade", [1, 4, 5, 6]),
        ("Indskoling, 10", [0, 1, 2, 3, 10]),
        ("", []),
        ("11", None),
        ("6-4", None),
        ("alle", None),
        ("1" * 90, None),
    ],
)
def test_grades_are_read_as_teachers_type_them(typed: str, grades: list[int] | None) -> None:
    assert grades_in(typed) == grades


def test_typed_grades_join_the_ticked_ones(cast: Cast, browse: Browse, shared: Material) -> None:
    data = form_of(shared, browse, cast) | {"grades": ["1"], "grades_typed": "5-6"}
    assert save(shared, data, browse, cast.owner).status_code == 302
    assert latest(shared).grades == [1, 5, 6]
    page = save(shared, form_of(shared, browse, cast) | {"grades_typed": "alle"}, browse, cast.owner)
    assert page.context["form"].errors["grades_typed"] and 'value="alle"' in page.content.decode()


@pytest.mark.parametrize("tags", [",".join(f"tag{number}" for number in range(13)), "x" * 61])
def test_tags_are_never_cut(cast: Cast, browse: Browse, shared: Material, tags: str) -> None:
    page = save(shared, form_of(shared, browse, cast) | {"tags": tags}, browse, cast.owner)
    assert page.context["form"].errors["tags"] and tags in page.content.decode()


@pytest.mark.parametrize(
    ("field", "value"),
    [("one-text", "x" * 200_001), ("two-title", "x" * 201), ("two-steps", "x" * 1001), ("three-text", "x" * 200_001)],
)
def test_what_is_too_long_is_said_and_never_cut(
    cast: Cast, browse: Browse, shared: Material, field: str, value: str
) -> None:
    revisions = shared.revisions.count()
    page = save(shared, form_of(shared, browse, cast) | {field: value}, browse, cast.owner)
    assert page.status_code == 200 and "too long" in page.content.decode() and value in page.content.decode()
    assert shared.revisions.count() == revisions


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", " JavaScript:x", "//evil.example", ""])
def test_a_link_leads_to_the_web_or_nowhere(cast: Cast, browse: Browse, shared: Material, address: str) -> None:
    data = form_of(shared, browse, cast)
    data["block"].append("new")
    data |= {"new-type": "link", "new-url": address, "new-title": "T", "new-text": ""}
    page = save(shared, data, browse, cast.owner)
    assert page.context["blocks"][3].error == "A link starts with https://."


@pytest.mark.parametrize(
    ("wish", "order"),
    [
        ("up:two", ["two", "one", "three"]),
        ("down:two", ["one", "three", "two"]),
        ("up:one", ["one", "two", "three"]),
        ("down:three", ["one", "two", "three"]),
        ("up:unknown", ["one", "two", "three"]),
    ],
)
def test_moving_blocks_keeps_what_is_typed_and_saves_nothing(
    cast: Cast, browse: Browse, shared: Material, wish: str, order: list[str]
) -> None:
    revisions = shared.revisions.count()
    data = form_of(shared, browse, cast) | {"do": wish, "title": "Halvt skrevet", "three-text": "Også dette"}
    page = save(shared, data, browse, cast.owner)
    assert [block.id for block in page.context["blocks"]] == order
    assert "Halvt skrevet" in page.content.decode() and "Også dette" in page.content.decode()
    assert shared.revisions.count() == revisions


def test_a_removed_block_can_be_put_back_until_it_is_saved(cast: Cast, browse: Browse, shared: Material) -> None:
    data = form_of(shared, browse, cast)
    page = save(shared, data | {"do": "remove:one", "one-text": "ny tekst"}, browse, cast.owner)
    assert page.context["blocks"][0].removed and "ny tekst" in page.content.decode()
    removed = data | {"one-removed": "1", "one-text": "ny tekst"}
    back = save(shared, removed | {"do": "back:one"}, browse, cast.owner)
    assert not back.context["blocks"][0].removed and back.context["blocks"][0].values["text"] == "ny tekst"
    save(shared, removed, browse, cast.owner)
    assert [block["id"] for block in raw_body(latest(shared))] == ["two", "three"]


@pytest.mark.parametrize("kind", ["rich_text", "image", "attachment", "link", "activity", "note"])
def test_a_block_of_every_type_can_be_added(cast: Cast, browse: Browse, shared: Material, kind: str) -> None:
    page = save(shared, form_of(shared, browse, cast) | {"do": f"add:{kind}"}, browse, cast.owner)
    assert [block.type for block in page.context["blocks"]][-1] == kind


def chosen(page: Any, block: str) -> tuple[list[str], str]:
    """The files that a block offers, by name, and what a browser would send back."""
    options = LexborHTMLParser(page.content.decode()).css(f'select[name="{block}-slot"] option')
    selected = [str(option.attributes["value"]) for option in options if "selected" in option.attributes]
    return [option.text() for option in options], (selected or [""])[-1]


def test_a_block_offers_the_files_that_it_can_show_and_keeps_one_that_is_gone(
    cast: Cast, browse: Browse, tmp_path: Path
) -> None:
    body = [
        {"type": kind, "value": {"slot": slot}, "id": kind} for kind, slot in (("image", "borte"), ("attachment", ""))
    ]
    material = factories.material(cast.team, cast.owner, body=body)
    for name, data in (("foto.png", png(4, 4)), ("ark.txt", b"ark")):
        (tmp_path / name).write_bytes(data)
        files.add_files(material, [files.StagedFile(tmp_path / name, name)], by=cast.owner)
    page = browse(cast.owner).get(f"/materials/{material.pk}/edit/")
    assert chosen(page, "image") == (["Choose …", "foto.png", "A file that is gone"], "borte")
    assert chosen(page, "attachment") == (["Choose …", "foto.png", "ark.txt"], "")


def test_two_who_save_keep_both_texts_and_go_on_from_either(cast: Cast, browse: Browse, shared: Material) -> None:
    mine = form_of(shared, browse, cast) | {"title": "Min titel", "three-text": "Min note"}
    theirs = form_of(shared, browse, cast) | {"title": "Deres titel"}
    save(shared, theirs, browse, cast.teammate)
    answer = save(shared, mine, browse, cast.owner)
    page = browse(cast.owner).get(answer["Location"])
    for said in ["Min titel", "Min note", "Deres titel", "Husk kridt."]:
        assert said in page.content.decode()
    assert latest(shared).title == "Deres titel"
    browse(cast.owner).post(f"/materials/{shared.pk}/history/{page.context['revision'].pk}/restore/")
    assert latest(shared).title == "Min titel"
    titles = [revision.as_object().title for revision in shared.revisions.all()]
    assert {"Min titel", "Deres titel"} <= set(titles)


def test_a_late_text_keeps_the_blocks_that_the_newer_one_took_out(cast: Cast, browse: Browse) -> None:
    body = [{"type": "rich_text", "value": "<p><u>kept</u></p>", "id": "kept"}]
    material = factories.material(cast.team, cast.owner, body=body)
    mine = form_of(material, browse, cast) | {"title": "Min"}
    drafts.save_text(material, by=cast.teammate, base=None, body=[])
    answer = save(material, mine, browse, cast.owner)
    assert "kept" in str(browse(cast.owner).get(answer["Location"]).context["mine"]["text"].body)


def test_a_form_that_does_not_say_where_it_started_overwrites_nothing(
    cast: Cast, browse: Browse, shared: Material
) -> None:
    data = form_of(shared, browse, cast) | {"base": "", "title": "Uden base"}
    assert "/conflict/" in save(shared, data, browse, cast.owner)["Location"]
    assert latest(shared).title == "Brøker på tallinjen"


def test_fields_that_are_not_of_the_text_change_nothing(cast: Cast, browse: Browse, shared: Material) -> None:
    other = factories.team(cast.owner, of=[cast.school])
    data = form_of(shared, browse, cast) | {"team": other.pk, "created_by": cast.lead.pk, "reach": "4", "live": "0"}
    save(shared, data | {"rights": "bought", "license": "CC0-1.0", "review": "in_review"}, browse, cast.owner)
    row = Material.objects.get(pk=shared.pk)
    assert (row.team, row.created_by, row.reach, row.rights, row.live) == (cast.team, cast.owner, 2, "own_work", True)


@pytest.mark.parametrize("who", ["schoolmate", "stranger", "ex_member", "editor", "operator"])
def test_nobody_but_the_team_writes(cast: Cast, browse: Browse, shared: Material, who: str) -> None:
    client = browse(getattr(cast, who))
    for end in ["edit/", "share/", "rights/", "history/", "move/"]:
        assert client.get(f"/materials/{shared.pk}/{end}").status_code == 404
    for end in ["edit/", "share/", "rights/", "move/", "trash/", "restore/", "withdraw/", "files/"]:
        assert client.post(f"/materials/{shared.pk}/{end}", {"title": "x", "reach": "1"}).status_code == 404


def test_a_lock_of_somebody_elses_loses_nothing_typed(cast: Cast, browse: Browse, shared: Material) -> None:
    data = form_of(shared, browse, cast) | {"summary": "skrevet imens"}
    Material.objects.filter(pk=shared.pk).update(locked=True, locked_by=cast.editor)
    page = save(shared, data, browse, cast.owner)
    assert page.status_code == 200
    assert "locked" in page.content.decode() and "skrevet imens" in page.content.decode()


@pytest.mark.parametrize("end", ["trash/", "share/", "rights/", "files/", "move/"])
def test_a_lock_is_said_wherever_one_would_change_something(
    cast: Cast, browse: Browse, shared: Material, end: str
) -> None:
    Material.objects.filter(pk=shared.pk).update(locked=True, locked_by=cast.editor)
    other = factories.team(of=[cast.school], lead=cast.lead)
    data = {"reach": "1", "rights": "unsure", "team": other.pk, "files": SimpleUploadedFile("ark.txt", b"hej")}
    page = browse(cast.lead).post(f"/materials/{shared.pk}/{end}", data, follow=True)
    assert (page.status_code, "Somebody has locked" in page.content.decode()) == (200, True)
    unchanged = Material.objects.get(pk=shared.pk)
    assert (unchanged.trashed_at, unchanged.reach, unchanged.rights) == (None, Reach.SCHOOL, shared.rights)
    assert not Attachment.objects.filter(material=shared).exists()


def test_a_title_and_a_team_begin_a_lesson(cast: Cast, browse: Browse) -> None:
    answer = browse(cast.owner).post("/materials/new/", {"title": "Frisk", "team": cast.team.pk})
    made = Material.objects.get(title="Frisk")
    assert answer["Location"] == f"/materials/{made.pk}/edit/" and not made.live
    strangers = browse(cast.stranger).post("/materials/new/", {"title": "Snyd", "team": cast.team.pk})
    assert strangers.status_code == 200 and not Material.objects.filter(title="Snyd").exists()


def test_the_preview_is_a_fragment_and_safe(cast: Cast, browse: Browse) -> None:
    answer = browse(cast.owner).post("/materials/preview/", {"text": "## Hop\n<script>x</script> **fed**"})
    assert answer.content.decode() == "<h2>Hop</h2><p>&lt;script&gt;x&lt;/script&gt; <b>fed</b></p>"
    assert browse(cast.owner).get("/materials/preview/").status_code == 405


def test_a_save_that_failed_says_so_first_and_leads_to_each_field(cast: Cast, browse: Browse, shared: Material) -> None:
    typed = {**form_of(shared, browse, cast), "title": "", "two-minutes": "en time"}
    page = LexborHTMLParser(browse(cast.owner).post(f"/materials/{shared.pk}/edit/", typed).content.decode())
    summary = page.css_first("[role=alert][autofocus][tabindex='-1']")
    assert page.css_first("title").text().startswith("Error: ")
    assert [link.attributes["href"] for link in summary.css("a")] == ["#id_title", "#block-two"]
    assert all(page.css_first(str(link.attributes["href"])) is not None for link in summary.css("a"))


def test_a_button_that_moves_blocks_complains_of_nothing(cast: Cast, browse: Browse, shared: Material) -> None:
    typed = {**form_of(shared, browse, cast), "title": "", "do": "add:note"}
    page = LexborHTMLParser(browse(cast.owner).post(f"/materials/{shared.pk}/edit/", typed).content.decode())
    assert not page.css_first("title").text().startswith("Error: ")
    assert page.css_first("[role=alert]") is None


def test_every_form_leads_to_its_fields(cast: Cast, browse: Browse, shared: Material) -> None:
    for address in (f"/materials/{shared.pk}/rights/", "/profile/", "/materials/new/", "/collections/new/"):
        typed = {"rights": "own", "name": "x" * 400, "email": "nobody"}
        page = LexborHTMLParser(browse(cast.owner).post(address, typed).content.decode())
        links = [str(link.attributes["href"]) for link in page.css("[role=alert] a")]
        assert links and all(page.css_first(link) is not None for link in links), address
        assert page.css_first("title").text().startswith("Error: "), address
