"""Somebody who does everything that people do with materials, over and over."""

from collections.abc import Iterator

from django.test import Client

from materials.models.material import Material
from teams.models.team import Team
from teams.models.user import User


class Busy:
    """Counts what was asked of the site; `wrong` are answers that are neither a page nor a step to the next."""

    def __init__(self, person: User, team: Team) -> None:
        self.browser = Client()
        self.browser.force_login(person, backend="teams.backends.LocalBackend")
        self.team = team
        self.asked = 0
        self.wrong: list[tuple[str, int]] = []

    def work(self, requests: int) -> None:
        while self.asked < requests:
            for address, data in self._round():
                method = self.browser.get if data is None else self.browser.post
                answer = method(address, data or {})
                self.asked += 1
                if answer.status_code not in (200, 302):
                    self.wrong.append((address, answer.status_code))

    def _round(self) -> Iterator[tuple[str, dict[str, object] | None]]:
        title = f"Brøker {self.asked}"
        yield "/materials/new/", {"title": title, "team": self.team.pk}
        made = Material.objects.order_by("pk").last()
        assert made is not None and made.title == title
        page = f"/materials/{made.pk}/"
        base = made.latest_revision_id or ""
        yield f"{page}edit/", {"title": f"{title} nu", "summary": "x", "base": base, "language": "da", "do": "save"}
        made.refresh_from_db(fields=["latest_revision"])
        yield f"{page}share/", {"reach": "2", "base": made.latest_revision_id or ""}
        yield from ((address, None) for address in (page, "/", "/materials/", f"{page}edit/"))
        yield from ((address, None) for address in ("/search/?q=brøker", "/search/?q=brøker&subject=matematik"))
        yield from ((address, None) for address in ("/search/offer/?q=brø", f"/search/similar/{made.pk}/"))
        yield f"{page}trash/", {}
        yield f"{page}restore/", {}
