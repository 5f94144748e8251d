"""The words of a question are marked wherever they stand, whatever was read before."""

from hypothesis import given
from hypothesis import strategies as st

from search import vocabulary
from search.analysis.aliases import Aliases
from search.analysis.tokens import words
from search.marking_words import Marker
from search.query_language import read_question
from search.vocabulary import Vocabulary, stems_of

TEXTS = st.lists(
    st.sampled_from(["brøk", "Brøker,", "(brøkregning)", "n/t", "bro", "og", "1/2", "«brøk»", "x_brøk", "é"])
)


def marked(text: str, typed: str = "brøk") -> list[str]:
    found = Marker(read_question(typed, Aliases())).read(text, "da")
    return [found.text[one.start : one.end] for one in found.found]


@given(TEXTS.map(" ".join))
def test_each_word_that_has_a_stem_of_the_question_is_marked_and_no_other(text: str) -> None:
    assert [word.lower() for word in marked(text)] == [word for word in words(text) if "broek" in stems_of(word, "da")]


def test_clauses_are_told_apart() -> None:
    found = Marker(read_question("brøk vand", Aliases())).read("Vandet og brøken, brøkvand.", "da")
    assert [one.clauses for one in found.found] == [{1}, {0}, {0, 1}]


def test_what_was_not_read_before_is_learned_once() -> None:
    known = Vocabulary("da")
    known.learn({"brøker,", "vand"})
    known.learn({"vand"})
    assert len(known) == 2
    assert known.found_by(["broek"]) == {"brøker,"}
    assert known.found_by(["nothing"]) == set()


def test_a_word_that_somebody_else_s_question_has_taught_meanwhile_is_marked() -> None:
    mine, other = (Marker(read_question("kanelbrøk", Aliases())) for _ in range(2))
    for marker in (mine, other, mine):
        marker.read("noget andet", "da")
    other.read("kanelbrøker!", "da")
    assert mine.read("kanelbrøker!", "da").found


def test_a_language_of_which_too_much_is_known_is_begun_anew_and_marks_go_on() -> None:
    before = vocabulary.vocabulary("da")
    before.learn({f"{number}" for number in range(vocabulary.MOST + 1)})
    assert marked("En brøk.") == ["brøk"]
    assert vocabulary.vocabulary("da") is not before
