"""Making and changing schools."""

from django.db import transaction

from teams import audit
from teams.models.school import School
from teams.models.user import User


@transaction.atomic
def save_school(school: School, *, by: User | None) -> School:
    """Saves a new or changed school; what its teams' materials reach follows at once.

    Raises ValidationError for a number that is taken or wrong, and for a site of a site. `by` is None for commands.
    """
    is_new = school.pk is None
    school.full_clean()
    school.save()
    if is_new:
        audit.record("school.create", by=by, target=school, number=school.number, parent=school.parent_id)
    else:
        audit.record("school.edit", by=by, target=school, number=school.number, parent=school.parent_id)
    return school
