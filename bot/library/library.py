"""The library: what commands ask of the texts. Every answer is whole sentences at their place in a file."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence

from rapidfuzz import fuzz, process

from bot.corpus.lexicon import Lexicon
from bot.corpus.sentences import sentences
from bot.corpus.voices import voice
from bot.corpus.words import words
from bot.errors import BadInput, NotFound
from bot.index.query import Query, Want
from bot.index.reader import Find, Index
from bot.index.schema import PLAIN
from bot.library.answers import Answer, Result, Side
from bot.library.cutting import Cutter, Cutting, marks
from bot.library.excerpts import context, excerpts
from bot.library.question import Question, compact, read
from bot.library.understanding import Reading, understand
from bot.model import Passage, Quote, Span, Voice, Work

EXCERPT_TRIES = 400
SUGGESTIONS = 3
NEAR_ENOUGH = 75
# Own-voice runs are cut from more passages than asked for, since some hold only what others say.
POSITION_POOL = 20
POSITION_PASSAGES = 5
ASPECT_WORDS = 8
ASPECT_CHARACTERS = 200
ALL_WANTED = 2


class Library:
    """Answers from an open index. Its methods block on the disk: call them off the event loop."""

    def __init__(self, works: Sequence[Work], index: Index, lexicon: Lexicon) -> None:
        self.works: Mapping[str, Work] = {work.key: work for work in works}
        self.authors: Mapping[str, str] = {work.author_key: work.author for work in works}
        self.headings = tuple(dict.fromkeys(section.title for section in index.sections))
        self._index = index
        self._lexicon = lexicon
        self._languages = tuple(sorted({work.language for work in works}))
        self._cutter = Cutter(self._points_back)

    def work_of(self, passage: Passage) -> Work:
        """The work that a passage belongs to."""
        return self.works[passage.work]

    def author_key(self, named: str | None) -> str | None:
        """The key of an author by key or name, in any case; None for none. BadInput where there is no such one."""
        if not named or not named.strip():
            return None
        wanted = named.strip().casefold()
        for key, name in self.authors.items():
            if wanted in (key.casefold(), name.casefold(), name.split()[-1].casefold()):
                return key
        raise BadInput("author-unknown", authors=", ".join(self.authors.values()))

    def quote(self, query: str, author: str | None = None, limit: int = 10, offset: int = 0) -> Answer:
        """Passages on the query, best first, each cut to its best sentences."""
        question = self._read(query)
        reading = understand(question, self._languages)
        finds = self._index.search(_query(reading, author=self.author_key(author)), limit, offset)
        results = tuple(self._result(find, reading.wants) for find in finds)
        near = () if results or offset else self._suggestions(question)
        return Answer(query, reading.understood, results, near)

    def compact(self, query: str) -> str:
        """The shortest query that reads as the same question."""
        return compact(self._read(query))

    def other(self, passage_id: str, query: str) -> Result | None:
        """The best passage of anyone but that passage's author, on the query or on what the passage is about."""
        passage = self.passage(passage_id)
        reading = understand(self._read(query) if query else self._aspect(passage), self._languages)
        author = self.work_of(passage).author_key
        finds = self._index.search(_query(reading, not_author=author), limit=1)
        return self._result(finds[0], reading.wants) if finds else None

    def positions(self, topic: str) -> tuple[Side, ...]:
        """What each author says on a topic in their own voice, found by search; an author without any is silent."""
        reading = understand(self._read(topic), self._languages)
        return tuple(self._side(key, reading) for key in self.authors)

    def passage(self, passage_id: str) -> Passage:
        """The passage of that id; NotFound where the texts held here have none."""
        found = self._index.passage(passage_id)
        if found is None or found.work not in self.works:
            raise NotFound("passage-gone")
        return found

    def at(self, passage_id: str, span: Span, query: str = "") -> Result:
        """The quote at a stretch of a passage, which must be whole sentences of it."""
        passage = self.passage(passage_id)
        cuts = sentences(passage.text, self.work_of(passage).language)
        starts, ends = {cut.start for cut in cuts}, {cut.end for cut in cuts}
        if span.start not in starts or span.end not in ends or span.start >= span.end:
            raise NotFound("passage-gone")
        return self._shown(Quote(passage, span), query)

    def context(self, quote: Quote) -> Result:
        """The sentences around a quote, as many on both sides as fit, in its own passage."""
        return self._shown(context(quote, self.work_of(quote.passage).language), "")

    def excerpt(self, author: str | None, chance: random.Random, not_this: str = "") -> Result:
        """A run of own-voice sentences worth reading alone, of any author in turn, not from passage `not_this`."""
        wanted = self.author_key(author)
        keys = [wanted] if wanted else list(self.authors)
        for _ in range(EXCERPT_TRIES):
            passage = self._any_passage(chance.choice(keys), chance)
            if passage is not None and passage.id != not_this:
                language = self.work_of(passage).language
                runs = excerpts(passage, language, self._is_own, self._points_back)
                if runs:
                    return self._shown(chance.choice(runs), "")
        raise NotFound("excerpt-none")

    def _any_passage(self, author: str, chance: random.Random) -> Passage | None:
        works = [work.key for work in self.works.values() if work.author_key == author]
        counts = [self._index.counts[work] for work in works]
        if not any(counts):
            return None
        work = chance.choices(works, weights=counts)[0]
        return self.passage(f"{work}-{chance.randint(1, self._index.counts[work])}")

    def _side(self, author: str, reading: Reading) -> Side:
        finds = self._index.search(_query(reading, author=author, strict=True), POSITION_POOL)
        cuttings = ((find, self._cut(find.passage, reading.wants, own=True)) for find in finds)
        results = [self._told(cutting, find.score) for find, cutting in cuttings if cutting and cutting.marks]
        return Side(self.authors[author], author, tuple(results[:POSITION_PASSAGES]))

    def _aspect(self, passage: Passage) -> Question:
        """What a passage is about: the rarest words at its beginning."""
        question = self._read(passage.text[:ASPECT_CHARACTERS])
        rarest = sorted(question.words, key=lambda word: self._index.frequency(PLAIN, word.folded))
        return Question(tuple(rarest[:ASPECT_WORDS]), ())

    def _result(self, find: Find, wants: Sequence[Want]) -> Result:
        cutting = self._cut(find.passage, wants)
        if cutting is None:
            raise NotFound("passage-gone")
        return self._told(cutting, find.score)

    def _cut(self, passage: Passage, wants: Sequence[Want], *, own: bool = False) -> Cutting | None:
        language = self.work_of(passage).language
        return self._cutter.cut(passage, language, wants, self._is_own if own else _any)

    def _told(self, cutting: Cutting, score: float) -> Result:
        return Result(cutting.quote, cutting.marks, self._voice(cutting.quote), score)

    def _shown(self, quote: Quote, query: str) -> Result:
        found: tuple[Span, ...] = ()
        if query:
            wants = understand(self._read(query), self._languages).wants
            found = marks(quote, wants, self.work_of(quote.passage).language)
        return Result(quote, found, self._voice(quote), 0.0)

    def _voice(self, quote: Quote) -> Voice:
        return voice(self.work_of(quote.passage), quote)

    def _is_own(self, quote: Quote) -> bool:
        return self._voice(quote).own

    def _read(self, query: str) -> Question:
        return read(query, self._lexicon.function)

    def _points_back(self, text: str) -> bool:
        first = next((folded for _, folded in words(text)), "")
        return first in self._lexicon.pointing_back

    def _suggestions(self, question: Question) -> tuple[str, ...]:
        """Headings near to what was asked."""
        asked = " ".join(word.folded for word in question.words)
        near = process.extract(asked, self.headings, scorer=fuzz.WRatio, limit=SUGGESTIONS, score_cutoff=NEAR_ENOUGH)
        return tuple(heading for heading, _, _ in near)


def _query(
    reading: Reading, author: str | None = None, not_author: str | None = None, *, strict: bool = False
) -> Query:
    """All wants where the question must be met whole, else most of them."""
    count = len(reading.wants)
    least = count if strict or count <= ALL_WANTED else (count + 1) // 2
    return Query(reading.wants, least, author=author, not_author=not_author)


def _any(quote: Quote) -> bool:
    return True
