"""The credit of an edition goes wherever the edition goes: it names what is shared, and no draft."""

from importlib import import_module

import pytest
from django.apps import apps
from django.utils import translation

from materials.adaptations.adapting import adapt
from materials.adaptations.sources import build_on
from materials.models.material import Material
from materials.models.source import Source
from materials.services import drafts
from materials.vocabulary import Reach
from tests import factories
from tests.conftest import Cast
from tests.materials.adaptations.conftest import Browse, now, widened
from tests.materials.adaptations.test_pages import said


def made_public(cast: Cast, source: Material) -> Material:
    """An edition in the owner's own team, under a name of its own."""
    made = adapt(source, team=cast.owner.personal_team, by=cast.owner)
    drafts.save_text(made, by=cast.owner, base=None, title="Brøkdyst")
    return widened(made, Reach.PUBLIC, cast.owner)


def test_the_credit_names_no_draft_of_what_is_shared(cast: Cast, browse: Browse) -> None:
    source = factories.material(cast.team, cast.owner, title="Delt", license="CC-BY-4.0", reach=Reach.SCHOOL)
    drafts.save_text(source, by=cast.owner, base=None, title="Om Ida i 5.b")
    public = made_public(cast, now(source))
    own = factories.material(cast.team, cast.owner, title="Andet", license="CC-BY-4.0", reach=Reach.SCHOOL)
    build_on(own, now(source), by=cast.owner)
    widened(own, Reach.PUBLIC, cast.owner)
    for address in (f"/materials/{public.pk}/", f"/materials/{own.pk}/"):
        page = said(browse(cast.visitor), address)
        assert "“Delt”" in page and "Ida" not in page


def test_the_credit_of_what_is_shared_with_nobody_has_its_team_and_license_and_no_title(
    cast: Cast, browse: Browse
) -> None:
    draft = factories.material(cast.team, cast.owner, title="Om Ida i 5.b", license="CC-BY-4.0")
    public = made_public(cast, draft)
    address = f"/materials/{public.pk}/"
    page = said(browse(cast.stranger), address)
    assert f"Made from a material that is not shared, {cast.team}, {cast.school}." in page
    assert "CC BY 4.0" in page and "Ida" not in page
    assert "Ida" not in said(browse(cast.visitor), address)
    assert "Ida" in said(browse(cast.owner), address)
    assert "Ida" in said(browse(cast.operator), f"/admin/materials/{public.pk}/")


def test_upgrading_takes_titles_of_drafts_out_of_credits(cast: Cast) -> None:
    shared = factories.material(cast.team, cast.owner, title="Delt", license="CC-BY-4.0", reach=Reach.SCHOOL)
    draft = factories.material(cast.team, cast.owner, title="Kladde", license="CC-BY-4.0")
    ids = [adapt(source, team=cast.owner.personal_team, by=cast.owner).pk for source in (shared, draft)]
    Source.objects.update(title="Om Ida i 5.b")
    import_module("materials.migrations.0020_credits_name_what_is_shared").fill(apps, None)
    assert [Source.objects.get(adaptation=pk).title for pk in ids] == ["Delt", ""]


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_credit_has_no_word_of_the_language_of_who_made_it(cast: Cast, browse: Browse, language: str) -> None:
    both = factories.team(cast.owner, of=[cast.school, cast.other_school], name="Vejlederne")
    source = factories.material(both, cast.owner, title="Delt", license="CC-BY-4.0", reach=Reach.SCHOOL)
    with translation.override(language):
        public = made_public(cast, source)
    assert "Vejlederne, Havlunde Skole, Strandskolen." in said(browse(cast.visitor), f"/materials/{public.pk}/")


def test_upgrading_takes_the_language_out_of_credits_and_leaves_the_names_of_schools(cast: Cast) -> None:
    factories.school("Leg og Lær")
    source = factories.material(cast.team, cast.owner, title="Delt", license="CC-BY-4.0", reach=Reach.SCHOOL)
    stored = {
        "Havlunde Skole og Strandskolen": "Havlunde Skole, Strandskolen",
        "Leg og Lær, Havlunde Skole and Strandskolen": "Leg og Lær, Havlunde Skole, Strandskolen",
        "Leg og Lær": "Leg og Lær",
        "Nedlagte Skole og Strandskolen": "Nedlagte Skole og Strandskolen",
        "ingen skole": "",
    }
    ids = [adapt(source, team=cast.owner.personal_team, by=cast.owner, again=True).pk for _ in stored]
    for pk, names in zip(ids, stored, strict=True):
        Source.objects.filter(adaptation=pk).update(school_names=names)
    import_module("materials.migrations.0027_credits_in_no_language").fill(apps, None)
    assert [Source.objects.get(adaptation=pk).school_names for pk in ids] == list(stored.values())
