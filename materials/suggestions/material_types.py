"""Guesses the material type: by the kind of file, else by what teachers call such a thing. Pure."""

import re

from materials.vocabulary import MaterialType

#: Files that are what they are.
BY_KIND = {"audio": MaterialType.AUDIO, "video": MaterialType.VIDEO, "image": MaterialType.IMAGE}
SLIDES = (".pptx", ".ppt", ".ppsx", ".odp", ".key")
#: What a name or a heading says, the most telling first.
NAMED = [
    (MaterialType.TEMPLATE, r"skabelon|template"),
    (MaterialType.GUIDE, r"vejledning|lærerark|til læreren|guide|manual"),
    (MaterialType.ASSESSMENT, r"prøve(?!r)|\btest\b|\bquiz|evaluering|bedømmelse|checkpoint|exam\b|facitliste"),
    (MaterialType.GAME, r"spil\b|spillet|\blege?\b|bingo|brætspil|\bgame|dyst|væddeløb|stafet"),
    (MaterialType.UNIT, r"forløb|årsplan|ugeplan|\bunit\b"),
    (MaterialType.WORKSHEET, r"\bark\b|ark \d|opgave|arbejdsark|øveark|kopiark|worksheet|responsark|stavning|diktat"),
    (MaterialType.LESSON, r"lektion|lesson\b|modul \d|undervisningsgang"),
    (MaterialType.ACTIVITY, r"aktivitet|øvelse|forsøg|stationer|rollespil|activity|logbog"),
    (MaterialType.TEXT, r"novelle|eventyr|fortælling|tekst\b|digt\b|kapitel|short story|reading\b"),
]
#: What a whole text speaks of again and again, with how often that is.
SPEAKING = [
    (MaterialType.UNIT, r"\b(?:uge|lektion|modul|week) \d", 3),
    (MaterialType.GAME, r"\bspiller|\bterning|\bspillet\b|\bplayers?\b", 4),
    (MaterialType.ASSESSMENT, r"\bpoint\b|\bpoints\b", 4),
    (MaterialType.WORKSHEET, r"_{4,}|\bopgave \d|\bregn\b|\bskriv\b|\bexercise \d", 4),
]


def material_type_of(name: str, kind: str, text: str) -> str:
    """A value of MaterialType, or an empty string. `kind`: the file's, by content."""
    if kind in BY_KIND:
        return BY_KIND[kind]
    if name.lower().endswith(SLIDES):
        return MaterialType.PRESENTATION
    head = f"{name}\n{text[:200]}".lower()
    for material_type, words in NAMED:
        if re.search(words, head):
            return material_type
    for material_type, words, often in SPEAKING:
        if len(re.findall(words, text[:20_000].lower())) >= often:
            return material_type
    return ""
