"""Reads the index: passages by id, and searches. Nothing here knows what a query meant to say."""

from __future__ import annotations

import json
import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import tantivy

from bot.corpus.lexicon import from_kept
from bot.corpus.utterances import from_kept as utterances_from_kept
from bot.errors import IndexUnusable
from bot.index.build import FACTS, LEXICON, VOICES
from bot.index.enrich import SPEAKER
from bot.index.query import Query, Term, Want
from bot.index.schema import EXTRA, HEADING, PLAIN, register, schema
from bot.index.vocabulary import Vocabulary
from bot.model import Passage, Section

# Of so many names one may be missing.
MANY_ANCHORS = 3
REMEMBERED = 20_000


@dataclass(frozen=True, slots=True)
class Find:
    """A passage that a search found, best first, with the engine's score."""

    passage: Passage
    score: float


class Index:
    """An open index. Safe to use from several threads.

    `frequency(field, word)` says in how many passages a word stands, `holds(term)` whether any passage meets a term; a
    question asks them again and again, so they remember.
    """

    def __init__(self, folder: Path, languages: Iterable[str]) -> None:
        self._schema = schema(languages)
        self.frequency = lru_cache(maxsize=REMEMBERED)(self._frequency)
        self.holds = lru_cache(maxsize=REMEMBERED)(self._holds)
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

    def search(self, query: Query, limit: int, offset: int = 0) -> list[Find]:
        """The passages that answer the query best, at most `limit` from `offset` on."""
        found = self._searcher.search(self._query(query), limit=limit, offset=offset, count=False)
        return [Find(self._passage(address), score) for score, address in found.hits]

    def _frequency(self, field: str, word: str) -> int:
        return int(self._searcher.doc_freq(field, word))

    def _rarity_of(self, field: str, word: str) -> float:
        count = self.frequency(field, word)
        return math.log(1 + (len(self) - count + 0.5) / (count + 0.5))

    def _holds(self, term: Term) -> bool:
        if len(term.words) == 1:
            return self.frequency(term.field, term.words[0]) > 0
        if not all(self.frequency(term.field, word) for word in term.words):
            return False
        return bool(self._searcher.search(self._term(term), limit=1, count=False).hits)

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

    def _query(self, query: Query) -> tantivy.Query:
        of = tantivy.Query
        anchors = [(tantivy.Occur.Should, self._want(want)) for want in query.wants if want.anchor]
        held = len(anchors) if len(anchors) < MANY_ANCHORS else len(anchors) - 1
        parts = [(tantivy.Occur.Must, of.boolean_query(anchors, minimum_number_should_match=held))] if anchors else []
        loose = [(tantivy.Occur.Should, self._want(want)) for want in query.wants if not want.anchor]
        if query.least == len(loose):
            parts += [(tantivy.Occur.Must, want) for _, want in loose]
        elif loose and query.least:
            parts.append((tantivy.Occur.Must, of.boolean_query(loose, minimum_number_should_match=query.least)))
        else:
            parts += loose
        parts += [(tantivy.Occur.MustNot, self._term(term)) for term in query.without]
        if query.author:
            parts.append((tantivy.Occur.Must, self._only("author", query.author)))
        if query.speaker:
            parts.append((tantivy.Occur.Must, self._only(EXTRA, f"{SPEAKER}{query.speaker}")))
        if query.not_author:
            parts.append((tantivy.Occur.MustNot, self._only("author", query.not_author)))
        parts += [(tantivy.Occur.Must, self._only(HEADING, word)) for word in query.section]
        if query.run:
            parts.append((tantivy.Occur.Must, of.const_score_query(self._term(Term(PLAIN, query.run)), 0.0)))
        return of.boolean_query(parts)

    def _want(self, want: Want) -> tantivy.Query:
        """Any of the ways; what they count for adds up, so that the word itself, which has its stem too, wins."""
        of = tantivy.Query
        ways = [(tantivy.Occur.Should, of.boost_query(self._term(term), term.boost)) for term in want.ways]
        return of.boolean_query(ways) if len(ways) > 1 else ways[0][1]

    def _term(self, term: Term) -> tantivy.Query:
        if len(term.words) == 1:
            return tantivy.Query.term_query(self._schema, term.field, term.words[0], "freq")
        return tantivy.Query.phrase_query(self._schema, term.field, list(term.words))

    def _only(self, field: str, value: str) -> tantivy.Query:
        exact = tantivy.Query.term_query(self._schema, field, value, "basic")
        return tantivy.Query.const_score_query(exact, 0.0)
