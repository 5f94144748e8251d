"""`manage.py close_account`: nobody signs in with it any more."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from teams.models.user import LOCAL, User
from teams.services import accounts


class Command(BaseCommand):
    help = (
        "Closes an account and ends its sessions. What its person made stays where it is, with the reach it has; "
        "`manage.py hand_over` gives the personal materials to a team."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username", help="user name of the account")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(issuer=LOCAL, subject=options["username"]).first()
        if user is None:
            raise CommandError(f"There is no account with the user name {options['username']!r}.")
        if not user.is_active:
            self.stdout.write("The account was closed before.")
            return
        try:
            accounts.close_account(user, by=None)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(f"The account of {user} is closed.")
