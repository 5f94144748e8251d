"""Light markup: nothing a person types becomes a tag, and stored text that markup can say comes back to the letter."""

import re
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from materials.markup import clean, editable_markup, to_html

#: Letters that mean something to the markup or to HTML, more often than chance would have them.
TYPED = st.text(alphabet=st.sampled_from("ab æ\n\\*_~^`#->.1[]()<>&\"':/hp"), max_size=80)
LINE = ["## Overskrift", "### a", "#### b", "- et", "- **to**", "1. a", "2. b", "> sagt", "", "a *b* c", "a & b", "-"]
LINE += ["~~x~~ ^2^ ~3~", "`kode`", "<b>", "**a *b* c**", "\\*", "[x](javascript:y)", "[ord](https://e.dk/a?b=1&c=2)"]
LINES = st.lists(st.sampled_from(LINE), max_size=10).map("\n".join)
TAGS = (
    r"</?(?:h2|h3|h4|p|ul|ol|li|blockquote|b|i|code|s|sup|sub)>|<br/>|</a>|<a href=\"(?:https?://|mailto:)[^\"<>]*\">"
)


@given(st.one_of(TYPED, LINES, st.text(max_size=200)))
def test_nothing_typed_becomes_a_tag_that_the_markup_does_not_know(typed: str) -> None:
    rest = re.sub(TAGS, "", to_html(typed))
    assert "<" not in rest and ">" not in rest


@given(st.one_of(TYPED, LINES))
def test_what_the_markup_wrote_is_left_whole_by_cleaning(typed: str) -> None:
    html = to_html(typed)
    assert words(clean(html)) == words(html)


def words(html: str) -> str:
    return re.sub(r"<[^>]*>", "", html)


@given(st.one_of(TYPED, LINES))
def test_a_stored_text_is_either_given_back_to_the_letter_or_kept_as_it_is(typed: str) -> None:
    html = to_html(typed)
    markup = editable_markup(html)
    assert markup is None or to_html(markup) == html


@given(
    st.lists(
        st.sampled_from(["<p>", "</p>", "<b>", "</b>", "<br/>", "<a href='x'>", "<svg>", "a", " ", "&lt;", "<", "*"])
    )
)
def test_any_stored_html_is_either_given_back_to_the_letter_or_kept_as_it_is(pieces: list[str]) -> None:
    html = "".join(pieces)
    markup = editable_markup(html)
    assert markup is None or to_html(markup) == html


@pytest.mark.parametrize(
    ("markup", "html"),
    [
        ("## Hop", "<h2>Hop</h2>"),
        ("#### Hop", "<h4>Hop</h4>"),
        ("**fed** og *kursiv*", "<p><b>fed</b> og <i>kursiv</i></p>"),
        ("`x` ~~væk~~ 2^3^ H~2~O", "<p><code>x</code> <s>væk</s> 2<sup>3</sup> H<sub>2</sub>O</p>"),
        ("- a\n- b", "<ul><li>a</li><li>b</li></ul>"),
        ("1. a\n2. b", "<ol><li>a</li><li>b</li></ol>"),
        ("> sagt", "<blockquote>sagt</blockquote>"),
        ("[ord](https://example.org/)", '<p><a href="https://example.org/">ord</a></p>'),
        ("a\nb\n\nc", "<p>a<br/>b</p><p>c</p>"),
        ("\\*ikke kursiv\\*", "<p>*ikke kursiv*</p>"),
    ],
)
def test_the_documented_markup_goes_there_and_back(markup: str, html: str) -> None:
    assert to_html(markup) == html
    assert editable_markup(html) is not None


@pytest.mark.parametrize(
    "html",
    [
        '<p style="color:red">a</p>',
        "<p>a<iframe src='https://example.org'></iframe></p>",
        '<p><a linktype="page" id="3">a</a></p>',
        "<table><tr><td>a</td></tr></table>",
        '<embed embedtype="image" id="1"/>',
        "<p>uafsluttet",
    ],
)
def test_what_markup_cannot_say_is_kept_as_it_is(html: str) -> None:
    assert editable_markup(html) is None


@pytest.mark.parametrize(
    "target", ["javascript:alert(1)", "data:text/html,x", "JaVaScRiPt:x", "vbscript:x", "//evil", "/x"]
)
def test_only_web_and_mail_addresses_become_links(target: str) -> None:
    assert "<a" not in to_html(f"[a]({target})")


@pytest.mark.parametrize("piece", ["[", "*", "**", "~", "`*^", "[a](http://", "> ", "\\", "1. ", "**a *b "])
def test_a_hundred_thousand_letters_are_read_in_a_moment(piece: str) -> None:
    started = process_time()
    to_html(piece * (100_000 // len(piece)))
    assert process_time() - started < 2
