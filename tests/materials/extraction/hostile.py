"""Makes files that were built to hurt their reader; made in the test, never shipped."""

from __future__ import annotations

import hashlib
import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable
from typing import NamedTuple

MEGABYTE = 1_000_000
CANARY = "kanariefugl7391"

_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
_ODT = f'xmlns:o="{_OASIS}:office:1.0" xmlns:t="{_OASIS}:text:1.0"'


class Hostile(NamedTuple):
    """A file, and the reasons that are right for it; "read" where reading it is right."""

    name: str
    make: Callable[[], bytes]
    reasons: frozenset[str]


def noise(length: int, seed: str = "noise") -> bytes:
    """The same bytes every time, and no compressor finds anything in them."""
    return hashlib.shake_128(seed.encode()).digest(length)


def zipped(members: dict[str, bytes | str] | Iterable[tuple[str, bytes]], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", packing) as archive:
        for name, data in members.items() if isinstance(members, dict) else members:
            archive.writestr(name, data)
    return target.getvalue()


def docx(document: bytes | str, **more: bytes) -> bytes:
    parts: dict[str, bytes | str] = {"[Content_Types].xml": _TYPES, "_rels/.rels": _RELS, "word/document.xml": document}
    return zipped({**parts, **{name.replace("__", "/"): data for name, data in more.items()}})


def odt(content: bytes | str) -> bytes:
    return zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content})


def laughs(root: str, depth: int = 12) -> str:
    """Ten times itself, twelve times over: 10¹² laughs."""
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, depth))
    return f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">{entities}]>{root.replace("@", f"&l{depth - 1};")}'


def outside(root: str, address: str) -> str:
    """An entity that stands for a file of the machine, or for an address."""
    return f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY out SYSTEM "{address}">]>{root.replace("@", "&out;")}'


DOCX_ROOT = f"<w:document {_W}><w:body><w:p><w:r><w:t>@</w:t></w:r></w:p></w:body></w:document>"
ODT_ROOT = f"<o:document-content {_ODT}><o:body><o:text><t:p>@</t:p></o:text></o:body></o:document-content>"
SVG_ROOT = '<svg xmlns="http://www.w3.org/2000/svg"><text>@</text></svg>'


def zip_of_zips(depth: int) -> bytes:
    """What a quine is to a program that unpacks: one more inside, again and again."""
    data = zipped({"innermost.txt": CANARY})
    for level in range(depth):
        data = zipped({f"{level}.zip": data})
    return data


def zip_of_many(entries: int) -> bytes:
    return zipped(((f"{number}.txt", b"") for number in range(entries)), zipfile.ZIP_STORED)


def zip_of_one_many_times(times: int = 1_000, size: int = 4 * MEGABYTE) -> bytes:
    """A thousand entries that share the same packed bytes: 4 GB from 4 kB (Fifield's overlap)."""
    data = zipped({"0000": bytes(size)})
    end = data.rindex(b"PK\x05\x06")
    start = data.index(b"PK\x01\x02")
    entry = data[start:end]
    table = b"".join(entry.replace(b"0000", f"{number:04}".encode()) for number in range(times))
    return data[:start] + table + struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, times, times, len(table), start, 0)


def zip_with_huge_table() -> bytes:
    """The end says that three gigabytes of table come before it, and many of them do."""
    junk = bytes(8 * MEGABYTE)
    return b"PK\x03\x04" + junk + struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, 1, 1, len(junk), 4, 0)


def pdf(objects: Iterable[bytes], trailer: bytes = b"") -> bytes:
    """A PDF of these objects, numbered from 1; the first is the catalog."""
    target = io.BytesIO()
    target.write(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(target.tell())
        target.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = target.tell()
    target.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1))
    target.writelines(b"%010d 00000 n \n" % place for place in places)
    target.write(b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (len(places) + 1, trailer, start))
    return target.getvalue()


def stream(data: bytes, more: bytes = b"") -> bytes:
    return b"<</Length %d%s>>\nstream\n%s\nendstream" % (len(data), more, data)


def pdf_of_pages(count: int) -> bytes:
    kids = b" ".join(b"%d 0 R" % number for number in range(3, count + 3))
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"
    catalog = b"<</Type/Catalog/Pages 2 0 R>>"
    return pdf([catalog, b"<</Type/Pages/Count %d/Kids[%s]>>" % (count, kids), *[page] * count])


def pdf_of_content(content: bytes, resources: bytes = b"", *more: bytes) -> bytes:
    return pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<%s>>>>" % resources,
            content,
            *more,
        ]
    )


def pdf_bomb(megabytes: int = 400) -> bytes:
    """A page whose drawing unpacks to hundreds of megabytes of saved states."""
    return pdf_of_content(stream(deflated(b"q " * 500_000, megabytes), b"/Filter/FlateDecode"))


def pdf_within_itself() -> bytes:
    """A form that draws itself, and a page tree that has itself for a child."""
    form = stream(b"/F Do /F Do", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F 5 0 R>>>>")
    whole = pdf_of_content(stream(b"/F Do"), b"/XObject<</F 5 0 R>>", form)
    return whole.replace(b"/Kids[3 0 R]", b"/Kids[2 0 R]")


def pdf_form_within_itself() -> bytes:
    form = stream(b"/F Do /F Do", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F 5 0 R>>>>")
    return pdf_of_content(stream(b"/F Do"), b"/XObject<</F 5 0 R>>", form)


def encrypted_pdf() -> bytes:
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    target = io.BytesIO()
    canvas = Canvas(target, encrypt=StandardEncryption("hemmeligt", strength=128))
    canvas.drawString(100, 700, CANARY)
    canvas.save()
    return target.getvalue()


def encrypted_docx() -> bytes:
    """An OLE compound file with the stream that Office puts a locked document into (MS-OFFCRYPTO)."""
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HHH", header, 26, 3, 0xFFFE, 9)
    directory = b""
    for name in ("Root Entry", "EncryptionInfo", "EncryptedPackage"):
        letters = (name + "\0").encode("utf-16-le")
        directory += letters.ljust(64, b"\0") + struct.pack("<H", len(letters)) + bytes(62)
    return bytes(header) + directory.ljust(512, b"\0") + noise(2_000)


def deflated(block: bytes, megabytes: int) -> bytes:
    """Zlib data that unpacks to many times the block, made without holding it."""
    packer = zlib.compressobj(9)
    packed = [packer.compress(block) for _ in range(megabytes * MEGABYTE // len(block))]
    return b"".join([*packed, packer.flush()])


def png(width: int, height: int, *, complete: bool = True) -> bytes:
    """One gray all over; a picture of 127 megapixels takes a hundred kilobytes."""
    rows = deflated(bytes(width + 1), height * (width + 1) // MEGABYTE + 1) if complete else zlib.compress(b"\0" * 10)
    header = struct.pack(">2I5B", width, height, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", rows), (b"IEND", b""))
    made = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(made)


def gif_of_frames(count: int) -> bytes:
    frame = b"\x21\xf9\x04\x00\x01\x00\x00\x00\x2c\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0"
    return b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff" + frame * count + b";"


def webp_of_frames(count: int) -> bytes:
    from PIL import Image

    frames = [Image.new("RGB", (16, 16), (number % 256, number // 256, 0)) for number in range(count)]
    target = io.BytesIO()
    frames[0].save(target, "WEBP", save_all=True, append_images=frames[1:], duration=1, method=0)
    return target.getvalue()


def nested(tag: str, depth: int = 200_000) -> str:
    return f"<{tag}>" * depth + CANARY + f"</{tag}>" * depth


def with_macros() -> bytes:
    return docx(DOCX_ROOT.replace("@", CANARY), word__vbaProject__bin=b"x").replace(
        b"vbaProject/bin", b"vbaProject.bin"
    )


BOMB, DAMAGED = frozenset({"bomb"}), frozenset({"damaged"})
KEPT = frozenset({"unsupported"})
STOPPED = frozenset({"too_slow", "out_of_memory", "bomb", "damaged", "read"})

FILES = [
    Hostile("bomb.docx", lambda: docx(bytes(60 * MEGABYTE)), BOMB),
    Hostile("bomb.odt", lambda: odt(bytes(60 * MEGABYTE)), BOMB),
    Hostile("bomb.zip", lambda: zipped({"zeros": bytes(60 * MEGABYTE)}), BOMB),
    Hostile("many.zip", lambda: zip_of_many(20_000), BOMB),
    Hostile("overlap.zip", zip_of_one_many_times, BOMB),
    Hostile("table.zip", zip_with_huge_table, BOMB),
    Hostile("deep.zip", lambda: zip_of_zips(6), BOMB),
    Hostile("shallow.zip", lambda: zip_of_zips(1), KEPT),
    Hostile("laughs.docx", lambda: docx(laughs(DOCX_ROOT)), DAMAGED | {"read"}),
    Hostile("laughs.odt", lambda: odt(laughs(ODT_ROOT)), DAMAGED | {"read"}),
    Hostile("laughs.svg", lambda: laughs(SVG_ROOT).encode(), KEPT),
    Hostile("nested.docx", lambda: docx(DOCX_ROOT.replace("@", nested("w:r"))), DAMAGED),
    Hostile("nested.odt", lambda: odt(ODT_ROOT.replace("@", nested("t:span"))), DAMAGED),
    Hostile("nested.html", lambda: f"<html><body>{nested('div')}".encode(), BOMB),
    Hostile("unknown.html", lambda: f"<html><body>{nested('x')}".encode(), BOMB),
    Hostile("truncated.docx", lambda: docx(noise(50_000))[:20_000], DAMAGED),
    Hostile("encrypted.docx", encrypted_docx, frozenset({"encrypted"})),
    Hostile("macros.docm", with_macros, frozenset({"macros"})),
    Hostile("encrypted.pdf", encrypted_pdf, frozenset({"encrypted"})),
    Hostile("truncated.pdf", lambda: pdf_of_pages(30)[:700], DAMAGED | {"read"}),
    Hostile("pages.pdf", lambda: pdf_of_pages(5_000), frozenset({"too_many_pages"})),
    Hostile("itself.pdf", pdf_within_itself, DAMAGED | {"read"}),
    Hostile("megapixels.png", lambda: png(11_300, 11_300), frozenset({"too_large"})),
    Hostile("header.png", lambda: png(65_535, 65_535, complete=False), frozenset({"too_large"})),
    Hostile("frames.gif", lambda: gif_of_frames(50_000), frozenset({"read"})),
    Hostile("frames.webp", lambda: webp_of_frames(300), frozenset({"read"})),
]
SLOW_FILES = [
    Hostile("bomb.pdf", pdf_bomb, STOPPED),
    Hostile("form.pdf", pdf_form_within_itself, STOPPED),
]
POLYGLOTS = {
    "script.gif": b"GIF89a/*\x01\x00\x01\x00\x00\x00\x00*/=alert(1);//" + bytes(50),
    "page.png": png(4, 4) + b"<html><script>alert(1)</script>",
    "archive.pdf": pdf_of_pages(1) + zip_of_zips(0),
    "page.pdf": b"<html><script>alert(1)</script>" + pdf_of_pages(1),
    "phar.jpg": b"\xff\xd8\xff\xe0" + b"<?php __HALT_COMPILER(); ?>" + bytes(100),
}
ENDINGS = [
    *("pdf", "docx", "doc", "pptx", "ppt", "xlsx", "xls", "rtf", "odt", "odp", "ods", "epub", "html", "txt", "md"),
    *("png", "jpg", "gif", "webp", "avif", "heic", "bmp", "tiff", "svg", "mp3", "mp4", "zip", "h5p", "bin"),
]
