"""Page images show what can be seen and carry nothing else."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from materials.extraction.libreoffice import find_libreoffice
from materials.extraction.limits import Limits
from materials.extraction.reading import PageImage, Reading
from tests.materials.extraction import hostile, ordinary

Read = Callable[..., Reading]


def pixels(image: PageImage) -> tuple[int, int]:
    with Image.open(image.path) as opened:
        assert opened.format == "WEBP"
        assert opened.size == (image.width, image.height)
        assert not opened.getexif()
        assert not {"exif", "xmp", "icc_profile", "comment"} & set(opened.info)
        return opened.size


def test_every_page_of_a_pdf_is_drawn_and_the_first_once_more_in_small(read: Read) -> None:
    reading = read(ordinary.make_pdf(), "x.pdf")
    assert [image.number for image in reading.images] == [1, 2]
    assert {max(pixels(image)) for image in reading.images} == {1_400}
    assert reading.thumbnail is not None
    assert max(pixels(reading.thumbnail)) == 480


def test_page_images_beyond_the_limit_are_left_out_and_it_is_said(read: Read) -> None:
    reading = read(hostile.pdf_of_pages(7), "x.pdf", limits=Limits(page_images=3))
    assert (reading.page_count, len(reading.images)) == (7, 3)
    assert "page_images_cut" in reading.notes


def test_a_photo_stands_upright_and_names_neither_place_nor_person(read: Read) -> None:
    reading = read(ordinary.make_photo(), "ferie.jpg")
    (image,) = reading.images
    assert pixels(image) == (700, 1_400)
    assert b"Maja Holm" not in image.path.read_bytes()


def test_of_a_moving_picture_the_first_frame_is_drawn(read: Read) -> None:
    (image,) = read(hostile.webp_of_frames(20), "x.webp").images
    with Image.open(image.path) as opened:
        assert getattr(opened, "n_frames", 1) == 1


def test_a_small_picture_is_not_blown_up(read: Read) -> None:
    (image,) = read(hostile.png(40, 30), "x.png").images
    assert pixels(image) == (40, 30)


def test_a_picture_at_the_limit_is_drawn_and_one_row_more_is_not(read: Read) -> None:
    limits = Limits(image_pixels=10_000)
    assert read(hostile.png(100, 100), "x.png", limits=limits).status == "read"
    assert read(hostile.png(100, 101), "x.png", limits=limits).reason == "too_large"


def test_office_files_say_when_there_is_no_libreoffice(read: Read) -> None:
    reading = read(ordinary.make_docx(), "x.docx", soffice=None)
    assert reading.status == "read"
    assert reading.images == ()
    assert "no_libreoffice" in reading.notes


@pytest.fixture
def soffice() -> Path:
    found = find_libreoffice()
    if found is None and os.environ.get("CI") == "true":
        pytest.fail("LibreOffice is not installed, and CI must have it")
    if found is None:
        pytest.skip("LibreOffice is not installed: previews of Office files are NOT tested")
    return found


@pytest.mark.parametrize("name", ["x.docx", "x.pptx", "x.xlsx", "x.odt", "x.odp"])
def test_libreoffice_draws_one_image_for_every_page_of_text(name: str, read: Read, soffice: Path) -> None:
    reading = read(getattr(ordinary, f"make_{name[2:]}")(), name, soffice=soffice)
    assert [image.number for image in reading.images] == [page.number for page in reading.pages] == [1, 2]
    assert ordinary.FIRST in reading.pages[0].text
    assert ordinary.SECOND in reading.pages[1].text


def test_text_of_old_formats_comes_through_libreoffice(read: Read, soffice: Path) -> None:
    data = rb"{\rtf1\ansi\ansicpg1252 Br\'f8ker\page R\'f8dgr\'f8d}"
    assert read(data, "x.rtf").reason == "unsupported"
    reading = read(data, "x.rtf", soffice=soffice)
    assert [page.text for page in reading.pages] == ["Brøker", "Rødgrød"]


def black_pixels(reading: Reading) -> int:
    (image,) = reading.images
    with Image.open(image.path) as opened:
        return sum(opened.convert("L").histogram()[:40])


def test_libreoffice_shows_a_picture_in_the_file_and_never_one_of_the_machine(
    read: Read, soffice: Path, tmp_path: Path
) -> None:
    secret = tmp_path / "secret.png"
    secret.write_bytes(hostile.png(200, 200))
    inside = read(ordinary.make_odt_with_picture(secret, linked=False), "x.odt", soffice=soffice)
    assert black_pixels(inside) > 100_000
    outside = read(ordinary.make_odt_with_picture(secret, linked=True), "x.odt", soffice=soffice)
    assert black_pixels(outside) < 1_000


def test_a_damaged_office_file_is_not_given_to_libreoffice(read: Read, soffice: Path) -> None:
    assert read(hostile.docx("<w:document"), "x.docx", soffice=soffice).reason == "damaged"
