"""Reads the index: passages by id, and searches. Nothing here knows what a query meant to say."""

from __future__ import annotations

import json
import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import tantivy

from bot.corpus.lexicon import from_kept
from bot.corpus.utterances import from_kept as utterances_from_kept
from bot.errors import IndexUnusable
from bot.index.build import FACTS, LEXICON, VOICES
from bot.index.query import Query, Term
from bot.index.schema import register, schema
from bot.index.translating import RUN, Translator
from bot.index.vocabulary import Vocabulary
from bot.model import Passage, Section

REMEMBERED = 20_000


@dataclass(frozen=True, slots=True)
class Find:
    """A passage that a search found, with the engine's score, and whether it holds the query's run of words."""

    passage: Passage
    score: float
    run: bool = False

    def worth(self, times: float) -> Find:
        """The same with so many times its score."""
        return Find(self.passage, self.score * times, self.run)


class Index:
    """An open index. Safe to use from several threads.

    `frequency(field, word)` says in how many passages a word stands; a question asks again and again, so it remembers.
    """

    def __init__(self, folder: Path, languages: Iterable[str]) -> None:
        self._schema = schema(languages)
        self.frequency = lru_cache(maxsize=REMEMBERED)(self._frequency)
        self._translator = Translator(self._schema, languages, self.frequency)
        self._stand = lru_cache(maxsize=REMEMBERED)(self._side_by_side)
        self._rarity = lru_cache(maxsize=REMEMBERED)(self._rarity_of)
        try:
            facts = json.loads((folder / FACTS).read_text("utf-8"))
            self.lexicon = from_kept(json.loads((folder / LEXICON).read_text("utf-8")))
            self.utterances = utterances_from_kept(json.loads((folder / VOICES).read_text("utf-8")))
            self._index = tantivy.Index(self._schema, path=str(folder), reuse=True)
            register(self._index, languages)
            self.counts = {work: int(of["passages"]) for work, of in facts.items()}
            self.sections = tuple(
                Section(work, title, first) for work, of in facts.items() for title, first in of["sections"]
            )
            self._searcher = self._index.searcher()
            self.words = Vocabulary(folder)
        except (OSError, ValueError, KeyError, TypeError) as e:
            raise IndexUnusable("index-unusable", reason=str(e)) from e
        if self._searcher.num_docs != sum(self.counts.values()):
            raise IndexUnusable("index-unusable", reason="passages are missing")
        self._section_starts = {work: [s.first for s in self.sections if s.work == work] for work in self.counts}
        self._section_titles = {work: [s.title for s in self.sections if s.work == work] for work in self.counts}

    def __len__(self) -> int:
        return self._searcher.num_docs

    def passage(self, passage_id: str) -> Passage | None:
        """The passage of that id, or None."""
        term = tantivy.Query.term_query(self._schema, "id", passage_id, "basic")
        hits = self._searcher.search(term, limit=1, count=False).hits
        return self._passage(hits[0][1]) if hits else None

    def opens_section(self, passage: Passage) -> bool:
        """Whether a heading stands right before the passage."""
        starts = self._section_starts[passage.work]
        at = bisect_left(starts, passage.number)
        return at < len(starts) and starts[at] == passage.number

    def search(self, query: Query, limit: int, offset: int = 0) -> Iterator[Find]:
        """The passages that answer the query, at most `limit` from `offset` on: those with its run first, best first.

        Each is read when it is come to.
        """
        found = self._searcher.search(self._translator.query(query), limit=limit, offset=offset, count=False)
        for score, address in found.hits:
            run = bool(query.run) and score >= RUN
            yield Find(self._passage(address), score - RUN if run else score, run)

    def _frequency(self, field: str, word: str) -> int:
        return int(self._searcher.doc_freq(field, word))

    def _rarity_of(self, field: str, word: str) -> float:
        count = self.frequency(field, word)
        return math.log(1 + (len(self) - count + 0.5) / (count + 0.5))

    def holds(self, term: Term) -> bool:
        """Whether any passage meets a term."""
        standing = all(self.frequency(term.field, word) for word in term.words)
        return standing and (len(term.words) == 1 or self._stand(term))

    def _side_by_side(self, term: Term) -> bool:
        return bool(self._searcher.search(self._translator.term(term), limit=1, count=False).hits)

    def rarity(self, term: Term) -> float:
        """How much a term tells apart, as the engine weighs it (the idf of BM25; of a phrase, its words' together)."""
        return sum(self._rarity(term.field, word) for word in term.words)

    def _passage(self, address: tantivy.DocAddress) -> Passage:
        kept = self._searcher.doc(address)
        passage_id = str(kept.get_first("id"))
        work, _, number = passage_id.rpartition("-")
        text = bytes(kept.get_first("text") or b"").decode()
        line, start = int(kept.get_first("line") or 0), int(kept.get_first("start") or 0)
        return Passage(work, int(number), line, start, text, self._section(work, int(number)))

    def _section(self, work: str, number: int) -> str:
        at = bisect_right(self._section_starts[work], number)
        return self._section_titles[work][at - 1] if at else ""
