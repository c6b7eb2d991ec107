"""The library: what commands ask of the texts. Every answer is whole sentences at their place in a file."""

from __future__ import annotations

import random
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from bot.corpus.sentences import sentences
from bot.corpus.topics import Topics
from bot.errors import NotFound
from bot.index.reader import Index
from bot.library import catalogue, surroundings
from bot.library.answers import Answer, Positions, Result
from bot.library.excerpts import excerpts
from bot.library.finding import Finder
from bot.library.gist import Gist
from bot.library.naming import TopicNames
from bot.library.positions import Stances
from bot.library.question import MAX_QUERY, clean, compact, cut
from bot.library.remembering import Remembered
from bot.library.rules import PINS, lexicon_without
from bot.library.subjects import Subjects
from bot.library.texts import Texts
from bot.library.verdicts import Verdict
from bot.library.verifying import verifier
from bot.model import Passage, Quote, Span, Work
from bot.reply.bibliography import Record

EXCERPT_TRIES = 400
# Some kilobytes each. Members of many servers ask for much the same.
ANSWERS_KEPT = 512


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What people have reviewed and few commands need: the topics, read when one does, and what bibliographies ask."""

    topics: Callable[[], Topics] = dict
    records: Mapping[str, Record] = field(default_factory=dict)


class Library:
    """Answers from an open index. Its methods block on the disk: call them off the event loop.

    `without` leaves out rules of understanding (`rules.RULES`), to see what each earns.
    """

    def __init__(self, works: Sequence[Work], index: Index, reviewed: Reviewed, without: Collection[str] = ()) -> None:
        lexicon = lexicon_without(index.lexicon, without)
        self._lexicon, self._index = lexicon, index
        self._records = reviewed.records
        self._texts = Texts(works, index)
        self._finder = Finder(self._texts, index, lexicon, without)
        self._answers = Remembered(ANSWERS_KEPT)
        self._without = frozenset(without)
        self.topics = TopicNames(reviewed.topics, lexicon)
        self._gist = Gist(lexicon, index, self.topics, self._finder.dictionary)
        self._stances = Stances(self._texts, self._finder, self.topics)
        self._verifier = verifier(index, lexicon, self._texts.works, self._texts.voices)

    def prepare(self) -> None:
        """Reads beforehand what is otherwise read when a question first needs it: a service answers its first alike."""
        self._finder.prepare()
        self.topics.prepare()
        self.subjects.prepare()
        self.speakers.prepare()

    @property
    def works(self) -> Mapping[str, Work]:
        """The works by key."""
        return self._texts.works

    @property
    def authors(self) -> Mapping[str, str]:
        """The authors' names by key."""
        return self._texts.authors

    @cached_property
    def subjects(self) -> Subjects:
        """What the texts can be asked about: topics, names that they mention, and their headings."""
        return catalogue.subjects(self.topics.topics.values(), self._lexicon, self._index)

    @cached_property
    def speakers(self) -> Subjects:
        """Everybody who is quoted or whose view is rendered."""
        return catalogue.speakers(self._texts.voices.speakers, self._lexicon)

    def work_of(self, passage: Passage) -> Work:
        """The work that a passage belongs to."""
        return self._texts.work_of(passage)

    def record_of(self, passage: Passage) -> Record:
        """What a bibliography asks of the passage's work."""
        return self._records.get(passage.work, Record())

    def author_key(self, named: str | None) -> str | None:
        """The key of an author by key or name, in any case; None for none. BadInput where there is no such one."""
        return self._texts.author_key(named)

    def answered(self, query: str, author: str | None = None, limit: int = 10, offset: int = 0) -> Answer | None:
        """The answer of `quote`, at once, where the same was asked not long ago."""
        return self._answers.get((query, author, limit, offset))

    def quote(self, query: str, author: str | None = None, limit: int = 10, offset: int = 0) -> Answer:
        """Passages on the query, best first, each cut to its best sentences; the whole passage that it is the id of.

        Where search finds nothing on a curated topic, the quotes that people chose for it.
        """
        known = self.answered(query, author, limit, offset)
        if known is None:
            known = self._quote(query, author, limit, offset)
            self._answers.keep((query, author, limit, offset), known)
        return known

    def _quote(self, query: str, author: str | None, limit: int, offset: int) -> Answer:
        named = self._texts.named(clean(query))
        if named is not None:
            theirs = self.author_key(author) in (None, self.work_of(named).author_key)
            results = (self._finder.shown(self._whole(named), ""),) if theirs else ()
            return Answer(query, (), results[offset : offset + limit])
        answer = self._finder.quote(query, author, limit, offset)
        if answer.results or PINS in self._without or (offset and self._finder.quote(query, author, 1, 0).results):
            return answer
        chosen = self._stances.chosen(query, self.author_key(author))[offset : offset + limit]
        return replace(answer, results=tuple(chosen), suggestions=()) if chosen else answer

    def is_passage(self, query: str) -> bool:
        """Whether a query is the id of a passage, and nothing is searched for."""
        return self._texts.named(clean(query)) is not None

    def asked(self, told: str) -> str:
        """What is asked by a subject's key or shortened title: its title; by anything else just that."""
        subject = self.subjects.meant(told)
        return cut(subject.shown(""), MAX_QUERY) if subject else told

    def compact(self, query: str) -> str:
        """A query that asks the same in fewer characters, where it is long."""
        return compact(query, self._lexicon.function)

    def about(self, text: str) -> str:
        """A query for what a text of any length is about; nothing where it touches nothing in the texts."""
        return self._gist.query(text)

    def other(self, passage_id: str, query: str) -> Result | None:
        """The best passage of anyone but that passage's author, on the query or on what the passage is about."""
        return self._finder.other(self.passage(passage_id), self._words(query))

    def positions(self, topic: str) -> Positions:
        """What each author says on a topic in their own voice; an author without anything is silent."""
        return self._stances.on(clean(topic))

    def passage(self, passage_id: str) -> Passage:
        """The passage of that id; NotFound where the texts held here have none."""
        return self._texts.passage(passage_id)

    def at(self, passage_id: str, span: Span, query: str = "") -> Result:
        """The quote at a stretch of a passage, which must be whole sentences of it."""
        passage = self.passage(passage_id)
        cuts = sentences(passage.text, self._texts.language_of(passage))
        starts, ends = {cut.start for cut in cuts}, {cut.end for cut in cuts}
        if span.start not in starts or span.end not in ends or span.start >= span.end:
            raise NotFound("passage-gone")
        return self._finder.shown(Quote(passage, span), self._words(query))

    def whole(self, passage: Passage) -> Result:
        """A passage from its first sentence to its last."""
        return self._finder.shown(self._whole(passage), "")

    def context(self, quote: Quote) -> Result:
        """The sentences around a quote, as many on both sides as fit, in its own passage."""
        return self._finder.shown(surroundings.context(quote, self._texts.language_of(quote.passage)), "")

    def wider(self, quote: Quote) -> Result:
        """The quote with some sentences more on both sides, in its own passage."""
        return self._finder.shown(surroundings.wider(quote, self._texts.language_of(quote.passage)), "")

    def narrower(self, quote: Quote, focus: Span) -> Result:
        """The quote with some sentences less on both sides; `focus`, a quote inside it, stays."""
        narrower = surroundings.narrower(quote, focus, self._texts.language_of(quote.passage))
        return self._finder.shown(narrower, "")

    def neighbour(self, passage: Passage, by: int) -> Passage | None:
        """The passage so many further on in the same work; None beyond its first and last."""
        return self._texts.neighbour(passage, by)

    def heading(self, passage: Passage) -> str:
        """The heading that a passage stands right under; empty where it stands under another passage."""
        return self._texts.heading(passage)

    def excerpt(self, author: str | None, chance: random.Random, not_this: str = "") -> Result:
        """A run of own-voice sentences worth reading alone, of any author in turn, not from passage `not_this`."""
        wanted = self.author_key(author)
        keys = [wanted] if wanted else list(self.authors)
        seen = {not_this}
        for _ in range(EXCERPT_TRIES):
            passage = self._texts.any_passage(chance.choice(keys), chance)
            if passage is not None and passage.id not in seen:
                seen.add(passage.id)
                runs = self.excerpts(passage)
                if runs:
                    return self._finder.shown(chance.choice(runs), "")
        raise NotFound("excerpt-none")

    def excerpts(self, passage: Passage) -> list[Quote]:
        """The runs of own-voice sentences of a passage that are worth reading alone."""
        language = self._texts.language_of(passage)
        return excerpts(passage, language, self._texts.is_own, self._finder.points_back)

    def sentences(self, passage: Passage) -> tuple[Span, ...]:
        """The sentences of a passage."""
        return sentences(passage.text, self._texts.language_of(passage))

    def size(self, work: str) -> int:
        """How many passages a work has; they are numbered from 1."""
        return self._index.counts[work]

    def verify(self, text: str, author: str | None = None) -> Verdict:
        """Whether the texts say this, word for word, and whether they are the words of that author or speaker."""
        return self._verifier.verify(text, author)

    def _whole(self, passage: Passage) -> Quote:
        return surroundings.whole(passage, self._texts.language_of(passage))

    def _words(self, query: str) -> str:
        """The words of a query; none where it only names a passage."""
        return "" if self._texts.named(clean(query)) else query
