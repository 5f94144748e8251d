"""`manage.py first_operator`: the first account of an installation."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from teams.models.user import LOCAL, User
from teams.roles import OPERATORS
from teams.services import accounts


class Command(BaseCommand):
    help = (
        "Makes the first operator and prints a link, good for one day and one use, with which that person chooses a "
        "password. Refuses when there is an operator already; --again makes a new link for one who is locked out."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username", help="user name to sign in with")
        parser.add_argument("--name", default="", help="the person's name")
        parser.add_argument("--again", action="store_true", help="a new link for an operator that exists")

    def handle(self, *args: Any, **options: Any) -> None:
        operators = User.objects.filter(groups__name=OPERATORS, is_active=True)
        username = options["username"]
        if options["again"]:
            user = operators.filter(issuer=LOCAL, subject=username).first()
            if user is None:
                raise CommandError(f"There is no operator with the user name {username!r}.")
        elif operators.exists():
            raise CommandError("There is an operator already. New ones are made in /admin/.")
        elif User.objects.filter(issuer=LOCAL, subject=username).exists():
            raise CommandError(f"The user name {username!r} is taken.")
        else:
            user = accounts.create_person(subject=username, name=options["name"], by=None)
            accounts.set_offices(user, frozenset({OPERATORS}), by=None)
        token = accounts.make_password_link(user, by=None)
        self.stdout.write(f"{settings.ADDRESS}{reverse('teams:password_link', args=[token])}")
