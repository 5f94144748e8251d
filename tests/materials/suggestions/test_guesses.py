"""What is guessed from a text, and when nothing is said."""

import pytest

from materials.suggestions.grades import named_in
from materials.suggestions.guessing import FileText, Habits, guess, habits_from
from materials.suggestions.languages import language_of
from materials.suggestions.titles import title_from, title_of

FRACTIONS = """Brøker med samme nævner
Når to brøker har samme nævner, lægger man tællerne sammen. Regn opgaverne med brøkregning på tallinjen.
En fjerdedel og to fjerdedele er tre fjerdedele. Skriv brøken som decimaltal, og find omkredsen af rektanglet.
"""


def of_text(text: str, name: str = "ark 2.docx", habits: Habits | None = None) -> dict[str, object]:
    return guess([FileText(name, "office", text)], habits or Habits())


def test_a_text_full_of_one_subject_is_of_that_subject() -> None:
    guessed = of_text(FRACTIONS)
    assert guessed["subject"] == "matematik"
    assert guessed["language"] == "da"
    assert guessed["title"] == "Brøker med samme nævner"


@pytest.mark.parametrize("text", ["", " \n ", "Hej.", "1 2 3 4 5", "____ ____", "\x00\ufffd" * 5, "a" * 9000])
def test_nothing_is_guessed_from_next_to_nothing(text: str) -> None:
    assert {"title", "language", "subject", "grades"}.isdisjoint(of_text(text))


def test_a_text_between_two_subjects_is_of_none() -> None:
    assert "subject" not in of_text("Musik og idræt. Sang, takt, melodi, akkord. Bold, stafet, hop, boldspil.")


def test_what_the_team_makes_decides_between_likely_subjects() -> None:
    between = "Musik og idræt. Sang, takt, melodi, akkord. Bold, stafet, hop, boldspil."
    of_music = habits_from("Kor", [(["musik"], [4])] * 5)
    assert of_text(between, habits=of_music)["subject"] == "musik"


@pytest.mark.parametrize(
    ("text", "grades"),
    [
        ("Prøve for 5. klasse", [5]),
        ("til 4.-6. kl.", [4, 5, 6]),
        ("4. og 5. klasse", [4, 5]),
        ("mellemtrinnet", [4, 5, 6]),
        ("Grade 7", [7]),
        ("på 5. årgang", [5]),
        ("50 grader, klokken 5, side 7, 38. klasse", []),
        ("9.-4. klasse", []),
    ],
)
def test_grades_are_read_as_teachers_write_them(text: str, grades: list[int]) -> None:
    assert named_in(text) == grades


def test_a_grade_at_the_head_of_the_text_decides() -> None:
    assert of_text(f"Regneprøve, 3. klasse\n{FRACTIONS}")["grades"] == [3]


def test_the_teams_own_name_tells_grades() -> None:
    assert 5 in of_text(FRACTIONS * 2, habits=habits_from("5. årgang", []))["grades"]  # type: ignore[operator]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Elevene skal lese teksten høyt for hverandre og svare på spørsmålene etterpå. Hva skjer i neste uke?", "nb"),
        ("Eleverna ska läsa texten högt för varandra och svara på frågorna efteråt, och sedan skriva själva.", "sv"),
        ("Ich heiße Anna und ich wohne in einer kleinen Stadt. Wie heißt du, und wo wohnst du?", "de"),
        ("Je m'appelle Luc et j'habite dans une petite ville. Comment t'appelles-tu, et où habites-tu?", "fr"),
    ],
)
def test_languages_of_the_neighbors_are_told_apart(text: str, language: str) -> None:
    assert language_of(f"{text} {text}") == language


def test_the_language_of_a_few_words_is_not_guessed() -> None:
    few = "Anna, Bo, Carl, Dorthe og Emil cykler en tur til Ribe med den store brune hund."
    assert (language_of(few), language_of(f"{few} {few}")) == ("", "da")


@pytest.mark.parametrize("name", ["scan0012.pdf", "ark 2.docx", "Dokument1.docx", "IMG_2031.pdf", "kopi af ark.pdf"])
def test_the_text_names_what_nobody_named(name: str) -> None:
    assert title_of(name, "Navn: ______\nMyrerne i tuen\nDe bor i skoven.") == "Myrerne i tuen"


def test_a_telling_file_name_stays_the_title() -> None:
    assert title_of("Procent i tilbudsavisen.pptx", "Er det et godt tilbud?") == ""
    assert title_from("Procent_i-tilbudsavisen.pptx") == "Procent i tilbudsavisen"


@pytest.mark.parametrize(
    ("name", "kind", "text", "material_type"),
    [
        ("sang.mp3", "audio", "", "audio"),
        ("Fotosyntese.pptx", "office", "Fotosyntese", "presentation"),
        ("opgaveark brøker.docx", "office", "Brøker", "worksheet"),
        ("terninger.pdf", "pdf", "Terningespillet", "game"),
        ("x.pdf", "pdf", "En sten ved en sø.", None),
    ],
)
def test_the_type_is_read_off_the_file(name: str, kind: str, text: str, material_type: str | None) -> None:
    assert guess([FileText(name, kind, text)], Habits()).get("material_type") == material_type
