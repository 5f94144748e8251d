"""The pages of editions: making one, what it names to whom, which editions a source shows, and what packs say."""

import re
from pathlib import Path

import pytest
from django.db import connection

from materials.adaptations.adapting import adapt
from materials.adaptations.credits import credits_of
from materials.adaptations.sources import build_on
from materials.collections import arranging, curating
from materials.models.material import Material
from materials.services import drafts, sharing, trash
from materials.vocabulary import Reach
from teams.letters import has
from teams.models import Team, User
from tests import factories
from tests.conftest import Cast
from tests.materials.adaptations.conftest import Browse, now, unlicensed, widened
from tests.materials.collections.packs.conftest import contents


def said(client: object, address: str, **posted: object) -> str:
    answer = client.post(address, posted, follow=True) if posted else client.get(address)  # type: ignore[attr-defined]
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def test_an_edition_is_made_with_one_button_and_thrown_away_from_its_notice(
    cast: Cast, source: Material, there: Team, browse: Browse
) -> None:
    client = browse(cast.stranger)
    page = said(client, f"/materials/{source.pk}/adapt/")
    assert "What it is made from asks that it carries CC BY-SA 4.0." in page and "Sydholdet" in page
    page = said(client, f"/materials/{source.pk}/adapt/", team=there.pk)
    made = Material.objects.get(team=there)
    assert f'action="/materials/{made.pk}/trash/"' in page and "This is your own edition" in page
    assert f'<a href="/materials/{source.pk}/">Brøkdyst</a>, {cast.team}' in page
    client.post(f"/materials/{made.pk}/trash/")
    assert now(made).trashed_at and client.get(f"/materials/{made.pk}/").status_code == 404


def test_a_second_edition_is_asked_about_with_a_link_and_made_when_meant(
    cast: Cast, source: Material, there: Team, browse: Browse
) -> None:
    first = adapt(source, team=there, by=cast.stranger)
    client, address = browse(cast.stranger), f"/materials/{source.pk}/adapt/"
    page = said(client, address, team=there.pk)
    assert f'There is one in Sydholdet already: <a href="/materials/{first.pk}/">' in page
    assert Material.objects.filter(team=there).count() == 1
    said(client, address, team=there.pk, again="1")
    assert Material.objects.filter(team=there).count() == 2


def test_a_team_that_may_not_have_it_stands_there_with_the_reason(cast: Cast, there: Team, browse: Browse) -> None:
    bound = factories.material(cast.team, cast.owner, reach=Reach.SCHOOL, rights="unsure")
    there.memberships.create(user=cast.owner)
    cast.other_school.employments.create(user=cast.owner)
    client, address = browse(cast.owner), f"/materials/{bound.pk}/adapt/"
    page = said(client, address)
    assert "stays in its school. Choose a team of that school alone." in page
    assert re.search(rf'id="team-{there.pk}"[^>]* disabled', page)
    assert "stays in its school" in said(client, address, team=there.pk)
    assert not Material.objects.filter(team=there).exists()


def test_only_who_may_adapt_is_offered_it(cast: Cast, source: Material, browse: Browse) -> None:
    address = f"/materials/{source.pk}/"
    for person in (cast.owner, cast.stranger):
        assert f"{address}adapt/" in said(browse(person), address)
    assert f"{address}adapt/" not in said(browse(cast.visitor), address)
    sharing.narrow(source, reach=Reach.TEAM, by=cast.owner)
    assert browse(cast.stranger).get(f"{address}adapt/").status_code == 404
    assert browse(cast.stranger).post(f"{address}adapt/", {"team": 1}).status_code == 404


def test_who_is_in_no_team_is_told_what_to_do(cast: Cast, source: Material, browse: Browse) -> None:
    assert "A lead of a team at your school can let you in." in said(
        browse(cast.operator), f"/materials/{source.pk}/adapt/"
    )


def test_a_source_shows_its_editions_to_those_who_see_them(
    cast: Cast, source: Material, there: Team, browse: Browse
) -> None:
    made = adapt(source, team=there, by=cast.stranger)
    drafts.save_text(made, by=cast.stranger, base=None, title="Pizzabrøker")
    for address in (f"/materials/{source.pk}/", f"/materials/{source.pk}/editions/"):
        assert "Pizzabrøker" in said(browse(cast.stranger), address)
        for person in (cast.visitor, cast.owner, cast.schoolmate, cast.operator):
            page = said(browse(person), address)
            assert "Pizzabrøker" not in page and "Sydholdet" not in page
            assert '<h2 id="editions-title">' not in page
    widened(made, Reach.PUBLIC, cast.stranger)
    assert "Pizzabrøker" in said(browse(cast.visitor), f"/materials/{source.pk}/")


def test_an_edition_links_to_its_source_for_who_sees_it_and_names_it_to_all(
    cast: Cast, source: Material, there: Team, browse: Browse
) -> None:
    made = widened(adapt(source, team=there, by=cast.stranger), Reach.PUBLIC, cast.stranger)
    address = f"/materials/{made.pk}/"
    assert f'<a href="/materials/{source.pk}/">Brøkdyst</a>' in said(browse(cast.visitor), address)
    sharing.narrow(source, reach=Reach.TEAM, by=cast.owner)
    drafts.save_text(source, by=cast.owner, base=None, title="Nyt navn", summary="x")
    page = said(browse(cast.visitor), address)
    assert "“Brøkdyst”" in page and f"/materials/{source.pk}/" not in page and "Nyt navn" not in page
    assert "CC BY-SA 4.0" in page and str(cast.owner) not in page
    assert "Nyt navn" not in said(browse(cast.stranger), address)


def test_a_source_without_a_license_does_not_exist_for_who_may_not_see_it(
    cast: Cast, there: Team, browse: Browse
) -> None:
    source = unlicensed(cast, Reach.MUNICIPALITY, title="Kun kommunen")
    made = adapt(source, team=there, by=cast.stranger)
    drafts.save_text(made, by=cast.stranger, base=None, title="Vores")
    address = f"/materials/{made.pk}/"
    assert "Kun kommunen" in said(browse(cast.stranger), address)
    trash.trash(source, by=cast.owner)
    for page in (address, f"{address}sources/", f"{address}rights/", f"{address}share/"):
        text = said(browse(cast.stranger), page)
        assert "Kun kommunen" not in text and cast.team.name not in text and f"/materials/{source.pk}/" not in text


def named(person: object, material: Material) -> str:
    return "; ".join(line.author for line in credits_of(person, [material])[material.pk])  # type: ignore[arg-type]


def test_a_teacher_is_named_as_long_as_they_say_yes(cast: Cast, there: Team) -> None:
    source = factories.material(cast.owner.personal_team, cast.owner, reach=Reach.PUBLIC, license="CC-BY-4.0")
    User.objects.filter(pk=cast.owner.pk).update(show_name=True)
    made = adapt(source, team=there, by=cast.stranger)
    assert named(cast.visitor, made) == f"{cast.owner}, {cast.school}"
    User.objects.filter(pk=cast.owner.pk).update(show_name=False)
    assert named(cast.visitor, made) == str(cast.school)


def test_a_pack_names_the_sources(cast: Cast, source: Material, there: Team) -> None:
    made = widened(adapt(source, team=there, by=cast.stranger), Reach.PUBLIC, cast.stranger)
    drafts.save_text(made, by=cast.stranger, base=None, title="Pizzabrøker")
    sharing.publish(made, by=cast.stranger)
    collection = curating.create_collection(team=cast.team, title="Samling", by=cast.lead)
    arranging.add_part(collection, made, by=cast.lead)
    for where, page in contents(cast.lead, collection).items():
        if where.endswith(".html"):
            assert f"“Brøkdyst”, {cast.team}, {cast.school}." in page, where
            assert "https://creativecommons.org/licenses/by-sa/4.0/" in page


def test_something_else_is_found_named_and_taken_out_again(
    cast: Cast, source: Material, there: Team, browse: Browse
) -> None:
    own = factories.material(there, cast.stranger, title="Vores eget", license="CC-BY-4.0")
    client, address = browse(cast.stranger), f"/materials/{own.pk}/sources/"
    assert f"?source={source.pk}" in said(client, f"{address}?q=brøk")
    page = said(client, f"{address}?source={source.pk}")
    assert "asks that it carries CC BY-SA 4.0." in page
    assert "asks that it carries" in said(client, address, source=source.pk, license="CC-BY-4.0")
    assert "It is named now." in said(client, address, source=source.pk, license="CC-BY-SA-4.0")
    row = own.sources.get()
    page = said(client, f"/materials/sources/{row.pk}/remove/", x=1)
    assert f'name="source" value="{source.pk}"' in page and not own.sources.exists()


@pytest.mark.parametrize("typed", ["ørkenens dyr", "Ørkenens", "DYR ØRKENENS"])
def test_something_else_is_found_in_big_letters_and_small(cast: Cast, there: Team, browse: Browse, typed: str) -> None:
    own = factories.material(there, cast.stranger, title="Vores eget")
    other = factories.material(there, cast.stranger, title="Ørkenens dyr")
    assert f"?source={other.pk}" in said(browse(cast.stranger), f"/materials/{own.pk}/sources/?q={typed}")


def test_titles_are_looked_through_in_their_index_and_not_in_rows_with_long_texts(db: None) -> None:
    """On SQLite, whose rows are read one after the other; what PostgreSQL does is its own to choose."""
    named = Material.objects.filter(has("title", "ørken")).values("pk")
    plan = Material.objects.filter(pk__in=named).explain()
    assert connection.vendor != "sqlite" or "COVERING INDEX material_title" in plan


def test_nothing_hidden_is_found_or_named_to_build_on(cast: Cast, there: Team, browse: Browse) -> None:
    own = factories.material(there, cast.stranger, title="Vores eget")
    hidden = factories.material(cast.team, cast.owner, title="Hemmelig")
    client, address = browse(cast.stranger), f"/materials/{own.pk}/sources/"
    assert "?source=" not in said(client, f"{address}?q=hemmelig")
    for number in (hidden.pk, 999_999):
        assert client.get(f"{address}?source={number}").status_code == 404
        assert client.post(address, {"source": number}).status_code == 404


def test_nobody_else_takes_a_source_out(cast: Cast, source: Material, there: Team, browse: Browse) -> None:
    own = factories.material(there, cast.stranger, license="CC-BY-SA-4.0")
    row = build_on(own, source, by=cast.stranger)
    copied = adapt(source, team=there, by=cast.stranger).sources.get()
    assert browse(cast.owner).post(f"/materials/sources/{row.pk}/remove/").status_code == 404
    assert browse(cast.stranger).post(f"/materials/sources/{copied.pk}/remove/").status_code == 404
    assert own.sources.exists()


@pytest.mark.parametrize("name", ["bane.png", "regler.txt"])
def test_an_editions_files_are_for_who_sees_the_edition(
    cast: Cast, source: Material, there: Team, browse: Browse, name: str, tmp_path: Path
) -> None:
    made = adapt(source, team=there, by=cast.stranger)
    file = made.attachments.get(name=name)
    assert browse(cast.stranger).get(f"/files/{file.pk}/{name}").status_code == 200
    assert browse(cast.stranger).get(f"/files/slot/{file.slot}/").status_code == 302
    for person in (cast.owner, cast.visitor):
        assert browse(person).get(f"/files/{file.pk}/{name}").status_code == 404
        assert browse(person).get(f"/files/slot/{file.slot}/").status_code == 404
