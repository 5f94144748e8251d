"""`manage.py search_analyze`: what the engines see of a text."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from search.analysis.chain import indexed_word
from search.analysis.letters import canonical
from search.analysis.tokens import words
from search.criteria import ask
from search.management.languages import refuse_unknown


class Command(BaseCommand):
    help = "Shows the tokens, stems, compound parts, other words and grades that search reads out of a text."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("text")
        parser.add_argument("--language", default="da", help="ISO 639-1: da, en, nb or no, sv, de (default da)")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        refuse_unknown(options["language"])
        data = analyzed(options["text"], options["language"])
        if options["json"]:
            self.stdout.write(json.dumps(data, ensure_ascii=False))
            return
        for token in data["tokens"]:
            parts = f"  parts: {' '.join(token['parts'])}" if token["parts"] else ""
            self.stdout.write(f"{token['text']:<24} {token['canonical']:<24} {token['stem']:<20}{parts}")
        for name in ("aliases", "grades"):
            if data[name]:
                self.stdout.write(f"{name}: {json.dumps(data[name], ensure_ascii=False)}")


def analyzed(text: str, language: str) -> dict[str, Any]:
    """`tokens` are of the whole text; `aliases` and `grades` as a question of these words would be read."""
    asked = ask(text)
    tokens = []
    for word in words(text):
        indexed = indexed_word(word, "nb" if language == "no" else language)
        tokens.append({"text": word, "canonical": canonical(word), "stem": indexed.stem, "parts": list(indexed.parts)})
    others = {
        clause.said: [" ".join(word.text for word in way) for way in clause.ways[1:]]
        for clause in asked.question.wanted
        if len(clause.ways) > 1
    }
    grades = sorted({grade for phrase in asked.phrases for grade in phrase.grades})
    return {
        "language": language,
        "tokens": tokens,
        "stems": [token["stem"] for token in tokens],
        "parts": {token["text"]: token["parts"] for token in tokens if token["parts"]},
        "aliases": others,
        "grades": grades,
    }
