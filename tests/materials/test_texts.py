"""The texts of many materials are the texts that each page would show."""

from materials.models.material import Material
from materials.models.subject import Subject
from materials.permissions import text_for
from materials.services import drafts
from materials.texts import PLAIN, texts_for
from materials.vocabulary import Reach
from tests import factories
from tests.conftest import Cast


def test_texts_of_many_are_the_texts_of_each(cast: Cast) -> None:
    body = [{"type": "rich_text", "value": "<p>Hop</p>", "id": "one"}]
    material = factories.material(cast.team, cast.owner, reach=Reach.SCHOOL, grades=[4, 5], tags=["brøk"], body=body)
    subjects, later = list(Subject.objects.all()[:2]), [{"type": "note", "value": "Kridt", "id": "two"}]
    drafts.save_text(material, by=cast.owner, base=None, grades=[6], tags=["tal"], subjects=subjects, body=later)
    row = Material.objects.get(pk=material.pk)
    for person in (cast.teammate, cast.schoolmate):
        (many,), one = texts_for(person, [row]), text_for(person, row)
        assert {name: getattr(many, name) for name in PLAIN} == {name: getattr(one, name) for name in PLAIN}
        assert many.body_texts() == one.body_texts()
        assert list(many.subjects.all()) == list(one.subjects.all())
