"""The fields of the index, and what is stored of a passage."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

import tantivy

from bot.corpus.words import folded_words
from bot.index.words import analyser, stem_field
from bot.model import Passage, Work

# Raise it whenever fields, folding, stemming or enrichment change: every index is then built anew.
VERSION = 9
PLAIN, EXTRA, HEADING = "plain", "extra", "heading"


def schema(languages: Iterable[str]) -> tantivy.Schema:
    """Ids and filters as they are, words and stems with positions for phrases, extra tokens; text stored as bytes."""
    build = tantivy.SchemaBuilder()
    for name in ("id", "author"):
        build.add_text_field(name, stored=name == "id", tokenizer_name="raw", index_option="basic")
    for field in (PLAIN, *sorted({stem_field(language) for language in languages})):
        build.add_text_field(field, tokenizer_name=field, index_option="position")
    for field in (EXTRA, HEADING):
        build.add_text_field(field, tokenizer_name=PLAIN, index_option="freq")
    build.add_unsigned_field("line", stored=True)
    build.add_unsigned_field("start", stored=True)
    build.add_bytes_field("text", stored=True)
    return build.build()


def register(index: tantivy.Index, languages: Iterable[str]) -> None:
    """Gives an index the analysers that its fields name."""
    index.register_tokenizer(PLAIN, analyser("plain"))
    for language in languages:
        index.register_tokenizer(stem_field(language), analyser(language))


def document(work: Work, passage: Passage, words: Sequence[str], extra: str) -> tantivy.Document:
    """A passage of these folded words, and the extra tokens that find it, as the index keeps it."""
    spaced = " ".join(words)
    document = tantivy.Document()
    document.add_text("id", passage.id)
    document.add_text("author", work.author_key)
    document.add_text(PLAIN, spaced)
    document.add_text(stem_field(work.language), spaced)
    document.add_text(EXTRA, extra)
    document.add_text(HEADING, _heading(passage.section))
    document.add_unsigned("line", passage.line)
    document.add_unsigned("start", passage.start)
    document.add_bytes("text", passage.text.encode())
    return document


@lru_cache(maxsize=256)
def _heading(title: str) -> str:
    return " ".join(folded_words(title))
