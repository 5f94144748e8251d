"""What an editor is told about a submitted collection beside its text: what was found in it, and what is new in it."""

from dataclasses import dataclass

from materials.changes import Change
from materials.collections import changes, checks
from materials.collections.access import Sight
from materials.collections.contents import Contents, contents_for
from materials.models.collection import Collection
from materials.models.subject import Subject
from teams.models.user import User


@dataclass(frozen=True)
class Question:
    """`findings`, a sentence each, and `changes` since editors last approved it; None when they never have."""

    findings: list[str]
    changes: list[Change] | None


def question_of(collection: Collection, submitted: Contents, *, by: User) -> Question:
    """About the submitted text as this editor sees it, asked when they look: what each may see of it is their own.

    A fixed number of queries, and none when nothing was approved.
    """
    findings = checks.sentences(checks.found_in(submitted), submitted)
    if collection.approved is None:
        return Question(findings, None)
    approved = contents_for(by, collection, Sight.APPROVED)
    both = {contents.face.subject_id for contents in (approved, submitted)}
    subjects = Subject.objects.in_bulk({pk for pk in both if pk})
    return Question(findings, changes.between(approved, submitted, subjects))
