"""The words of the texts, kept in a small index of their own: for corrections, sound-alikes and compounds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from mmap import ACCESS_READ, mmap
from pathlib import Path

import tantivy

from bot.index.sounds import sound

FOLDER, LIST = "words", "list"
# So much that the words of a million passages are written as one segment: a search walks through each by itself.
HEAP = 128_000_000
CANDIDATES, CONTAINING = 100, 12
REMEMBERED = 1024


@dataclass(frozen=True, slots=True)
class Known:
    """A word that stands in the texts `count` times (0: only in names and terms), and the stems of its parts."""

    word: str
    count: int
    parts: tuple[str, ...] = ()


def _schema() -> tantivy.Schema:
    build = tantivy.SchemaBuilder()
    build.add_text_field("word", stored=True, tokenizer_name="raw", index_option="basic")
    build.add_text_field("sound", tokenizer_name="raw", index_option="basic")
    build.add_text_field("parts", stored=True, tokenizer_name="raw", index_option="basic")
    build.add_unsigned_field("count", stored=True)
    return build.build()


def write_vocabulary(folder: Path, words: Iterable[Known]) -> None:
    """Writes the vocabulary of an index into a folder of it."""
    (folder / FOLDER).mkdir()
    index = tantivy.Index(_schema(), path=str(folder / FOLDER))
    writer = index.writer(heap_size=HEAP, num_threads=1)
    standing: dict[str, int] = {}
    for known in words:
        if known.count:
            standing[known.word] = known.count
        document = tantivy.Document()
        document.add_text("word", known.word)
        document.add_text("sound", sound(known.word))
        document.add_text("parts", " ".join(known.parts))
        document.add_unsigned("count", known.count)
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()
    listed = sorted(standing, key=lambda word: -standing[word])
    (folder / FOLDER / LIST).write_text("".join(f"{word}\n" for word in listed) or "\n", "utf-8")


class Vocabulary:
    """Looks words up: exactly, by sound, or within a number of edits (a transposition is one), 2 at most.

    `get(word)` and `near(word, edits)` remember: what nothing is found for is read again word by word.
    """

    def __init__(self, folder: Path) -> None:
        self._schema = _schema()
        index = tantivy.Index(self._schema, path=str(folder / FOLDER), reuse=True)
        self._searcher = index.searcher()
        with (folder / FOLDER / LIST).open("rb") as file:
            self._list = mmap(file.fileno(), 0, access=ACCESS_READ)
        self.get = lru_cache(maxsize=20_000)(self._get)
        self.near = lru_cache(maxsize=REMEMBERED)(self._near)

    def __len__(self) -> int:
        return int(self._searcher.num_docs)

    def __contains__(self, word: object) -> bool:
        return self._searcher.doc_freq("word", word) > 0

    def _get(self, word: str) -> Known | None:
        return next(self._found(tantivy.Query.term_query(self._schema, "word", word, "basic"), 1), None)

    def alike(self, word: str) -> list[Known]:
        """The words that sound as this one does."""
        query = tantivy.Query.term_query(self._schema, "sound", sound(word), "basic")
        return list(self._found(query, CANDIDATES))

    def _near(self, word: str, edits: int) -> tuple[Known, ...]:
        query = tantivy.Query.fuzzy_term_query(self._schema, "word", word, edits, transposition_cost_one=True)
        return tuple(self._found(query, CANDIDATES))

    def containing(self, part: str) -> list[str]:
        """The commonest words of the texts that hold this one. Looks through all: for when nothing else is found."""
        return list(islice(self._holding(part.encode()), CONTAINING))

    def _holding(self, part: bytes) -> Iterator[str]:
        listed, at = self._list, 0
        while (found := listed.find(part, at)) >= 0:
            at = listed.find(b"\n", found)
            yield listed[listed.rfind(b"\n", 0, found) + 1 : at].decode()

    def _found(self, query: tantivy.Query, limit: int) -> Iterator[Known]:
        for _, address in self._searcher.search(query, limit=limit, count=False).hits:
            kept = self._searcher.doc(address)
            parts = tuple(str(kept.get_first("parts") or "").split())
            yield Known(str(kept.get_first("word")), int(kept.get_first("count") or 0), parts)
