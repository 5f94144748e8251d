"""Lays the facts beside what the product answers: rows, search, pages and files."""

import io
import zipfile
from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.test import Client

from materials.models.material import Material
from materials.texts import texts_for
from search.criteria import ask
from search.engines.choosing import engine
from search.finding import find
from search.indexing import drain
from search.typing_ahead import offer
from teams.models.user import User
from tests.site.access_machine.adapting import LICENSES
from tests.site.access_machine.facts import MUNICIPALITY, PUBLIC, SCHOOL, TEAM, Facts, Thing
from tests.site.access_machine.shelves import Shelf
from tests.site.access_machine.world import World

#: Those of which the facts say the values, and the reaches that more than a team reads by.
FACETS, WIDE = ("reach", "school", "license", "team"), {"school", "municipality", "public"}
REACHES = {TEAM: "team", SCHOOL: "school", MUNICIPALITY: "municipality", PUBLIC: "public"}


def compare_rows(facts: Facts, world: World) -> None:
    """Lists and trash of every person; and how far each reaches and may reach, which nobody sees until later."""
    rows = dict(zip(facts.things, world.rows(), strict=True))
    for thing, row in rows.items():
        said = (row.reach, row.reach_cap, row.rights == "unsure", row.trashed_at is not None)
        assert said == (thing.reach, facts.cap(thing), thing.bound, thing.trashed), thing
    for person, user in world.everyone().items():
        seen = {row.pk for thing, row in rows.items() if facts.may_see(person, thing)}
        shown = set(Material.objects.visible_to(user).values_list("pk", flat=True))
        assert shown == seen, (person, shown ^ seen, rows, facts)
        if any(thing.trashed for thing in facts.things):
            trash = {row.pk for thing, row in rows.items() if facts.in_trash_of(person, thing)}
            assert set(Material.objects.in_trash_of(user).values_list("pk", flat=True)) == trash, person


def compare_texts(facts: Facts, world: World, person: str) -> None:
    user = world.user(person)
    seen = {
        _pk(facts, world, thing): facts.reads(person, thing).word
        for thing in facts.things
        if facts.may_see(person, thing)
    }
    texts = texts_for(user, Material.objects.visible_to(user).filter(pk__in=seen))
    assert {text.pk: text.title for text in texts} == seen, person


def compare_stale_search(facts: Facts, world: World, person: str, word: str, shelves: Sequence[Shelf]) -> str:
    """With the indexer stopped some may be missing, never one too many: in hits, totals, facets or words offered.

    Returns who answered.
    """
    user = world.user(person)
    may_see = [thing for thing in facts.things if facts.may_see(person, thing)]
    found = find(ask(word), user=user)
    assert {hit.material.pk for hit in found.hits} <= {_pk(facts, world, thing) for thing in may_see}, person
    assert found.materials <= len(may_see), person
    assert sum(found.facets.get("language", {}).values()) == (found.materials if found.facets else 0), person
    worded = [thing for thing in may_see if word in {"", *(text.word for text in thing.texts)}]
    compare_stale_facets(facts, world, person, found.facets, [*worded, *([] if word else shelves)])
    if word and word not in {text.word for thing in may_see for text in thing.texts}:
        offered = offer(word, user=user)
        assert not (offered.words or offered.titles), (person, word)
    return found.engine


def is_hidden(one: Thing | Shelf) -> bool:
    return isinstance(one, Thing) and one.hidden


def compare_stale_facets(
    facts: Facts, world: World, person: str, counted: dict[str, dict[str, int]], seen: Sequence[Thing | Shelf]
) -> None:
    """No value has more than are seen and have it; where everybody reads on as before, than have it or had it once.

    Who reads it follows from the team, and from the reach where that is wider: what has another is held back. What is
    hidden its team reads, however far it would reach.
    """
    has = Counter(
        value for one in seen for value in {*values_of(facts, world, one), *(one.had if is_hidden(one) else ())}
    )
    had = Counter(value for one in seen for value in one.had)
    for name in FACETS:
        for value, number in counted.get(name, {}).items():
            known = has if name == "team" or (name == "reach" and value in WIDE) else had
            assert number <= known[name, value], (person, name, value)


def values_of(facts: Facts, world: World, one: Thing | Shelf) -> list[tuple[str, str]]:
    """What facets say of it, as far as that follows from the facts: each the facet's name and a value."""
    reach = "draft" if isinstance(one, Thing) and not one.published else REACHES[one.reach]
    license = LICENSES[one.license] if isinstance(one, Thing) and not one.bound else ""
    return [
        ("reach", reach),
        *(("school", world.schools[school].number) for school in facts.team_schools[one.team]),
        *([("license", license)] if license else []),
        *([] if one.team in facts.own_team.values() else [("team", world.teams[one.team].slug)]),
    ]


def remember_values(facts: Facts, world: World, things: Sequence[Thing | Shelf]) -> None:
    """An index that is stopped may say them still."""
    for one in things:
        one.had |= set(values_of(facts, world, one))


def compare_search(facts: Facts, world: World, person: str, words: list[str], shelves: Sequence[Shelf]) -> None:
    """With the indexer caught up everybody finds what they see, each by the words of the text that they read.

    `shelves` are the collections that they see: they are counted among the values of facets.
    """
    user = world.user(person)
    drain()
    everything = find(ask(""), user=user)
    shown = {facts.reads(person, thing).word for thing in facts.things if facts.may_see(person, thing)}
    assert everything.engine == engine().name, "The database answered instead."
    assert everything.materials == len(everything.hits) == len(shown), person
    assert {hit.material.title for hit in everything.hits} == shown, person
    compare_facets(facts, world, person, everything.facets, shelves)
    for word in words:
        expected = {_pk(facts, world, thing) for thing in facts.things if facts.finds(person, thing, word)}
        found = find(ask(word), user=user)
        assert {hit.material.pk for hit in found.hits} == expected, (person, word)
        assert found.materials == len(expected), (person, word)
        offered = offer(word, user=user)
        assert offered.words == ([word] if expected else []), (person, word)
        assert {material.pk for material in offered.titles} == expected, (person, word)


def compare_facets(
    facts: Facts, world: World, person: str, counted: dict[str, dict[str, int]], shelves: Sequence[Shelf]
) -> None:
    """The values that follow from the facts, with their numbers."""
    seen = [thing for thing in facts.things if facts.may_see(person, thing)]
    values = Counter(value for one in (*seen, *shelves) for value in values_of(facts, world, one))
    said = {(name, value): number for name in FACETS for value, number in counted.get(name, {}).items()}
    assert said == values, person


def compare_pages(facts: Facts, world: World, person: str) -> None:
    """What a browser gets: the material's page, its files, its history; and no word too many."""
    client, user = Client(), world.user(person)
    if isinstance(user, User) and person not in facts.closed:
        client.force_login(user, backend="teams.backends.LocalBackend")
    for thing in facts.things:
        compare_material(facts, world, person, client, thing)
    compare_lists(facts, person, client)
    compare_shelves(facts, world, person, client)


def compare_material(facts: Facts, world: World, person: str, client: Client, thing: Thing) -> None:
    address = f"/materials/{_pk(facts, world, thing)}/"
    page, sees = client.get(address), facts.may_see(person, thing)
    assert page.status_code == (200 if sees else 404), person
    for text in thing.texts:
        is_read = sees and text.word == facts.reads(person, thing).word
        assert (text.word in page.content.decode()) == is_read, (person, text.word)
    if sees:
        compare_editions(facts, person, thing, page.context)
    history = client.get(f"{address}history/").status_code
    assert (history == 200) == (facts.in_team(person, thing.team) and not thing.trashed), person
    files = len(facts.reads(person, thing).files) if sees else 0
    archive = client.get(f"{address}files.zip")
    assert archive.status_code == (200 if files else 404), person
    if files:
        names = zipfile.ZipFile(io.BytesIO(b"".join(archive))).namelist()
        assert len(names) == files, (person, names)
    for file in thing.every_file:
        status = client.get(f"/files/{file}/ark.txt").status_code
        assert status == (200 if facts.may_download(person, thing, file) else 404), (person, file)


def compare_editions(facts: Facts, person: str, thing: Thing, context: Any) -> None:
    """The editions that the person sees and no others; every source that they see, and of others what licenses ask."""
    direct = {other for other in facts.things for made in other.sources if made.direct and made.source is thing}
    seen = {facts.card(person, other).word for other in direct if facts.may_see(person, other)}
    assert {card.title for card in context["editions"]} == seen, person
    expected = set()
    is_wide = thing.published is not None and thing.reach > SCHOOL
    knows = not is_wide or facts.in_team(person, thing.team) or facts.reviews(person, thing)
    for made in (made for made in thing.sources if knows or not made.unseen):
        if facts.may_see(person, made.source):
            expected.add((facts.card(person, made.source).word, True))
        elif made.given:
            expected.add((made.title, False))
    assert {(line.title, bool(line.href)) for line in context["credits"]} == expected, person


def compare_shelves(facts: Facts, world: World, person: str, client: Client) -> None:
    """The pages of teams and schools: every material of the team that the person may see, by the right text."""
    for team in facts.team_schools:
        page = client.get(f"/teams/{world.teams[team].slug}/")
        if page.status_code == 200 and team not in facts.closed_teams:
            here = [thing for thing in facts.things if thing.team == team and facts.may_see(person, thing)]
            cards = [*page.context["page"], *page.context["drafts"]]
            assert {card.title for card in cards} == {facts.card(person, t).word for t in here}, person
    for school, row in world.schools.items():
        page = client.get(f"/schools/{row.number}/")
        assert (page.status_code == 200) == facts.works_at(person, school), (person, school)
        if page.status_code == 200:
            here = [t for t in facts.things if school in facts.team_schools[t.team] and facts.may_see(person, t)]
            assert {card.title for card in page.context["page"]} == {facts.card(person, t).word for t in here}, person


def compare_lists(facts: Facts, person: str, client: Client) -> None:
    """No page that lists materials names one that the person may not see, nor a text that they do not read."""
    words = {text.word for thing in facts.things for text in thing.texts}
    read = {facts.reads(person, thing).word for thing in facts.things if facts.may_see(person, thing)}
    published = {thing.published.word for thing in facts.things if thing.published and facts.may_see(person, thing)}
    trashed = {thing.latest.word for thing in facts.things if facts.in_trash_of(person, thing)}
    trashed |= {text.word for thing in facts.things if facts.in_trash_of(person, thing) for text in thing.texts}
    searches = [f"/search/?q={word}" for word in sorted(words)[-3:]]
    for address in [
        "/",
        "/materials/",
        "/search/",
        "/trash/",
        "/teams/",
        "/reports/",
        "/review/",
        "/review/reports/",
        *searches,
    ]:
        content = client.get(address, follow=True).content.decode()
        typed = {address.partition("=")[2]}
        named = {word for word in words if word in content} - typed
        assert named <= read | published | (trashed if address == "/trash/" else set()), (person, address)


def _pk(facts: Facts, world: World, thing: Thing) -> int:
    return world.materials[facts.things.index(thing)].pk
