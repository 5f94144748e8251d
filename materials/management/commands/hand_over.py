"""`manage.py hand_over`: the personal materials and collections of a closed account go to a team."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from materials.services.handing_over import hand_over
from teams.models.team import Team
from teams.models.user import LOCAL, User


class Command(BaseCommand):
    help = (
        "Hands the personal materials and collections of a closed account to a team. What the team may not hold is "
        "named and stays; a second run moves what is left."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username", help="user name of the closed account")
        parser.add_argument("--team", required=True, metavar="SLUG", help="the team's address, as in /teams/SLUG/")
        parser.add_argument("--private", action="store_true", help="also drafts, trash and what only its person saw")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(issuer=LOCAL, subject=options["username"]).first()
        if user is None:
            raise CommandError(f"There is no account with the user name {options['username']!r}.")
        team = Team.objects.open().filter(slug=options["team"]).first()
        if team is None:
            raise CommandError(f"There is no team at /teams/{options['team']}/.")
        try:
            done = hand_over(user, team=team, by=None, private=options["private"])
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(f"{done.moved} materials and {done.collections} collections have a new team.")
        for material, reason in done.refused:
            self.stdout.write(f"  stays: {material.title}: {reason}")
