"""Hostile words in every field a person can fill stay words, on every page that shows them."""

import re

import pytest
from selectolax.lexbor import LexborHTMLParser

from materials.models.material import Material
from materials.services import sharing, trash
from materials.services.drafts import save_text
from materials.vocabulary import Reach
from tests import factories
from tests.conftest import Cast
from tests.materials.pages.conftest import Browse

HOSTILE = [
    "<script>canary()</script>",
    '"><img src=x onerror=canary()>',
    "'><svg/onload=canary()>",
    "</textarea><script>canary()</script>",
    "</title><script>canary()</script>",
    "{{ request.user }}{% canary %}",
    "<iframe srcdoc='<script>canary()</script>'>",
    "<math><mtext></mtext><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=canary()&gt;'>",
    "javascript:canary()//",
    '<a href="javascript:canary()">x</a><form action=//evil.example><style>*{color:red}</style>',
]


def live_parts(page: str) -> list[str]:
    """Elements and attributes that only hostile words could have brought: the product's pages have none of them."""
    tree = LexborHTMLParser(page)
    found = [str(node.html) for node in tree.css("iframe, embed, object, math, style, base, mglyph")]
    found += [str(node.html) for node in tree.css("script") if "canary" in (node.html or "")]
    for node in tree.css("*"):
        for name, value in node.attributes.items():
            address = name in {"href", "src", "action", "formaction"} and value
            if (
                name.startswith("on")
                or name == "srcdoc"
                or (address and re.match(r"\s*(javascript|data):", value, re.I))
            ):
                found.append(str(node.html))
    return found


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_stay_words_on_every_page(cast: Cast, browse: Browse, words: str) -> None:
    material = filled_with(words, cast)
    later = save_text(material, by=cast.teammate, base=0, title=words[:200], body=body_of(words))
    client = browse(cast.owner)
    ends = ["", "edit/", "share/", "rights/", "history/", f"history/{material.latest_revision_id}/", "move/"]
    addresses = [f"/materials/{material.pk}/{end}" for end in [*ends, f"conflict/{later.revision.pk}/"]]
    addresses += ["/", "/teams/", f"/teams/{cast.team.slug}/", f"/schools/{cast.school.number}/"]
    lead = browse(cast.lead)
    for address in addresses:
        page = (lead if address.endswith("move/") else client).get(address)
        assert page.status_code == 200
        assert live_parts(page.content.decode()) == []
    trash.trash(Material.objects.get(pk=material.pk), by=cast.owner)
    assert live_parts(client.get(f"/trash/?undo={material.pk}").content.decode()) == []


def filled_with(words: str, cast: Cast) -> Material:
    material = factories.material(
        cast.team, cast.owner, title=words[:200], summary=words, tags=[words[:60]], body=body_of(words)
    )
    sharing.set_rights(material, by=cast.owner, rights="copydan", work=words, work_pages=words[:60])
    sharing.share(Material.objects.get(pk=material.pk), reach=Reach.SCHOOL, by=cast.owner)
    type(cast.team).objects.filter(pk=cast.team.pk).update(name=words[:120])
    type(cast.owner).objects.filter(pk=cast.owner.pk).update(name=words[:150])
    return Material.objects.get(pk=material.pk)


def body_of(words: str) -> list[dict[str, object]]:
    """Hostile words in every block, as if stored past the form: rich text is cleaned on its way out."""
    return [
        {"type": "rich_text", "value": f"<p>{words}</p>", "id": "a"},
        {"type": "note", "value": words, "id": "b"},
        {"type": "activity", "value": {"title": words[:200], "minutes": 5, "steps": [words]}, "id": "c"},
        {"type": "link", "value": {"url": "https://example.org/", "title": words[:200], "text": words}, "id": "d"},
        {"type": "image", "value": {"slot": words, "alt": words, "caption": words}, "id": "e"},
        {"type": "attachment", "value": {"slot": words, "note": words}, "id": "f"},
    ]


def test_a_stored_link_to_a_script_is_not_followed(cast: Cast, browse: Browse) -> None:
    body = [
        {"type": "link", "value": {"url": "javascript:canary()", "title": "Klik", "text": ""}, "id": "a"},
        {"type": "rich_text", "value": '<p><a href="javascript:canary()">x</a></p>', "id": "b"},
        {"type": "rich_text", "value": '<p><a href="data:text/html,x">y</a></p>', "id": "c"},
    ]
    material = factories.material(cast.team, cast.owner, body=body)
    assert live_parts(browse(cast.owner).get(f"/materials/{material.pk}/").content.decode()) == []


def test_the_detector_sees_what_it_is_there_to_see() -> None:
    assert live_parts('<p onclick="x()"><a href=" javascript:x()">a</a><iframe></iframe><script>canary()</script></p>')
