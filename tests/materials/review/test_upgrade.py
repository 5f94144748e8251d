"""What was with the editors before questions were kept is a question after the upgrade."""

from importlib import import_module

from django.apps import apps

from materials import review
from materials.models.material import Material
from materials.models.subject import Subject
from materials.models.submission import Submission
from materials.services import drafts, sharing
from materials.vocabulary import Reach
from tests import factories
from tests.conftest import Cast
from tests.materials.review.conftest import again


def upgrade() -> None:
    Submission.objects.all().delete()
    for _ in range(2):
        import_module("materials.migrations.0009_submissions_of_before").make(apps, None)


def test_what_is_in_review_can_be_decided_after_the_upgrade(cast: Cast, submitted: Material) -> None:
    before = submitted.submissions.get()
    upgrade()
    (asked,) = submitted.submissions.all()
    assert (asked.by, asked.reach, asked.claim) == (before.by, Reach.MUNICIPALITY, before.claim)
    assert (asked.revision, asked.outcome) == (before.revision, "")
    review.approve(again(submitted), by=cast.editor)
    assert again(submitted).reach == Reach.MUNICIPALITY


def test_the_reason_for_which_it_was_sent_back_is_still_read(cast: Cast, submitted: Material) -> None:
    review.send_back(submitted, by=cast.editor, reason="Kilden mangler.")
    upgrade()
    assert review.last_reason(again(submitted)) == "Kilden mangler."
    assert submitted.submissions.get().ended_by == cast.editor


def test_what_is_with_the_editors_is_found_by_its_subjects_after_the_upgrade(cast: Cast) -> None:
    subjects = list(Subject.objects.filter(slug__in=["dansk", "historie"]))
    asked = factories.material(cast.team, cast.owner, subjects=subjects)
    sharing.share(asked, reach=Reach.PUBLIC, by=cast.owner)
    question = again(asked).submissions.get()
    drafts.save_text(asked, by=cast.owner, base=None, subjects=subjects[:1])
    question.subjects.clear()
    for _ in range(2):
        import_module("materials.migrations.0023_what_questions_of_before_are_about").fill(apps, None)
    assert set(question.subjects.all()) == set(subjects)
