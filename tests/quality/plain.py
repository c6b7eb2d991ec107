"""Plain engines over the same passages: what a search is without any understanding of its own."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from typing import Any

import bm25s  # type: ignore[import-untyped]  # it has no types of its own
import Stemmer  # type: ignore[import-not-found]  # as above
import tantivy
from rapidfuzz import fuzz, process

from bot.corpus.words import folded_words
from bot.index.words import analyser

DEPTH = 5
Passage = tuple[str, str]
"""A passage's place (`file:line`) and its text."""
Ask = Callable[[str], dict[str, Any]]


def engines(passages: Sequence[Passage]) -> dict[str, Ask]:
    """The engines by name, each answering in the shape of the command line."""
    return {
        "SQLite FTS5": _fts5(passages),
        "bm25s, Dutch stems": _bm25s(passages),
        "tantivy, Dutch stems": _tantivy(passages),
        "rapidfuzz partial_ratio": _rapidfuzz(passages),
    }


def _answer(places: Sequence[str]) -> dict[str, Any]:
    split = (place.rpartition(":") for place in places)
    return {"results": [{"source": source, "line": int(line)} for source, _, line in split]}


def _fts5(passages: Sequence[Passage]) -> Ask:
    database = sqlite3.connect(":memory:")
    database.execute(
        "CREATE VIRTUAL TABLE p USING fts5(place UNINDEXED, text, tokenize = 'unicode61 remove_diacritics 2')"
    )
    database.executemany("INSERT INTO p VALUES (?, ?)", passages)

    def ask(query: str) -> dict[str, Any]:
        match = " OR ".join(f'"{word}"' for word in folded_words(query))
        found = database.execute("SELECT place FROM p WHERE p MATCH ? ORDER BY rank LIMIT ?", (match, DEPTH))
        return _answer([place for (place,) in found])

    return ask


def _bm25s(passages: Sequence[Passage]) -> Ask:
    stemmer = Stemmer.Stemmer("dutch")
    retriever = bm25s.BM25()
    tokens = bm25s.tokenize([t for _, t in passages], stopwords=None, stemmer=stemmer, show_progress=False)
    retriever.index(tokens, show_progress=False)

    def ask(query: str) -> dict[str, Any]:
        asked = bm25s.tokenize(query, stopwords=None, stemmer=stemmer, show_progress=False)
        if not len(asked.vocab):
            return _answer([])
        found, scores = retriever.retrieve(asked, k=DEPTH, show_progress=False)
        ranked = zip(found[0], scores[0], strict=True)
        return _answer([passages[at][0] for at, score in ranked if score > 0])

    return ask


def _tantivy(passages: Sequence[Passage]) -> Ask:
    build = tantivy.SchemaBuilder()
    build.add_text_field("place", stored=True, tokenizer_name="raw")
    build.add_text_field("text", tokenizer_name="stems")
    schema = build.build()
    index = tantivy.Index(schema)
    index.register_tokenizer("stems", analyser("nl"))
    writer = index.writer(num_threads=1)
    for place, text in passages:
        writer.add_document(tantivy.Document(place=place, text=" ".join(folded_words(text))))
    writer.commit()
    index.reload()
    searcher, stems = index.searcher(), analyser("nl")

    def ask(query: str) -> dict[str, Any]:
        words = stems.analyze(" ".join(folded_words(query)))
        terms = [(tantivy.Occur.Should, tantivy.Query.term_query(schema, "text", word)) for word in words]
        found = searcher.search(tantivy.Query.boolean_query(terms), limit=DEPTH).hits
        return _answer([str(searcher.doc(address).get_first("place")) for _, address in found])

    return ask


def _rapidfuzz(passages: Sequence[Passage]) -> Ask:
    texts = [text.lower() for _, text in passages]

    def ask(query: str) -> dict[str, Any]:
        found = process.extract(query.lower(), texts, scorer=fuzz.partial_ratio, limit=DEPTH, score_cutoff=75)
        return _answer([passages[at][0] for _, _, at in found])

    return ask
