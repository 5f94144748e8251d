"""`manage.py who_can_see`: who may open a material now, and why."""

import json
from argparse import ArgumentParser
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.management.base import BaseCommand, CommandError

from materials import access, words
from materials.models.material import Material
from teams.models.user import User


class Command(BaseCommand):
    help = "Says who can open a material at this moment: in words, and person by person with the key that lets them in."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("material_id", type=int, metavar="MATERIAL_ID")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        material = Material.objects.filter(pk=options["material_id"]).first()
        if material is None:
            raise CommandError(f"There is no material {options['material_id']}.")
        readers = access.readers_of(material)
        data = {
            "id": material.pk,
            "title": material.title,
            "state": material.state.value,
            "words": words.who_can_see(material),
            "visitors": bool(readers & access.keys_of(AnonymousUser())),
            "people": {
                user.subject: sorted(keys)
                for user in User.objects.order_by("subject")
                if (keys := readers & access.keys_of(user))
            },
        }
        self.stdout.write(json.dumps(data, ensure_ascii=False) if options["json"] else as_text(data))


def as_text(data: dict[str, Any]) -> str:
    lines = [f"{data['title']} ({data['state']})", *data["words"]]
    lines.append("Visitors can open it." if data["visitors"] else "Visitors cannot open it.")
    lines += [f"  {subject}: {', '.join(keys)}" for subject, keys in data["people"].items()]
    return "\n".join(lines)
