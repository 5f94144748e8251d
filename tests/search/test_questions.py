"""What people type, and how it is read."""

import pytest

from search.analysis.aliases import Aliases
from search.criteria import MOST_NAMED, ask
from search.grade_phrases import take_grades
from search.pieces import spelled
from search.query_language import MOST_LETTERS, MOST_WORDS, Question, read_question

ALIASES = Aliases.of([("hjemkundskab", "madkundskab"), ("n/t", "natur/teknologi"), ("???", "noget"), ("x", "x")])


def read(typed: str) -> Question:
    return read_question(typed, ALIASES)


def said(question: Question) -> list[str]:
    return [clause.said for clause in question.wanted]


def test_words_phrases_and_what_is_not_wanted() -> None:
    question = read('brøker "vandets kredsløb" -quiz -"to ord" ')
    assert sorted(said(question)) == ["brøker", "vandets kredsløb"]
    assert [clause.said for clause in question.unwanted] == ["quiz", "to ord"]


@pytest.mark.parametrize("typed", ["", "   ", '"', '""', "-", '-"', "--", "???", "\x00", "-  -", "🙂", "()[]{}:*~^"])
def test_what_has_no_words_asks_for_nothing(typed: str) -> None:
    assert not read(typed)


def test_four_words_must_all_be_there_and_of_more_a_share() -> None:
    assert [read(" ".join("abcdefghij"[:count])).needed for count in (1, 4, 5, 7, 8, 10)] == [1, 4, 3, 3, 3, 3]


def test_words_that_say_nothing_alone_only_rank_unless_there_are_no_others() -> None:
    question = read("hvad er en brøk")
    assert said(question) == ["brøk"]
    assert [clause.said for clause in question.welcome] == ["hvad", "er", "en"]
    assert said(read("hvad er en")) == ["hvad", "er", "en"]


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("by og land", "by land"),
        ("is vand damp", "is vand damp"),
        ("to tal", "to tal"),
        ("and og gås", "and gås"),
        ("it i undervisningen", "it undervisningen"),
        ("mod og venskab", "mod venskab"),
        ("lav og mos", "lav mos"),
        ("måneder i et år", "måneder år"),
        ("what is photosynthesis", "photosynthesis"),
        ("how to make it by hand", "make hand"),
        ("salt and pepper", "salt pepper"),
        ("men and women", "men women"),
        ("the end of the iron man", "end iron man"),
        ("hvordan laver man papir", "laver papir"),
        ("wie die katze", "katze"),
    ],
)
def test_what_says_nothing_in_one_language_may_be_a_thing_in_the_other(typed: str, wanted: str) -> None:
    assert said(read(typed)) == wanted.split()


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("maa ikke vaere roedkaal", ["roedkaal"]),
        ("MÅ ikke være rødkål", ["rødkål"]),
        ("kan man faa gaer", ["gaer"]),
        ("moler på Fur", ["moler", "fur"]),
        ("ein Hund für die Katze", ["hund", "katze"]),
        ("rideturen før", ["rideturen", "før"]),
        ("broeker og decimaltal paa samme linje", ["broeker", "decimaltal", "samme", "linje"]),
    ],
)
def test_words_that_say_nothing_are_known_however_they_are_spelled(typed: str, wanted: list[str]) -> None:
    assert said(read(typed)) == wanted


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("fra 1. til 3. klasse", ""),
        ("noget til mellemtrinnet", ""),
        ("hvad laver man i børnehaveklassen", "hvad laver man i"),
        ("brøker til 5. klasse", "brøker til"),
        ("5. klasse -quiz", "-quiz"),
        ("noget til os", "noget til os"),
    ],
)
def test_beside_grades_words_that_say_nothing_ask_for_nothing(typed: str, words: str) -> None:
    criteria = ask(typed, aliases=ALIASES)
    assert (criteria.words, criteria.typed) == (words, typed)


def test_all_that_was_typed_is_known_as_a_title_might_say_it() -> None:
    typed = ask('Brøker i "den daglige" 5.-6. klasse -quiz', aliases=ALIASES)
    assert typed.question.typed == ("broeker", "i", "den", "daglige", "5", "6", "klasse", "quiz")
    assert typed.narrowed("grade", ["5"]).question.typed == ("broeker", "i", "den", "daglige", "quiz")


def test_marks_of_a_quotation_are_all_alike() -> None:
    for typed in ("“vandets kredsløb”", "»vandets kredsløb«", "„vandets kredsløb“", "«vandets kredsløb»"):
        asked = ask(f"{typed} -{typed} “6. klasse“", aliases=ALIASES)
        assert asked == ask('"vandets kredsløb" -"vandets kredsløb" "6. klasse"', aliases=ALIASES)
        assert said(asked.question) == ["vandets kredsløb", "6 klasse"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Kresdløb -kresdløb", "kredsløb -kresdløb"),
        ('"vandets  kresdløb" -"to ord"', '"vandets kredsløb" -"to ord"'),
        ("n/kresdløb, (xyzzy) 5.", "n/kredsløb, 5."),
        ("xyzzy-quiz kresdløb", "quiz kredsløb"),
        ('"xyzzy" "xyzzy x" -', '"x" -'),
        ("xyzzy", ""),
        ("kresdløb -8. klasse xyzzy", "kredsløb -8. klasse"),
    ],
)
def test_words_are_spelled_otherwise_where_they_stand(typed: str, meant: str) -> None:
    other = {"kresdløb": "kredsløb", "xyzzy": ""}
    assert spelled(typed, lambda word: other.get(word, word)) == meant


def test_more_words_than_are_looked_for_are_named() -> None:
    typed = [f"ord{number}" for number in range(MOST_WORDS + 3)]
    assert read(" ".join(typed)).left_out == tuple(typed[MOST_WORDS:])


def test_another_word_is_another_way_to_say_it() -> None:
    (clause,) = read("Hjemkundskab").wanted
    assert [[word.text for word in way] for way in clause.ways] == [["hjemkundskab"], ["madkundskab"]]
    (clause,) = read("n/t").wanted
    assert [[word.text for word in way] for way in clause.ways] == [["n", "t"], ["natur", "teknologi"]]
    assert len(read("madkundskab").wanted[0].ways) == 1


@pytest.mark.parametrize(
    ("typed", "rest", "grades"),
    [
        ("brøker 5. kl", "brøker", [5]),
        ("brøker 5. klasse", "brøker", [5]),
        ("5.-6. klasse brøker", "brøker", [5, 6]),
        ("brøker 4. og 5. kl.", "brøker", [4, 5]),
        ("brøker 4. og 6. kl.", "brøker", [4, 6]),
        ("brøker 4. eller 5. klasse", "brøker", [4, 5]),
        ("4., 5. og 6. klasse", "", [4, 5, 6]),
        ("brøker 4, 5 og 6. klasse", "brøker", [4, 5, 6]),
        ("4., 5., 6. klasse rim", "rim", [4, 5, 6]),
        ("0.-2. og 4. klasse", "", [0, 1, 2, 4]),
        ("opgave 3, 5. klasse", "opgave 3,", [5]),
        ("4., 5. og 99. klasse", "4., 5. og 99. klasse", []),
        ("fractions grades 4, 5 and 6", "fractions", [4, 5, 6]),
        ("grades 4, 5, 6 fractions", "fractions", [4, 5, 6]),
        ("years 4 to 6", "", [4, 5, 6]),
        ("grade 5 or 6", "", [5, 6]),
        ("0. klasse rim", "rim", [0]),
        ("5.b klasse", "", [5]),
        ("mellemtrin vikinger", "vikinger", [4, 5, 6]),
        ("udskolingen", "", [7, 8, 9, 10]),
        ("fractions grade 5", "fractions", [5]),
        ("fractions year 5-6", "fractions", [5, 6]),
        ("brøker mellemtrinnet", "brøker", [4, 5, 6]),
        ("Mellemtrinet", "", [4, 5, 6]),
        ("mellemtrinnets vikinger", "vikinger", [4, 5, 6]),
        ("udskolingens udskolings", "", [7, 8, 9, 10]),
        ("indskolingen og indskolingens", "og", [0, 1, 2, 3]),
        ("tal i børnehaveklassen", "tal i", [0]),
        ("børnehaveklasser, børnehaveklassernes", ",", [0]),
        ("mellemtrinselever udskolingselev", "mellemtrinselever udskolingselev", []),
        ("mellemtrin-elever", "-elever", [4, 5, 6]),
        ("5. klasses årsplan", "årsplan", [5]),
        ("5. klasserne 6. klassetrinnet 7. årgangs", "", [5, 6, 7]),
        ("5. klassekasse 6. klasselærer", "5. klassekasse 6. klasselærer", []),
        ("5. til og med 7. klasse", "", [5, 6, 7]),
        ("5 til og med 7 kl", "", [5, 6, 7]),
        ("5th grade fractions", "fractions", [5]),
        ("1st grade, 2nd grade, 3rd-grade and 4TH GRADERS", ", , and", [1, 2, 3, 4]),
        ("fractions 4th-6th grade", "fractions", [4, 5, 6]),
        ("4th to 6th grade", "", [4, 5, 6]),
        ("4th, 5th and 6th grades", "", [4, 5, 6]),
        ("exercise 3, 5th grade", "exercise 3,", [5]),
        (
            "5th century 5 grade 20 grader 12th grade 5th gradeless",
            "5th century 5 grade 20 grader 12th grade 5th gradeless",
            [],
        ),
        ("fractions -5th grade", "fractions -5th grade", []),
        ("plus op til 20 til 1. klasse", "plus op til 20 til", [1]),
        ("top 10 til 5. klasse", "top 10 til", [5]),
        ("top 10 to 5th grade", "top 10 to", [5]),
        ("tal til 20 til 1., 2. og 3. kl", "tal til 20 til", [1, 2, 3]),
        ("tal til 5 og 20 til 1. klasse", "tal til 5 og 20 til", [1]),
        ("20 -1. klasse", "20 -1. klasse", []),
        ("3 til 99. klasse", "3 til 99. klasse", []),
        ("9. til 7. klasse", "9. til 7. klasse", []),
        ("99. klasse", "99. klasse", []),
        ("5. klassisk", "5. klassisk", []),
        ("brøker", "brøker", []),
        ("klasse 5", "klasse 5", []),
        ('"prøve i 5. klasse"', '"prøve i 5. klasse"', []),
        ('"prøve i 5. klasse" 6. kl', '"prøve i 5. klasse"', [6]),
        ("brøk -mellemtrin", "brøk -mellemtrin", []),
        ("brøk -5. klasse", "brøk -5. klasse", []),
        ("brøk - 5. klasse", "brøk -", [5]),
        ("brøk 5. 6. kl kl", "brøk", [5, 6]),
        ("5. 5. 5. 5. kl kl kl kl", "5. 5. 5. 5. kl kl kl kl", []),
        ("brøker til femte klasse", "brøker til", [5]),
        ("Femte årgang", "", [5]),
        ("niende klasserne andet klassetrin", "", [2, 9]),
        ("nulte klasse til tiende klasse", "til", [0, 10]),
        ("fra femte til syvende klasse", "fra", [5, 6, 7]),
        ("femte-sjette klasse", "", [5, 6]),
        ("femte, sjette og 8. klasse", "", [5, 6, 8]),
        ("første eller anden klasse", "", [1, 2]),
        ("femte b klasse", "", [5]),
        ("i femte", "i femte", []),
        ("syvende til femte klasse", "syvende til femte klasse", []),
        ("op til 20 til første klasse", "op til 20 til", [1]),
        ("en anden klasse, en eller anden klasse", "en anden klasse, en eller anden klasse", []),
        ("femte klassekasse femte grader", "femte klassekasse femte grader", []),
        ("fifth grade fractions", "fractions", [5]),
        ("third graders and first-grade", "and", [1, 3]),
        ("third to fifth grade", "", [3, 4, 5]),
        ("fifth gradeless fifth klasse", "fifth gradeless fifth klasse", []),
        ("kildekritik 7. 8. og 9. klasse", "kildekritik", [7, 8, 9]),
        ("7. 8. 9. klasse", "", [7, 8, 9]),
        ("opgave 8. 5. klasse", "opgave 8.", [5]),
        ("nr. 12. 5. klasse", "nr. 12.", [5]),
        ("lektion 3. 5 klasse", "lektion 3.", [5]),
        ("exercise 5. 6th grade", "exercise 5.", [6]),
        ("7 8 9 klasse", "7 8", [9]),
        ("-5. og 6. klasse", "-5. og 6. klasse", []),
        ("brøk -femte klasse 6. kl", "brøk -femte klasse", [6]),
        ("-20 til 5. klasse", "-20 til", [5]),
        ("\u0131ndskoling \u017fjette klasse", "\u0131ndskoling \u017fjette klasse", []),
    ],
)
def test_grades_are_read_out_of_a_question(typed: str, rest: str, grades: list[int]) -> None:
    left, phrases = take_grades(typed)
    assert left == rest
    assert sorted({grade for phrase in phrases for grade in phrase.grades}) == grades


@pytest.mark.parametrize(
    ("typed", "wanted", "unwanted"),
    [
        ("kildekritik -8. klasse", ["kildekritik"], ["8 klasse"]),
        ('kildekritik -"8. klasse"', ["kildekritik"], ["8 klasse"]),
        ('"kilde -8. klasse billede', ["kilde", "billede"], ["8 klasse"]),
        ("-8. og 9. kl. kildekritik", ["kildekritik"], ["8 og 9 kl"]),
        ("brøk -femte klasse -quiz", ["brøk"], ["femte klasse", "quiz"]),
        ("fractions -5th grade -grade 6", ["fractions"], ["5th grade", "grade 6"]),
        ("tal 20 -1. klasse", ["tal", "20"], ["1 klasse"]),
        ("brøk -mellemtrin", ["brøk"], ["mellemtrin"]),
        ("brøk -99. klasse", ["brøk", "klasse"], ["99"]),
    ],
)
@pytest.mark.parametrize("as_words", [False, True])
def test_a_minus_before_grades_is_one_for_all_that_names_them(
    typed: str, wanted: list[str], unwanted: list[str], as_words: bool
) -> None:
    asked = ask(typed, as_words=as_words, aliases=ALIASES)
    assert (asked.typed, asked.words, asked.phrases, asked.filters) == (typed, typed, (), {})
    assert said(asked.question) == wanted
    assert [clause.said for clause in asked.question.unwanted] == unwanted


def test_of_what_is_too_long_whole_words_are_read_and_every_other_is_left_out() -> None:
    typed = [f"ord{number}" for number in range(600)]
    asked = ask(" ".join(typed), aliases=ALIASES)
    assert (len(asked.typed) <= MOST_LETTERS, asked.typed.split()[-1] in typed) == (True, True)
    assert said(asked.question) == typed[:MOST_WORDS]
    assert (*asked.question.left_out, *asked.unread) == tuple(typed[MOST_WORDS:])
    assert (asked.left_out, asked.more_left_out) == (tuple(typed[MOST_WORDS:][:MOST_NAMED]), 576 - MOST_NAMED)
    assert ask("brøk " * 600, aliases=ALIASES).left_out == ()
    assert len(ask("x" * 100_000, aliases=ALIASES).typed) == MOST_LETTERS


def test_more_that_is_not_wanted_than_is_looked_for_is_named() -> None:
    typed = [f"-ord{number}" for number in range(MOST_WORDS + 2)]
    assert read(" ".join(["brøk", *typed, *typed])).left_out == tuple(typed[MOST_WORDS:])
