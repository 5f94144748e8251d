"""Measures the pages of leads, editors and operators at 100,000 materials: all of Django, without the network."""

from django.conf import settings
from django.test import Client

from bench._lead_pages import MOST, Pages, of_a_lead, of_an_editor, of_an_operator
from bench._lead_plans import plans
from bench._municipality import Municipality, municipality
from bench._questions import p95, timed
from teams.models.user import User

PROMISED = 80.0

Row = tuple[str, float, str, float]


def measure() -> list[Row]:
    settings.STATIC_ROOT.mkdir(exist_ok=True)
    town = municipality()
    editor = User.objects.get(subject="bench-1")
    return [*_rows(town.teacher, of_a_lead(town)), *_of_plans(town, editor), *_rows(editor, of_an_editor(editor))]


def _of_plans(town: Municipality, editor: User) -> list[Row]:
    """What is not in the municipality, and is planted for it."""
    with plans(town) as there:
        return [
            *_rows(
                town.teacher,
                {
                    "changes to many": ["/bulk/", "/bulk/?page=2"],
                    "  choosing what to do to 5,000 materials": [there.choosing],
                    "  previewing it": [there.previewed],
                    "  what became of them": [there.done],
                    "60 materials that are with the editors": ["/materials/with-editors/"],
                    "a material with 100 comments": [f"/materials/{pk}/" for pk in there.commented],
                    "  writing it": [f"/materials/{pk}/edit/" for pk in there.commented],
                    "60 editions of a material": there.editions,
                    "a pack of 30 parts, checked at its download": there.packs,
                    "a trash of 60 materials": ["/trash/", "/trash/?page=2"],
                    "a link that was just made": [f"/teams/{town.team.slug}/invitations/"],
                },
                invitation=there.token,
            ),
            *_rows(editor, {"a collection that an editor decides about": there.collections}),
            *_rows(there.operator, {**of_an_operator(), "what somebody left behind": [there.left]}),
            *_rows(there.invited, {"a link into a team": [there.invitation]}),
        ]


def _rows(person: User, pages: Pages, **cookies: str) -> list[Row]:
    client = Client()
    client.cookies.load(cookies)
    client.force_login(person, backend="teams.backends.LocalBackend")

    def get(address: str) -> None:
        response = client.get(address)
        if response.status_code != 200:
            raise RuntimeError(f"{response.status_code} at {address}")

    return [
        (name, p95(timed(get, (found[place % len(found)] for place in range(MOST)))), "ms", PROMISED)
        for name, found in pages.items()
    ]
