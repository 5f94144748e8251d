"""Makes what the rows say true. A row that says what is true already changes nothing."""

from collections import Counter

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from teams import audit
from teams.importing.rows import BadRowError, Row
from teams.inbox import Kind, tell
from teams.models.joining import Departure, JoinRequest
from teams.models.school import Employment, School
from teams.models.team import Membership, Team
from teams.models.user import LOCAL, User
from teams.roles import Role
from teams.services import accounts, employments
from teams.services.schools import save_school
from teams.services.teams import create_team, set_schools


def apply_row(row: Row, done: Counter[str]) -> None:
    """Applies one row whole or not at all, and counts in `done` what it made. Raises BadRowError with the reason."""
    counted: Counter[str] = Counter()
    try:
        with transaction.atomic():
            school = school_of(row, counted)
            user = person_of(row, counted)
            employ(row, user, school, counted)
            if row.team and stays(user, school):
                join(row, user, school, counted)
    except ValidationError as error:
        raise BadRowError(" ".join(error.messages)) from error
    done.update(counted)


def school_of(row: Row, done: Counter[str]) -> School:
    school = School.objects.filter(number=row.school_number).first()
    parent = School.objects.filter(number=row.parent_number).first() if row.parent_number else None
    if row.parent_number and parent is None:
        raise BadRowError(f"There is no school {row.parent_number} to be part of; its own row must come first.")
    if school is None:
        if not row.school_name:
            raise BadRowError(f"School {row.school_number} is new and needs a school_name.")
        done["schools made"] += 1
        return save_school(School(number=row.school_number, name=row.school_name, parent=parent), by=None)
    if (row.school_name and row.school_name != school.name) or (parent and parent != school.parent):
        school.name, school.parent = row.school_name or school.name, parent or school.parent
        save_school(school, by=None)
        done["schools changed"] += 1
    return school


def person_of(row: Row, done: Counter[str]) -> User:
    user = User.objects.filter(issuer=LOCAL, subject=row.username).first()
    if user is None:
        done["people made"] += 1
        return accounts.create_person(subject=row.username, name=row.name, email=row.email, by=None)
    name, email = row.name or user.name, row.email or user.email
    if (name, email) != (user.name, user.email):
        User.objects.filter(pk=user.pk).update(name=name, email=email)
        done["people changed"] += 1
    return user


def employ(row: Row, user: User, school: School, done: Counter[str]) -> None:
    """An empty date changes nothing; an end date ends the employment."""
    old = Employment.objects.filter(user=user, school=school).first()
    start = row.start or (old.started_on if old else None)
    end = row.end or (old.ended_on if old else None)
    if start and end and end < start:
        raise BadRowError("end lies before start.")
    main = True if row.main else (old.is_main if old else None)
    if old is None or (old.started_on, old.ended_on, old.is_main) != (start, end, main):
        employments.employ(user, school, by=None, is_main=main, started_on=start, ended_on=end)
        done["employments made or changed"] += 1


def stays(user: User, school: School) -> bool:
    """Whether who is put into a team of the school is still in it tomorrow: see `Membership.objects.lapsed`.

    A list that names those who have gone would else put them in anew each night, for the next hour to end it.
    """
    at_school = Q(school=school.root_id) | Q(school__parent=school.root_id)
    works = Employment.objects.current_or_coming().filter(at_school, user=user)
    return user.is_active and works.exists()


def join(row: Row, user: User, school: School, done: Counter[str]) -> None:
    """Teams are known by name among those of the school's own file; a team met at a second school becomes both's.

    Who comes in or leads from now on is told so. The team is not held, as the whole list is one transaction: it would
    be until the last row, and after materials.
    """
    team = Team.objects.open().shared().filter(name=row.team).first()
    if team is None:
        team = create_team(name=row.team, schools=[school], lead=None, by=None)
        done["teams made"] += 1
    elif not team.schools.filter(pk=school.pk).exists():
        set_schools(team, [*team.schools.all(), school], by=None)
        done["teams changed"] += 1
    role = Role.LEAD if row.leads else Role.MEMBER
    membership, made = Membership.objects.get_or_create(team=team, user=user, defaults={"role": role})
    if made:
        JoinRequest.objects.filter(team=team, user=user).delete()
        Departure.objects.filter(team=team, user=user).delete()
        audit.record("team.add_member", by=None, target=team, user=user.pk, role=int(role))
        tell(Kind.ROLE_CHANGED, [user], by=None, target=team, change="lead" if row.leads else "added")
        done["memberships made"] += 1
    elif row.leads and membership.role != Role.LEAD:
        Membership.objects.filter(pk=membership.pk).update(role=role)
        audit.record("team.change_role", by=None, target=team, user=user.pk, role=int(role))
        tell(Kind.ROLE_CHANGED, [user], by=None, target=team, change="lead")
        done["memberships changed"] += 1
