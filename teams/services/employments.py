"""Who works where."""

import datetime

from django.db import transaction

from teams import audit
from teams.models.school import Employment, School
from teams.models.user import User
from teams.services.leaving import end_lapsed
from teams.services.teams import keep_personal_team


@transaction.atomic
def employ(
    user: User,
    school: School,
    *,
    by: User | None,
    is_main: bool | None = None,
    started_on: datetime.date | None = None,
    ended_on: datetime.date | None = None,
) -> Employment:
    """Says that a person works at a school, from and until when. The first school is the main one unless told.

    Memberships that an earlier employment carried end first: who is employed again is not silently back in a team.
    """
    end_lapsed(user)
    if is_main is None:
        is_main = not user.employments.exclude(school=school).filter(is_main=True).exists()
    if is_main:
        user.employments.exclude(school=school).update(is_main=False)
    employment, _made = Employment.objects.update_or_create(
        user=user, school=school, defaults={"is_main": is_main, "started_on": started_on, "ended_on": ended_on}
    )
    keep_personal_team(user)
    end_lapsed(user)
    audit.record("employment.set", by=by, target=employment, user=user.pk, school=school.pk, ended=str(ended_on or ""))
    return employment


@transaction.atomic
def end_employment(employment: Employment, *, on: datetime.date, by: User | None) -> None:
    """From that day on the person is no colleague there: school and team materials are gone on the next request.

    A team that they were the last to lead is led by its longest-standing member from then on.
    """
    Employment.objects.filter(pk=employment.pk).update(ended_on=on)
    keep_personal_team(employment.user)
    end_lapsed(employment.user)
    audit.record("employment.end", by=by, target=employment, user=employment.user_id, ended=str(on))
