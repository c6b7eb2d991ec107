"""The library: what commands ask of the texts. Every answer is whole sentences at their place in a file."""

from __future__ import annotations

import random
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import partial
from types import MappingProxyType

from bot.corpus.sentences import sentences
from bot.corpus.voices import Voices
from bot.corpus.words import words
from bot.errors import BadInput, NotFound
from bot.index.enrich import SPEAKER
from bot.index.query import Query, Term, Want
from bot.index.reader import Find, Index
from bot.index.schema import EXTRA, PLAIN
from bot.library.answers import Answer, Result, Side
from bot.library.attributing import author_called, speaker_called
from bot.library.cutting import Allowed, Cutter, Cutting, led_in, marks
from bot.library.dictionary import Dictionary
from bot.library.excerpts import context, excerpts
from bot.library.matching import Matcher, Wanted
from bot.library.mending import Mender, NoMender
from bot.library.question import Question, compact, read
from bot.library.rules import NEARNESS, TYPOS, lexicon_without
from bot.library.searching import Searcher, of_author, query_of
from bot.library.suggesting import Suggester
from bot.library.understanding import Reading, Understander
from bot.library.verdicts import Verdict
from bot.library.verifying import verifier
from bot.library.ways import Ways
from bot.model import Passage, Quote, Span, Voice, Work
from bot.reply.bibliography import Record

EXCERPT_TRIES = 400
# So many passages are looked into for what somebody says in them.
SAID_POOL = 200
# Own-voice runs are cut from more passages than asked for, since some hold only what others say.
POSITION_POOL = 20
POSITION_PASSAGES = 5
# Another author's passage is near an excerpt where it shares so many of so many of its rarest words.
ASPECT_WORDS, ASPECT_SHARED = 8, 2
# Members ask in these, whatever the language of the texts.
ASKED_IN = ("nl", "en")


class Library:
    """Answers from an open index. Its methods block on the disk: call them off the event loop.

    `without` leaves out rules of understanding (`rules.RULES`), to see what each earns. `records` holds, by the keys of
    works, what bibliographies ask.
    """

    def __init__(
        self,
        works: Sequence[Work],
        index: Index,
        without: Collection[str] = (),
        records: Mapping[str, Record] = MappingProxyType({}),
    ) -> None:
        self._records = records
        self.works: Mapping[str, Work] = {work.key: work for work in works}
        self.authors: Mapping[str, str] = {work.author_key: work.author for work in works}
        self._index = index
        self._lexicon = lexicon_without(index.lexicon, without)
        languages = tuple(sorted({work.language for work in works}))
        ways = Ways(self._lexicon, index, languages, without)
        self._understander = Understander(self._lexicon, index, ways, self._mender(languages, without))
        self._voices = Voices(index.utterances, index.lexicon.titles)
        self._matcher = Matcher(self._lexicon, index.words)
        self._cutter = Cutter(self._points_back)
        self._searcher = Searcher(index, self._matcher, self._language_of, nearness=NEARNESS not in without)
        self._suggester = Suggester(self._lexicon, index)
        self._verifier = verifier(index, self._lexicon, self.works, self._voice)

    def prepare(self) -> None:
        """Reads beforehand what is otherwise read when a question first needs it: a service answers its first alike."""
        self._understander.prepare()

    @property
    def subjects(self) -> tuple[str, ...]:
        """The names that the texts mention, and their headings."""
        return (*self._suggester.names, *self._suggester.headings)

    @property
    def speakers(self) -> tuple[str, ...]:
        """Everybody who is quoted or whose view is rendered, as the works name them."""
        return self._voices.speakers

    def work_of(self, passage: Passage) -> Work:
        """The work that a passage belongs to."""
        return self.works[passage.work]

    def record_of(self, passage: Passage) -> Record:
        """What a bibliography asks of the passage's work."""
        return self._records.get(passage.work, Record())

    def author_key(self, named: str | None) -> str | None:
        """The key of an author by key or name, in any case; None for none. BadInput where there is no such one."""
        if not named or not named.strip():
            return None
        key = author_called(named.strip().casefold(), self.authors)
        if key is None:
            raise BadInput("author-unknown", authors=", ".join(self.authors.values()))
        return key

    def quote(self, query: str, author: str | None = None, limit: int = 10, offset: int = 0) -> Answer:
        """Passages on the query, best first, each cut to its best sentences."""
        question = self._read(query)
        if question.speaker and not author_called(question.speaker.casefold(), self.authors):
            return self._said(query, question, author, slice(offset, offset + limit))
        reading = self._understander.read(question)
        key = self.author_key(author or question.author or question.speaker)
        finds = self._searcher.search(of_author(query_of(reading), key), limit, offset)
        if not finds and not offset and not reading.absent:
            inside = self._understander.inside(question)
            finds = self._searcher.search(of_author(query_of(inside), key), limit, offset)
            reading = inside if finds else reading
        wanted = self._matcher.wanted(reading.wants)
        results = tuple(self._result(find, wanted) for find in finds)
        near = () if results or offset else self._suggester.suggest(question, self._has_answer)
        return Answer(query, reading.understood, results, near)

    def _said(self, query: str, question: Question, author: str | None, page: slice) -> Answer:
        """What somebody is quoted as saying, or said to think, on a question; on anything where it has no word."""
        speaker = self._speaker(question.speaker)
        reading = self._understander.read(question)
        asked = query_of(reading) if question.words or question.phrases else _anything(speaker)
        asked = of_author(asked, self.author_key(author or question.author))
        finds = self._searcher.search(replace(asked, speaker=speaker), SAID_POOL) if asked else []
        wanted = self._matcher.wanted(reading.wants)
        theirs = partial(self._voices.speaks, speaker=speaker)
        cuttings = ((find, self._cut(find.passage, wanted, theirs)) for find in finds)
        told = [self._told(cutting, find.score) for find, cutting in cuttings if cutting]
        results = [result for result in told if result.marks or not reading.wants]
        return Answer(query, reading.understood, tuple(results[page]))

    def _speaker(self, named: str) -> str:
        """The key of somebody whom the texts may quote, by any spelling."""
        wanted = named.strip().casefold()
        speaker = speaker_called(wanted, self._lexicon)
        if speaker is None:
            raise BadInput("speaker-unknown", speaker=named)
        return speaker

    def compact(self, query: str) -> str:
        """A query that asks the same in fewer characters, where it is long."""
        return compact(query, self._lexicon.function)

    def other(self, passage_id: str, query: str) -> Result | None:
        """The best passage of anyone but that passage's author, on the query or on what the passage is about."""
        passage = self.passage(passage_id)
        asked = query_of(self._reading(query)) if query else self._aspect(passage)
        if asked is None:
            return None
        finds = self._searcher.search(replace(asked, author=None, not_author=self.work_of(passage).author_key), 1)
        return self._result(finds[0], self._matcher.wanted(asked.wants)) if finds else None

    def positions(self, topic: str) -> tuple[Side, ...]:
        """What each author says on a topic in their own voice, found by search; an author without any is silent."""
        reading = self._reading(topic)
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
        cuts = sentences(passage.text, self._language_of(passage))
        starts, ends = {cut.start for cut in cuts}, {cut.end for cut in cuts}
        if span.start not in starts or span.end not in ends or span.start >= span.end:
            raise NotFound("passage-gone")
        return self._shown(Quote(passage, span), query)

    def context(self, quote: Quote) -> Result:
        """The sentences around a quote, as many on both sides as fit, in its own passage."""
        return self._shown(context(quote, self._language_of(quote.passage)), "")

    def excerpt(self, author: str | None, chance: random.Random, not_this: str = "") -> Result:
        """A run of own-voice sentences worth reading alone, of any author in turn, not from passage `not_this`."""
        wanted = self.author_key(author)
        keys = [wanted] if wanted else list(self.authors)
        for _ in range(EXCERPT_TRIES):
            passage = self._any_passage(chance.choice(keys), chance)
            if passage is not None and passage.id != not_this:
                runs = excerpts(passage, self._language_of(passage), self._is_own, self._points_back)
                if runs:
                    return self._shown(chance.choice(runs), "")
        raise NotFound("excerpt-none")

    def verify(self, text: str, author: str | None = None) -> Verdict:
        """Whether the texts say this, word for word, and whether they are the words of that author or speaker."""
        return self._verifier.verify(text, author)

    def _mender(self, languages: Sequence[str], without: Collection[str]) -> NoMender:
        if TYPOS in without:
            return NoMender()
        return Mender(self._index.words, Dictionary({*languages, *ASKED_IN}), self._lexicon.function)

    def _any_passage(self, author: str, chance: random.Random) -> Passage | None:
        works = [work.key for work in self.works.values() if work.author_key == author]
        counts = [self._index.counts[work] for work in works]
        if not any(counts):
            return None
        work = chance.choices(works, weights=counts)[0]
        return self.passage(f"{work}-{chance.randint(1, self._index.counts[work])}")

    def _side(self, author: str, reading: Reading) -> Side:
        asked = of_author(query_of(reading), author)
        finds = self._searcher.search(asked, POSITION_POOL)
        wanted = self._matcher.wanted(reading.wants)
        cuttings = ((find, self._cut(find.passage, wanted, self._is_own)) for find in finds)
        results = [self._told(cutting, find.score) for find, cutting in cuttings if cutting and cutting.marks]
        return Side(self.authors[author], author, tuple(results[:POSITION_PASSAGES]))

    def _aspect(self, passage: Passage) -> Query | None:
        """What a passage is about: its rarest words that other passages share, of which a few must be met."""
        folded = dict.fromkeys(word for _, word in words(passage.text) if word not in self._lexicon.function)
        counts = {word: self._index.frequency(PLAIN, word) for word in folded}
        rarest = sorted((word for word, count in counts.items() if count > 1), key=lambda word: counts[word])
        if len(rarest) < ASPECT_SHARED:
            return None
        asked = query_of(self._reading(" ".join(rarest[:ASPECT_WORDS])))
        return replace(asked, least=min(ASPECT_SHARED, len(asked.wants))) if asked else None

    def _result(self, find: Find, wanted: Wanted) -> Result:
        cutting = self._cut(find.passage, wanted, _any)
        if cutting is None:
            raise NotFound("passage-gone")
        return self._told(self._led_in(cutting, wanted), find.score)

    def _led_in(self, cutting: Cutting, wanted: Wanted) -> Cutting:
        """What somebody says with the sentence that says who, where it stands before and fits."""
        quote = cutting.quote
        if self._voice(quote).kind != "speech":
            return cutting
        language = self._language_of(quote.passage)
        wider = led_in(quote, language)
        return Cutting(wider, marks(wider, language, wanted))

    def _cut(self, passage: Passage, wanted: Wanted, allowed: Allowed) -> Cutting | None:
        return self._cutter.cut(passage, self._language_of(passage), wanted, allowed)

    def _told(self, cutting: Cutting, score: float) -> Result:
        return Result(cutting.quote, cutting.marks, self._voice(cutting.quote), score)

    def _shown(self, quote: Quote, query: str) -> Result:
        wanted = self._matcher.wanted(self._reading(query).wants if query else ())
        found = marks(quote, self._language_of(quote.passage), wanted)
        return Result(quote, found, self._voice(quote), 0.0)

    def _language_of(self, passage: Passage) -> str:
        return self.work_of(passage).language

    def _voice(self, quote: Quote) -> Voice:
        return self._voices.voice(self.work_of(quote.passage), quote)

    def _is_own(self, quote: Quote) -> bool:
        return self._voice(quote).own

    def _read(self, query: str) -> Question:
        return read(query, self._lexicon.function)

    def _reading(self, query: str) -> Reading:
        return self._understander.read(self._read(query))

    def _has_answer(self, query: str) -> bool:
        try:
            return bool(self._searcher.search(query_of(self._reading(query)), 1))
        except BadInput:
            return False

    def _points_back(self, text: str) -> bool:
        first = next((folded for _, folded in words(text)), "")
        return first in self._lexicon.pointing_back


def _anything(speaker: str) -> Query:
    """Every passage in which somebody is quoted."""
    return Query((Want((Term(EXTRA, (f"{SPEAKER}{speaker}",)),), anchor=True),))


def _any(quote: Quote) -> bool:
    return True
