"""Finds quotes: reads a question, searches, and cuts the passages to what answers it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial

from bot.corpus.lexicon import Lexicon
from bot.corpus.words import folded_words, words
from bot.errors import BadInput, NotFound
from bot.index.enrich import SPEAKER
from bot.index.query import Query, Term, Want
from bot.index.reader import Find, Index
from bot.index.schema import EXTRA, PLAIN
from bot.library.answers import Answer, Result
from bot.library.attributing import author_called, speaker_called
from bot.library.cutting import Allowed, Cutter, Cutting, led_in, marks
from bot.library.dictionary import Dictionary
from bot.library.matching import Matcher, Wanted
from bot.library.mending import Mender, NoMender
from bot.library.pairing import paired, relevant
from bot.library.question import SOME, Question, read
from bot.library.rules import NEARNESS, TYPOS
from bot.library.searching import SOME_WANTED, Searcher, of_author, query_of
from bot.library.suggesting import Suggester
from bot.library.texts import Texts
from bot.library.understanding import Reading, Understander
from bot.library.ways import Ways
from bot.model import Passage, Quote, Span

# So many passages are looked into for what somebody says in them.
SAID_POOL = 200
# Own-voice runs are cut from more passages than asked for, since some hold only what others say.
POSITION_POOL, POSITION_PASSAGES = 20, 5
# So many may be chosen from for a topic, out of so many passages.
CANDIDATES, CANDIDATE_POOL = 50, 100
# Another author's passage is near an excerpt where it shares some of so many of its rarest words.
ASPECT_WORDS = 8
# Members ask in these, whatever the language of the texts.
ASKED_IN = ("nl", "en")


class Finder:
    """Searches the texts of an index. `without` leaves out rules of understanding, to see what each earns."""

    def __init__(self, texts: Texts, index: Index, lexicon: Lexicon, without: Collection[str]) -> None:
        languages = tuple(sorted({work.language for work in texts.works.values()}))
        self._texts = texts
        self._index = index
        self._lexicon = lexicon
        self.dictionary = Dictionary({*languages, *ASKED_IN})
        mender = NoMender() if TYPOS in without else Mender(index.words, self.dictionary, lexicon.function)
        self._understander = Understander(lexicon, index, Ways(lexicon, index, languages, without), mender)
        self._matcher = Matcher(lexicon, index.words)
        self._cutter = Cutter(self.points_back)
        self._searcher = Searcher(index, self._matcher, texts.language_of, nearness=NEARNESS not in without)
        self._suggester = Suggester(lexicon, index)

    def prepare(self) -> None:
        """Reads beforehand what is otherwise read when a question first needs it."""
        self._understander.prepare()

    def quote(self, query: str, author: str | None, page: slice, banned: frozenset[str]) -> Answer:
        """Those passages on the query of which this `page` is, best first, each cut to its best sentences."""
        question = self._read(query)
        if question.speaker and not author_called(question.speaker.casefold(), self._texts.authors):
            return self._said(query, question, author, page, banned)
        reading = self._understander.read(question)
        key = self._texts.author_key(author or question.author or question.speaker)
        finds = self._searcher.search(of_author(query_of(reading), key), page.stop - page.start, page.start, banned)
        if not finds and not page.start and not reading.absent:
            inside = self._understander.inside(question)
            finds = self._searcher.search(of_author(query_of(inside), key), page.stop - page.start, page.start, banned)
            reading = inside if finds else reading
        wanted = self._matcher.wanted(reading.wants)
        results = tuple(self._result(find, wanted) for find in finds)
        if question.speaker:
            results = tuple(self._results(finds, reading.wants, self._texts.is_own))
        near = (
            () if results or page.start else self._suggester.suggest(question, partial(self._has_answer, banned=banned))
        )
        return Answer(query, reading.understood, results, near)

    def other(self, passage: Passage, query: str, banned: frozenset[str]) -> Result | None:
        """What anyone but that passage's author says on the query, or on what the passage is about, in their own voice.

        Of what is relevant, the one that shares most with the passage.
        """
        asked = query_of(self._reading(query)) if query else self._aspect(passage)
        if asked is None:
            return None
        author = self._texts.work_of(passage).author_key
        finds = self._searcher.search(replace(asked, author=None, not_author=author), POSITION_POOL, 0, banned)
        others = relevant(self._results(finds, asked.wants, self._texts.is_authors))
        given = self.shown(Quote(passage, Span(0, len(passage.text))), "")
        _, found = paired([[given], others], frozenset(folded_words(query)), self._telling)
        return found[0] if found else None

    def sides(self, called: Sequence[str], banned: frozenset[str]) -> list[list[Result]]:
        """For each author the own-voice quotes that search finds on what is called so, those first that form a pair.

        A further name is looked for where those before it leave room. BadInput where none can be used.
        """
        readings = self._readings(called)
        sides = [self._side(key, readings, banned) for key in self._texts.authors]
        asked = frozenset(folded_words(" ".join(u.read_as for reading in readings for u in reading.understood)))
        return [side[:POSITION_PASSAGES] for side in paired(sides, asked, self._telling)]

    def candidates(self, called: Sequence[str], author: str, banned: frozenset[str]) -> list[Result]:
        """Every own-voice quote of one author that may be chosen for what is called so: first those of their side."""
        near: dict[str, Result] = {}
        far: dict[str, Result] = {}
        for reading in self._readings(called):
            results = self._own(author, reading, CANDIDATE_POOL, banned)
            for result in relevant(results):
                near.setdefault(result.quote.passage.id, result)
            for result in results:
                far.setdefault(result.quote.passage.id, result)
            if len(near) >= CANDIDATES:
                break
        return list({**near, **{key: far[key] for key in far if key not in near}}.values())[:CANDIDATES]

    def shown(self, quote: Quote, query: str) -> Result:
        """A quote with who speaks in it and the words that meet a query; none do where that asks nothing."""
        wanted = self._matcher.wanted(self._wants(query) if query else ())
        found = marks(quote, self._texts.language_of(quote.passage), wanted)
        return Result(quote, found, self._texts.voice(quote), 0.0)

    def read_as(self, query: str) -> list[str]:
        """The words of a query as the search reads them; none where it cannot read all."""
        try:
            reading = self._reading(query)
        except BadInput:
            return []
        return [] if reading.unknown or reading.absent else [u.read_as for u in reading.understood]

    def points_back(self, text: str) -> bool:
        """Whether a text begins with a word that cannot be read without what stands before it."""
        first = next((folded for _, folded in words(text)), "")
        return first in self._lexicon.pointing_back

    def _said(self, query: str, question: Question, author: str | None, page: slice, banned: frozenset[str]) -> Answer:
        """What somebody is quoted as saying, or said to think, on a question; on anything where it has no word."""
        speaker = speaker_called(question.speaker.strip().casefold(), self._lexicon)
        if speaker is None:
            raise BadInput("speaker-unknown", speaker=question.speaker)
        reading = self._understander.read(question)
        asked = query_of(reading) if question.words or question.phrases else _anything(speaker)
        asked = of_author(asked, self._texts.author_key(author or question.author))
        finds = self._searcher.search(replace(asked, speaker=speaker), SAID_POOL, 0, banned) if asked else []
        theirs = self._results(finds, reading.wants, partial(self._texts.voices.speaks, speaker=speaker))
        return Answer(query, reading.understood, tuple(theirs[page]))

    def _side(self, author: str, readings: Sequence[Reading], banned: frozenset[str]) -> list[Result]:
        """What an author says, by the first reading before the next; a passage once."""
        found: dict[str, Result] = {}
        for reading in readings:
            for result in relevant(self._own(author, reading, POSITION_POOL, banned)):
                found.setdefault(result.quote.passage.id, result)
            if len(found) >= POSITION_PASSAGES:
                break
        return list(found.values())

    def _own(self, author: str, reading: Reading, pool: int, banned: frozenset[str]) -> list[Result]:
        finds = self._searcher.search(of_author(query_of(reading), author), pool, 0, banned)
        return self._results(finds, reading.wants, self._texts.is_authors)

    def _results(self, finds: Sequence[Find], wants: Sequence[Want], allowed: Allowed) -> list[Result]:
        """The finds cut to allowed sentences that meet something, where anything is wanted."""
        wanted = self._matcher.wanted(wants)
        cuttings = ((find, self._cut(find.passage, wanted, allowed)) for find in finds)
        told = [self._told(cutting, find.score) for find, cutting in cuttings if cutting]
        return [result for result in told if result.marks or not wants]

    def _telling(self, word: str) -> float:
        """How much a word says about what a quote is about."""
        return 0.0 if word in self._lexicon.function else self._index.rarity(Term(PLAIN, (word,)))

    def _aspect(self, passage: Passage) -> Query | None:
        """What a passage is about: its rarest words that other passages share, of which a few must be met."""
        folded = dict.fromkeys(word for _, word in words(passage.text) if word not in self._lexicon.function)
        counts = {word: self._index.frequency(PLAIN, word) for word in folded}
        rarest = sorted((word for word, count in counts.items() if count > 1), key=lambda word: counts[word])
        if len(rarest) < SOME_WANTED:
            return None
        return query_of(self._reading(f"{SOME}{' '.join(rarest[:ASPECT_WORDS])}"))

    def _result(self, find: Find, wanted: Wanted) -> Result:
        cutting = self._cut(find.passage, wanted, _any)
        if cutting is None:
            raise NotFound("passage-gone")
        return self._told(self._led_in(cutting, wanted), find.score)

    def _led_in(self, cutting: Cutting, wanted: Wanted) -> Cutting:
        """What somebody says with the sentence that says who, where it stands before and fits."""
        quote = cutting.quote
        if self._texts.voice(quote).kind != "speech":
            return cutting
        language = self._texts.language_of(quote.passage)
        wider = led_in(quote, language)
        return Cutting(wider, marks(wider, language, wanted))

    def _cut(self, passage: Passage, wanted: Wanted, allowed: Allowed) -> Cutting | None:
        return self._cutter.cut(passage, self._texts.language_of(passage), wanted, allowed)

    def _told(self, cutting: Cutting, score: float) -> Result:
        return Result(cutting.quote, cutting.marks, self._texts.voice(cutting.quote), score)

    def _read(self, query: str) -> Question:
        return read(query, self._lexicon.function)

    def _reading(self, query: str) -> Reading:
        return self._understander.read(self._read(query))

    def _readings(self, called: Sequence[str]) -> list[Reading]:
        """How the names of a subject are read, those that can be, and those that want the same once.

        BadInput where none can be.
        """
        readings: list[Reading] = []
        for name in called:
            with suppress(BadInput):
                reading = self._reading(name)
                if all(reading.wants != known.wants for known in readings):
                    readings.append(reading)
        return readings or [self._reading(next(iter(called), ""))]

    def _wants(self, query: str) -> Sequence[Want]:
        try:
            return self._reading(query).wants
        except BadInput:
            return ()

    def _has_answer(self, query: str, banned: frozenset[str]) -> bool:
        try:
            return bool(self._searcher.search(query_of(self._reading(query)), 1, 0, banned))
        except BadInput:
            return False


def _anything(speaker: str) -> Query:
    """Every passage in which somebody is quoted."""
    return Query((Want((Term(EXTRA, (f"{SPEAKER}{speaker}",)),), anchor=True),))


def _any(quote: Quote) -> bool:
    return True
