"""How tantivy stores what the index holds."""

import tantivy

from search.schema import EMPTY, FACETS, IndexDocument, Passage

#: Text is words separated by spaces; the analysis has been done.
TOKENS = "tokens"
RAW = "raw"


def materials_schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("material", indexed=True, fast=True)
    for name in ("revision", "pages", "newest", "used"):
        builder.add_unsigned_field(name, fast=True)
    for name in ("readers", "other_text", "exact", "spellings"):
        builder.add_text_field(name, tokenizer_name=RAW, index_option="basic")
    for name in ("title", "tags", "text"):
        builder.add_text_field(name, tokenizer_name=TOKENS, index_option="position")
    for name in ("parts", "grams", "title_words"):
        builder.add_text_field(name, tokenizer_name=TOKENS, index_option="freq")
    for name in FACETS:
        builder.add_text_field(name, fast=True, tokenizer_name=RAW, index_option="basic")
    return builder.build()


def passages_schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("material", indexed=True, fast=True)
    builder.add_unsigned_field("attachment", indexed=True, fast=True)
    builder.add_unsigned_field("number", fast=True)
    builder.add_text_field("text", tokenizer_name=TOKENS, index_option="position")
    builder.add_text_field("parts", tokenizer_name=TOKENS, index_option="freq")
    return builder.build()


def register(index: tantivy.Index) -> tantivy.Index:
    index.register_tokenizer(TOKENS, tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
    return index


def as_document(document: IndexDocument, *, pages: int = 0) -> tantivy.Document:
    """`pages` is how many are written with it."""
    stored = tantivy.Document()
    stored.add_unsigned("pages", pages)
    for name in ("material", "revision", "newest", "used"):
        stored.add_unsigned(name, getattr(document, name))
    stored.add_text("exact", document.exact)
    for name in ("title", "tags", "text", "parts", "grams"):
        stored.add_text(name, getattr(document, name) or EMPTY)
    stored.add_text("title_words", document.exact)
    for name in ("readers", "other_text", "spellings"):
        for value in getattr(document, name):
            stored.add_text(name, value)
    for name, values in document.facets.items():
        for value in values:
            stored.add_text(name, value)
    return stored


def as_passage(material: int, passage: Passage) -> tantivy.Document:
    stored = tantivy.Document()
    stored.add_unsigned("material", material)
    stored.add_unsigned("attachment", passage.attachment)
    stored.add_unsigned("number", passage.number)
    stored.add_text("text", passage.text or EMPTY)
    stored.add_text("parts", passage.parts or EMPTY)
    return stored
