"""An operator's one-time link: once, for a day, and silent about everything else."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from teams.models.audit import AuditEntry
from teams.models.user import PasswordLink, User
from teams.services import accounts
from tests.conftest import Cast
from tests.pages import without_tokens

NEW = {"new_password1": "skovsneglens spor", "new_password2": "skovsneglens spor"}


def address(person: User, by: User) -> str:
    return f"/password/link/{accounts.make_password_link(person, by=by)}/"


def chosen_by(person: User) -> None:
    """Another password, chosen by who is signed in and has remembered the old one."""
    person.set_password("det gamle kendeord")
    person.save()
    signed_in = Client()
    signed_in.force_login(person, backend="teams.backends.LocalBackend")
    assert signed_in.post("/password/", {"old_password": "det gamle kendeord", **NEW}).status_code == 302


def test_a_link_sets_a_password_once(cast: Cast) -> None:
    there = Client()
    there.force_login(cast.owner, backend="teams.backends.LocalBackend")
    link = address(cast.owner, cast.operator)
    assert Client().post(link, NEW).status_code == 302
    assert User.objects.get(pk=cast.owner.pk).check_password(NEW["new_password1"])
    assert there.get("/profile/").status_code == 302
    assert Client().post(link, NEW).status_code == Client().get(link).status_code == 404


@pytest.mark.parametrize("why", ["unknown", "used", "expired", "replaced", "closed", "reopened", "changed"])
def test_a_dead_link_is_as_one_that_never_was(cast: Cast, why: str) -> None:
    link = address(cast.owner, cast.operator)
    assert Client().get(link).status_code == 200
    if why == "unknown":
        link = "/password/link/aldrig-lavet/"
    elif why == "replaced":
        address(cast.owner, cast.operator)
    elif why == "closed":
        accounts.close_account(cast.owner, by=cast.operator)
    elif why == "reopened":
        accounts.close_account(cast.owner, by=cast.operator)
        accounts.reopen_account(cast.owner, by=cast.operator)
    elif why == "changed":
        chosen_by(cast.owner)
    else:
        PasswordLink.objects.update(**{"used_at" if why == "used" else "expires_at": timezone.now()})
    never = "/password/link/heller-ikke/"
    pages = {without_tokens(Client().get(place).content.decode()).replace(place, "") for place in (link, never)}
    assert (Client().get(link).status_code, len(pages)) == (404, 1)


def test_a_weak_password_is_refused_and_the_link_lives_on(cast: Cast) -> None:
    link = address(cast.owner, cast.operator)
    for weak in ("kort", "1234567890123", f"{cast.owner.subject}xx", "password123"):
        assert Client().post(link, {"new_password1": weak, "new_password2": weak}).status_code == 200
    assert Client().post(link, NEW).status_code == 302


@pytest.mark.parametrize("who", ["owner", "lead", "editor", "stranger"])
def test_nobody_but_an_operator_makes_a_link(cast: Cast, who: str) -> None:
    with pytest.raises(PermissionDenied):
        accounts.make_password_link(cast.teammate, by=getattr(cast, who))


def test_a_link_is_kept_nowhere_and_told_to_no_other_site(cast: Cast) -> None:
    link = address(cast.owner, cast.operator)
    token = link.split("/")[3]
    assert token not in str([*PasswordLink.objects.values(), *AuditEntry.objects.values()])
    response = Client().get(link)
    assert response["Referrer-Policy"] == "same-origin"
    assert "no-store" in response["Cache-Control"]
