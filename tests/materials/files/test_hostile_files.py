"""What teachers upload is served so that nothing in it can run, whatever it is and whatever it is called."""

import io
import struct
import wave
import zlib

import pytest
from PIL import Image

from materials.models.attachment import Attachment
from tests.conftest import Cast
from tests.materials.files.conftest import Browse, Put, body

SCRIPT = b"<script>alert(document.domain)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'


def picture(kind: str) -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (4, 4), "white").save(target, kind)
    return target.getvalue()


def sound() -> bytes:
    target = io.BytesIO()
    with wave.open(target, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(struct.pack("<800h", *range(800)))
    return target.getvalue()


def png_with_script() -> bytes:
    whole = picture("PNG")
    chunk = b"tEXt" + b"Comment\0" + SCRIPT
    extra = struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk))
    return whole[:33] + extra + whole[33:]


NEVER_SHOWN = {
    "side.html": b"<!doctype html>" + SCRIPT,
    "side.xhtml": b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml">' + SCRIPT + b"</html>",
    "tegning.svg": SVG,
    "data.xml": b'<?xml version="1.0"?><?xml-stylesheet href="x"?><a/>',
    "ægte.pdf": b"<html>" + SCRIPT + b"</html>",
    "billede.png": b"<html>" + SCRIPT + b"</html>",
    "tegning.png": SVG,
    "med script.png": png_with_script(),
    "gif og js.gif": b"GIF89a/*" + b"\0" * 30 + b"*/=1;alert(1)",
    "html og pdf.pdf": b"<html>" + SCRIPT + b"%PDF-1.4\n%%EOF",
    "pdf og zip.pdf": b"%PDF-1.4\n%%EOF" + b"PK\x05\x06" + b"\0" * 18,
    "phar.jpg": picture("JPEG") + b"<?php __HALT_COMPILER(); ?>",
    "script.js": b"alert(1)",
    "stil.css": b"body { display: none }",
}


@pytest.mark.parametrize("name", NEVER_SHOWN)
def test_what_could_run_is_downloaded_and_never_shown(cast: Cast, browse: Browse, put: Put, name: str) -> None:
    attachment = put(name, NEVER_SHOWN[name])
    response = browse(cast.schoolmate).get(f"/files/{attachment.pk}/{name}")
    assert body(response) == NEVER_SHOWN[name]
    assert response["Content-Disposition"].startswith("attachment;")
    assert_harmless(response.headers)


@pytest.mark.parametrize("name", ["side.png", "foto.jpg", "klik.wav"])
def test_pictures_and_sound_are_shown_and_cannot_run_either(cast: Cast, browse: Browse, put: Put, name: str) -> None:
    data = {"side.png": picture("PNG"), "foto.jpg": picture("JPEG"), "klik.wav": sound()}[name]
    response = browse(cast.schoolmate).get(f"/files/{put(name, data).pk}/{name}")
    assert response["Content-Disposition"] == f'inline; filename="{name}"'
    assert response["Content-Type"].partition("/")[0] in {"image", "audio"}
    assert_harmless(response.headers)


def assert_harmless(headers: object) -> None:
    said = dict(headers)  # type: ignore[call-overload]
    assert said["X-Content-Type-Options"] == "nosniff"
    assert said["Content-Security-Policy"].startswith("default-src 'none';")
    assert said["Content-Security-Policy"].endswith("; sandbox")
    assert "script-src" not in said["Content-Security-Policy"]
    assert said["Cross-Origin-Resource-Policy"] == "same-origin"
    assert said["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("/absolut/ark.txt", "ark.txt"),
        ("nul\0tegn.txt", "nultegn.txt"),
        ("linje\r\nX-Injected: ja.txt", "linje X-Injected_ ja.txt"),
        ("æ" * 400 + ".txt", "æ" * 196 + ".txt"),
        ("\u202efdp.exe.pdf", "fdp.exe.pdf"),
        ("CON.pdf", "_CON.pdf"),
        (".htaccess", "htaccess"),
        ("<img src=x onerror=alert(1)>.png", "_img src=x onerror=alert(1)_.png"),
        ('citat".txt', "citat_.txt"),
        ("A\u030angstro\u0308m.txt", "Ångström.txt"),
        ("glad 🎉.txt", "glad 🎉.txt"),
        ("rødgrød.txt", "rødgrød.txt"),
    ],
)
def test_a_hostile_name_stays_a_name(cast: Cast, browse: Browse, put: Put, name: str, kept: str) -> None:
    attachment = Attachment.objects.get(pk=put(name, b"Hej").pk)
    assert attachment.name == kept
    assert "etc" not in attachment.file.name
    browser = browse(cast.schoolmate)
    response = browser.get(f"/files/{attachment.pk}/x")
    assert "\n" not in response["Content-Disposition"]
    assert not response.has_header("X-Injected")
    page = browser.get(f"/materials/{attachment.material_id}/").content.decode()
    assert "<img src=x onerror" not in page


@pytest.mark.parametrize("name", ["..", "../../files/1/x", "%2e%2e%2f", "a%00b", "x" * 3000, "æøå/🎉"])
def test_the_name_in_the_address_means_nothing(cast: Cast, browse: Browse, put: Put, name: str) -> None:
    attachment = put("ark.txt", b"Hej")
    response = browse(cast.schoolmate).get(f"/files/{attachment.pk}/{name}")
    assert response.status_code in {200, 404}
    assert response.status_code == 404 or body(response) == b"Hej"
    assert browse(cast.stranger).get(f"/files/{attachment.pk}/{name}").status_code == 404
