"""Rights cap reach: in the rule, in the model, and in the database whatever path writes."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from materials import rights
from materials.models.material import Material
from materials.services import sharing
from materials.vocabulary import License, Reach, Rights
from tests import factories
from tests.conftest import Cast

TABLE = [
    (Rights.OWN_WORK, "", Reach.PUBLIC, Reach.PUBLIC),
    *(
        (ground, spdx, Reach.PUBLIC, Reach.PUBLIC)
        for ground in (Rights.OWN_WORK, Rights.OPEN_LICENSE)
        for spdx in License
    ),
    (Rights.OPEN_LICENSE, "", Reach.SCHOOL, Reach.TEAM),
    (Rights.COPYDAN, "", Reach.SCHOOL, Reach.TEAM),
    (Rights.BOUGHT, "", Reach.SCHOOL, Reach.TEAM),
    (Rights.UNSURE, "", Reach.SCHOOL, Reach.TEAM),
]


@pytest.mark.parametrize(("ground", "license_id", "one_school", "several"), TABLE)
def test_rights_cap_reach_as_the_table_says(ground: str, license_id: str, one_school: Reach, several: Reach) -> None:
    assert rights.widest_reach(ground, license_id, several_schools=False) == one_school
    assert rights.widest_reach(ground, license_id, several_schools=True) == several


@pytest.mark.parametrize(("ground", "license_id", "one_school", "several"), TABLE)
def test_the_cap_in_sql_is_the_cap_in_the_model(
    cast: Cast, ground: str, license_id: str, one_school: Reach, several: Reach
) -> None:
    material = factories.material(cast.team, cast.owner, reach=Reach.PUBLIC)
    Material.objects.filter(pk=material.pk).update(rights=ground, license=license_id)
    assert Material.objects.get(pk=material.pk).reach == Material.objects.get(pk=material.pk).reach_cap == one_school
    cast.team.schools.add(cast.other_school)
    assert Material.objects.get(pk=material.pk).reach == several


def test_no_path_writes_a_reach_above_the_cap(cast: Cast) -> None:
    material = factories.material(cast.team, cast.owner, reach=Reach.SCHOOL, rights=Rights.UNSURE)
    mine = Material.objects.filter(pk=material.pk)
    bare = Material._base_manager.filter(pk=material.pk)
    for write in (
        lambda: mine.update(reach=Reach.PUBLIC),
        lambda: mine.update(reach=Reach.PUBLIC, rights=Rights.COPYDAN),
        lambda: mine.update(wanted_reach=Reach.MUNICIPALITY),
        lambda: bare.update(reach=Reach.PUBLIC),
        lambda: bare.update(reach=Reach.PUBLIC, reach_cap=Reach.PUBLIC),
        lambda: bare.update(reach=9, reach_cap=9, rights=Rights.OWN_WORK),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            write()
    assert Material.objects.get(pk=material.pk).reach == Reach.SCHOOL


def test_bulk_writes_keep_the_cap(cast: Cast) -> None:
    new = Material(
        team=cast.team, created_by=cast.owner, title="x", live=True, reach=Reach.PUBLIC, reach_cap=Reach.PUBLIC
    )
    made = Material.objects.bulk_create([new])[0]
    assert (made.reach, made.reach_cap) == (Reach.SCHOOL, Reach.SCHOOL)
    material = factories.material(cast.team, cast.owner, reach=Reach.PUBLIC)
    material.rights, material.license = Rights.BOUGHT, ""
    Material.objects.bulk_update([material], ["rights", "license"])
    assert Material.objects.get(pk=material.pk).reach == Reach.SCHOOL


def test_bulk_writes_narrow_what_the_editors_are_asked_for(cast: Cast) -> None:
    material = factories.material(cast.team, cast.owner)
    sharing.share(material, reach=Reach.PUBLIC, by=cast.owner)
    asked = Material.objects.get(pk=material.pk)
    asked.rights, asked.license = Rights.BOUGHT, ""
    Material.objects.bulk_update([asked], ["rights", "license"])
    assert Material.objects.get(pk=material.pk).wanted_reach == Reach.SCHOOL


def test_rights_that_get_worse_narrow_the_reach_at_once(cast: Cast) -> None:
    material = factories.material(cast.team, cast.owner, reach=Reach.PUBLIC)
    assert Material.objects.visible_to(cast.visitor).filter(pk=material.pk).exists()
    sharing.set_rights(material, by=cast.owner, rights=Rights.UNSURE)
    assert not Material.objects.visible_to(cast.visitor).filter(pk=material.pk).exists()
    assert Material.objects.visible_to(cast.schoolmate).filter(pk=material.pk).exists()


@pytest.mark.parametrize("ground", [Rights.COPYDAN, Rights.BOUGHT])
def test_a_team_of_several_schools_is_told_why_it_may_not_hold_extracts(cast: Cast, ground: str) -> None:
    cast.team.schools.add(cast.other_school)
    with pytest.raises(ValidationError) as refused:
        factories.material(cast.team, cast.owner, rights=ground, work="Bog", work_pages="1-2")
    assert "rights" in refused.value.message_dict


def test_an_extract_names_its_work_and_pages(cast: Cast) -> None:
    with pytest.raises(ValidationError) as refused:
        factories.material(cast.team, cast.owner, rights=Rights.COPYDAN)
    assert "work" in refused.value.message_dict


@pytest.mark.parametrize("worse", ["unsure", "bought"])
def test_a_question_that_the_rights_no_longer_allow_is_taken_back(cast: Cast, worse: str) -> None:
    material = factories.material(cast.team, cast.owner)
    sharing.share(material, reach=Reach.PUBLIC, by=cast.owner)
    sharing.set_rights(material, by=cast.owner, rights=worse)
    now = Material.objects.get(pk=material.pk)
    assert (now.rights, now.review, now.wanted_reach) == (worse, "", None)
    assert not Material.objects.visible_to(cast.editor).exists()
