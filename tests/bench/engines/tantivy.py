"""Tantivy alone: fed the same fields and stored text as our index, asked for the settled words' stems, any of them."""

from __future__ import annotations

import marshal
import time
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import tantivy

from bot.corpus.lexicon import read_lexicon
from bot.corpus.passages import cut
from bot.corpus.words import folded_words
from bot.corpus.works import read_texts, read_works
from bot.index.build import HEAP, THREADS
from bot.index.enrich import Enricher
from bot.index.schema import EXTRA, HEADING, PLAIN, register, schema
from bot.index.words import stem_field
from tests.bench.engines import LIMIT, texts
from tests.bench.generate import config

LANGUAGE = "nl"
CHUNK = 5_000
ROWS = "rows"

Row = tuple[str, str, str, str, str, int, int, str]
"""What is indexed of a passage: id, author, words, extra tokens, heading, line, start, text."""


def build(folder: Path) -> float:
    """Writes the index; the seconds that tantivy took, with reading what was made beforehand but not making it."""
    _prepare(folder)
    (folder / "tantivy").mkdir()
    began = time.perf_counter()
    index = tantivy.Index(schema((LANGUAGE,)), path=str(folder / "tantivy"))
    register(index, (LANGUAGE,))
    writer = index.writer(heap_size=HEAP, num_threads=THREADS)
    with (folder / ROWS).open("rb") as file:
        while rows := marshal.load(file):  # noqa: S302 - written a moment ago by this process
            for row in rows:
                writer.add_document(_document(row))
    writer.commit()
    writer.wait_merging_threads()
    seconds = time.perf_counter() - began
    (folder / ROWS).unlink()
    return seconds


def _prepare(folder: Path) -> None:
    """Writes the rows to a file, since tantivy works on in the background while the next ones are made."""
    rows = _rows(folder)
    with (folder / ROWS).open("wb") as file:
        while chunk := list(islice(rows, CHUNK)):
            marshal.dump(chunk, file)
        marshal.dump([], file)


def _rows(folder: Path) -> Iterator[Row]:
    at = config(folder)
    counts: Counter[str] = Counter()
    for paragraph in texts(folder):
        counts.update(folded_words(paragraph))
    enricher = Enricher(read_lexicon(at.data), LANGUAGE, counts)
    for text in read_texts(read_works(at.data), at.seeds):
        for of in cut(text).passages:
            words = folded_words(of.text)
            heading, extra = " ".join(folded_words(of.section)), enricher.tokens(words)
            yield of.id, text.work.author_key, " ".join(words), extra, heading, of.line, of.start, of.text


def _document(row: Row) -> tantivy.Document:
    passage, author, words, extra, heading, line, start, text = row
    made = tantivy.Document()
    for field, value in (("id", passage), ("author", author), (PLAIN, words), (stem_field(LANGUAGE), words)):
        made.add_text(field, value)
    made.add_text(EXTRA, extra)
    made.add_text(HEADING, heading)
    made.add_unsigned("line", line)
    made.add_unsigned("start", start)
    made.add_bytes("text", text.encode())
    return made


class Engine:
    """The index, asked through tantivy's own query parser."""

    def __init__(self, folder: Path) -> None:
        self._index = tantivy.Index(schema((LANGUAGE,)), path=str(folder / "tantivy"), reuse=True)
        register(self._index, (LANGUAGE,))
        self._searcher = self._index.searcher()

    async def ask(self, text: str, words: str) -> str:
        query = self._index.parse_query(words, [stem_field(LANGUAGE)])
        hits = self._searcher.search(query, limit=LIMIT, count=False).hits
        return bytes(self._searcher.doc(hits[0][1]).get_first("text") or b"").decode() if hits else ""
