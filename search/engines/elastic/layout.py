"""How Elasticsearch stores what the index holds: strict mappings, so that nothing is indexed by guess."""

from typing import Any, Literal

from elasticsearch.dsl import Document, Keyword, Long, MetaField, Text

from search.schema import ANALYSIS, EMPTY, FACETS, VERSION, IndexDocument, Passage

META = {"schema": VERSION, "analysis": ANALYSIS}
SETTINGS = {
    "number_of_shards": 1,
    "auto_expand_replicas": "0-1",
    "refresh_interval": "-1",  # the indexer refreshes after every write, before it says that something is indexed
}


def _words(options: Literal["freqs", "positions"]) -> Text:
    return Text(analyzer="whitespace", index_options=options)


class MaterialDocument(Document):
    """One text of a material. Its id is the material's with the text's rank: `12-0`."""

    material = Long()
    revision = Long(index=False)
    rank = Long(index=False)
    pages = Long(index=False)
    newest = Long(index=False)
    used = Long(index=False)
    readers = Keyword(doc_values=False)
    other_text = Keyword(doc_values=False)
    exact = Keyword(doc_values=False)
    spellings = Keyword()
    title = _words("positions")
    tags = _words("positions")
    text = _words("positions")
    parts = _words("freqs")
    grams = _words("freqs")
    title_words = _words("freqs")

    class Meta:
        dynamic = MetaField("strict")
        source = MetaField(enabled=False)
        meta = MetaField(META)


for _name in FACETS:
    MaterialDocument._doc_type.mapping.field(_name, Keyword())


class PassageDocument(Document):
    """A page or slide of an attachment. Its id is the material's, the attachment's and the page's: `12-7-2`.

    `stamp` is that of all pages of the material, so that few numbers tell whether they are these.
    """

    material = Long()
    attachment = Long()
    number = Long(index=False)
    stamp = Long(index=False)
    text = _words("positions")
    parts = _words("freqs")

    class Meta:
        dynamic = MetaField("strict")
        source = MetaField(enabled=False)
        meta = MetaField(META)


def mapping_of(document: type[Document]) -> dict[str, Any]:
    mapping: dict[str, Any] = document._doc_type.mapping.to_dict()
    return mapping


def as_document(document: IndexDocument) -> dict[str, Any]:
    return {
        "material": document.material,
        "revision": document.revision,
        "newest": document.newest,
        "used": document.used,
        "readers": document.readers,
        "other_text": document.other_text,
        "exact": document.exact,
        "spellings": document.spellings,
        "title": document.title or EMPTY,
        "tags": document.tags or EMPTY,
        "text": document.text or EMPTY,
        "parts": document.parts or EMPTY,
        "grams": document.grams or EMPTY,
        "title_words": document.exact,
        **document.facets,
    }


def as_passage(material: int, passage: Passage) -> dict[str, Any]:
    return {
        "material": material,
        "attachment": passage.attachment,
        "number": passage.number,
        "text": passage.text or EMPTY,
        "parts": passage.parts or EMPTY,
    }
