"""CPR numbers are told from other numbers by their form and by the day that they begin with."""

import datetime

import pytest

from materials.personal_numbers import holds_personal_number

TODAY = datetime.date(2026, 11, 26)


@pytest.mark.parametrize(
    "text",
    [
        "010190-1234",
        "0101901234",
        "Anna, 010190 1234, 5.b",
        "010190 - 1234",
        "010190\u20131234",
        "01\u00ad0190-12\u200b34",
        "\uff10\uff11\uff10\uff11\uff19\uff10-1234",
        "1;010190-1234;Anna",
        "cpr010190-1234.pdf",
        "290200-4123",  # the year 2000 had a 29 February
        "290296-1234",
        "261126-4123",  # born today
        "010158-5123",  # 1858
    ],
)
def test_a_number_of_somebody_born_is_found(text: str) -> None:
    assert holds_personal_number(text, today=TODAY)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "010190",
        "320190-1234",
        "011390-1234",
        "290299-1234",  # 1999 had none
        "290200-1234",  # 1900 was no leap year
        "271126-4123",  # born tomorrow
        "010137-51234",
        "10101901234",
        "0101-901234",
        "978-87-02-12345-6",
        "tlf. 86 12 34 56",
        "2026-11-26 12:34",
        "010190\n1234",
    ],
)
def test_other_numbers_are_left_alone(text: str) -> None:
    assert not holds_personal_number(text, today=TODAY)


def test_a_long_text_is_read_quickly() -> None:
    assert not holds_personal_number("0" * 100_000 + " 9" * 50_000, today=TODAY)
