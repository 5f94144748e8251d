"""Opening, closing and getting back into accounts."""

import hashlib
import secrets
from datetime import timedelta

from django.contrib.auth import login
from django.contrib.auth.models import Group
from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from teams import audit
from teams.models.user import LOCAL, PasswordLink, User
from teams.roles import EDITORS, OPERATORS
from teams.services.leaving import end_lapsed
from teams.services.teams import keep_personal_team
from teams.sign_in_limits import forgive

LINK_HOURS = 24


def sign_in(request: HttpRequest, user: User) -> None:
    """Starts a session under a new key and writes it down."""
    login(request, user, backend="teams.backends.LocalBackend")
    audit.record("account.sign_in", by=user, target=user, request=request)


@transaction.atomic
def create_person(*, subject: str, by: User | None, name: str = "", email: str = "") -> User:
    """A new local account without a password; a one-time link lets its person choose one."""
    if User.objects.filter(issuer=LOCAL, subject=subject).exists():
        raise ValidationError({"subject": _("This user name is taken.")})
    user = User.objects.create_user(subject, name=name, email=email)
    audit.record("account.create", by=by, target=user)
    return user


@transaction.atomic
def set_offices(user: User, offices: frozenset[str], *, by: User | None) -> None:
    """Makes a person editor or operator, or no longer. The last operator stays one, or nobody could mend it."""
    if OPERATORS not in offices:
        refuse_last_operator(user)
    user.groups.set(Group.objects.filter(name__in=offices & {EDITORS, OPERATORS}))
    User.objects.filter(pk=user.pk).update(is_superuser=OPERATORS in offices)
    audit.record("account.set_offices", by=by, target=user, offices=sorted(offices))


@transaction.atomic
def close_account(user: User, *, by: User | None) -> None:
    """Nobody signs in any more and every session ends; what the person made stays where it is.

    Their teams go on without them, under another lead where they were the last one. Opening the account again does not
    put them back: a lead does.
    """
    refuse_last_operator(user)
    if User.objects.filter(pk=user.pk, is_active=True).update(is_active=False):
        end_sessions(user)
        end_password_links(user)
        end_lapsed(user)
        audit.record("account.close", by=by, target=user)


@transaction.atomic
def reopen_account(user: User, *, by: User | None) -> None:
    """The personal team follows what became of the person's employments while the account was closed."""
    if User.objects.filter(pk=user.pk, is_active=False).update(is_active=True):
        keep_personal_team(user)
        audit.record("account.reopen", by=by, target=user)


def refuse_last_operator(user: User) -> None:
    """Raises ValidationError for who is the last one. Two who go at once go one by one, held by their group's row."""
    Group.objects.select_for_update(no_key=True).filter(name=OPERATORS).first()
    operators = User.objects.filter(groups__name=OPERATORS, is_active=True)
    if operators.filter(pk=user.pk).exists() and operators.count() == 1:
        raise ValidationError(_("This is the last operator. Make somebody else an operator first."))


def end_sessions(user: User) -> None:
    """Removes the person's sessions, wherever they are signed in."""
    for session in Session.objects.filter(expire_date__gt=timezone.now()):
        if session.get_decoded().get("_auth_user_id") == str(user.pk):
            session.delete()


@transaction.atomic
def make_password_link(user: User, *, by: User | None) -> str:
    """A token that lets the person choose a password, once, within a day. Earlier ones end. Only its hash is kept."""
    if by is not None and not by.is_operator:
        raise PermissionDenied
    end_password_links(user)
    token = secrets.token_urlsafe(32)
    PasswordLink.objects.create(
        user=user, token_sha256=_hash(token), created_by=by, expires_at=timezone.now() + timedelta(hours=LINK_HOURS)
    )
    audit.record("account.password_link", by=by, target=user)
    return token


def end_password_links(user: User) -> None:
    """Links that nobody has used open nothing any more."""
    user.password_links.filter(used_at=None).delete()


@transaction.atomic
def change_password(user: User, *, request: HttpRequest) -> None:
    """Keeps the password that the person has just been given; a link to choose another one ends with the old."""
    user.save(update_fields=["password"])
    end_password_links(user)
    audit.record("account.password", by=user, target=user, request=request)


def find_password_link(token: str) -> PasswordLink | None:
    links = PasswordLink.objects.select_related("user")
    return links.filter(
        token_sha256=_hash(token), used_at=None, expires_at__gt=timezone.now(), user__is_active=True
    ).first()


@transaction.atomic
def use_password_link(link: PasswordLink, password: str) -> None:
    """Sets the password and spends the link. Raises PermissionDenied when another request spent it first."""
    if not PasswordLink.objects.filter(pk=link.pk, used_at=None).update(used_at=timezone.now()):
        raise PermissionDenied
    link.user.set_password(password)
    link.user.save(update_fields=["password"])
    end_sessions(link.user)
    forgive(link.user)
    audit.record("account.password_by_link", by=link.user, target=link.user)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
