"""The library: what commands ask of the texts. Every answer is whole sentences at their place in a file."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import ParamSpec, TypeVar

from bot.corpus.topics import Pin, Topic, Topics
from bot.errors import NotFound
from bot.index.reader import Index
from bot.library import catalogue, surroundings
from bot.library.answers import Answer, Positions, Result, Side
from bot.library.excerpts import excerpts
from bot.library.finding import Finder
from bot.library.gist import Gist
from bot.library.holdings import Holder, Holdings
from bot.library.naming import TopicNames, in_locale
from bot.library.pinning import Pinning
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
FIRST = slice(0, 1)


Named = str | Sequence[str]
"""Words to look for, or several names of the same: each is looked for where those before it leave room."""
# A question of so few passages takes some two milliseconds, in which the interpreter would run nothing else anyway.
FEW = 10_000

Asked = ParamSpec("Asked")
Told = TypeVar("Told")


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What people have reviewed and few commands need: the topics, read when one does, and what bibliographies ask."""

    topics: Callable[[], Topics] = dict
    records: Mapping[str, Record] = field(default_factory=dict)


class Library:
    """Answers from an open index. Its methods block: on the event loop, have `consult` call them.

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
        names = TopicNames(reviewed.topics, lexicon, self.authors)
        self._holder = Holder(names, catalogue.Catalogue(lexicon, index, self.authors, names))
        self._gist = Gist(lexicon, index, self._finder.dictionary)
        self.pins = Pinning(self._texts, self._finder)
        self._stances = Stances(self._texts, self._finder, self.pins)
        self._verifier = verifier(index, lexicon, self._texts.works, self._texts.voices)

    def prepare(self) -> None:
        """Reads beforehand what is otherwise read when a question first needs it: a service answers its first alike."""
        self._finder.prepare()
        self.curated.prepare()
        self.speakers.prepare()

    async def consult(self, question: Callable[Asked, Told], *arguments: Asked.args, **named: Asked.kwargs) -> Told:
        """What one of these methods answers to a short question: from a thread or, of few texts, at once.

        To hand it to a thread and back takes as long as an answer from few texts.
        """
        if len(self._index) <= FEW:
            return question(*arguments, **named)
        return await asyncio.to_thread(question, *arguments, **named)

    @property
    def works(self) -> Mapping[str, Work]:
        """The works by key."""
        return self._texts.works

    @property
    def authors(self) -> Mapping[str, str]:
        """The authors' names by key."""
        return self._texts.authors

    @property
    def curated(self) -> Holdings:
        """What a community holds that has nothing of its own."""
        return self._holder.curated

    def holdings(self, topics: Topics, banned: Collection[str] = ()) -> Holdings:
        """What a community holds with these topics, which has banned the passages of these ids.

        The topics are the curated ones that it has kept, as `curated` has them or changed, and its own.
        """
        return self._holder.holdings(topics, banned)

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

    def answered(
        self, query: str, author: str | None = None, limit: int = 10, offset: int = 0, holdings: Holdings | None = None
    ) -> Answer | None:
        """The answer of `quote`, at once, where the same was asked not long ago."""
        return self._answers.get((query, author, limit, offset), holdings or self.curated)

    def quote(
        self, query: str, author: str | None = None, limit: int = 10, offset: int = 0, holdings: Holdings | None = None
    ) -> Answer:
        """Passages on the query, best first, each cut to its best sentences; the whole passage that it is the id of.

        Where search finds nothing on a topic, the quotes on it that people chose. NotFound for the id of a passage that
        is banned.
        """
        asked, held = (query, author, limit, offset), holdings or self.curated
        known = self._answers.get(asked, held)
        if known is None:
            known, of_topics = self._quote(query, author, slice(offset, offset + limit), held)
            self._answers.keep(asked, held, known, of_topics=of_topics)
        return known

    def _quote(self, query: str, author: str | None, page: slice, held: Holdings) -> tuple[Answer, bool]:
        """The answer, and whether it depends on the topics that are held."""
        named = self._texts.named(clean(query))
        if named is not None:
            held.admit(named.id)
            theirs = self.author_key(author) in (None, self.work_of(named).author_key)
            results = [self._finder.shown(self._whole(named), "")] if theirs else []
            return Answer(query, (), tuple(results[page])), False
        answer = self._finder.quote(query, author, page, held.banned)
        some = answer.results or (page.start and self._finder.quote(query, author, FIRST, held.banned).results)
        if some or PINS in self._without:
            return answer, False
        chosen = self._stances.chosen(query, self.author_key(author), held)[page]
        return replace(answer, results=tuple(chosen), suggestions=()) if chosen else answer, True

    def is_passage(self, query: str) -> bool:
        """Whether a query is the id of a passage, and nothing is searched for."""
        return bool(self._texts.id_in(clean(query)))

    def asked(self, told: str, holdings: Holdings | None = None) -> str:
        """What is asked by a subject's key or shortened title: its title; by anything else just that."""
        subject = (holdings or self.curated).subjects.meant(told)
        return cut(subject.shown(""), MAX_QUERY) if subject else told

    def compact(self, query: str) -> str:
        """A query that asks the same in fewer characters, where it is long."""
        return compact(query, self._lexicon.function)

    def about(self, text: str, holdings: Holdings | None = None) -> str:
        """A query for what a text of any length is about; nothing where it touches nothing in the texts."""
        return self._gist.query(text, (holdings or self.curated).names)

    def other(self, passage_id: str, query: str, holdings: Holdings | None = None) -> Result | None:
        """The best passage of anyone but that passage's author, on the query or on what the passage is about."""
        banned = (holdings or self.curated).banned
        return self._finder.other(self.passage(passage_id), self._words(query), banned)

    def positions(self, topic: str, holdings: Holdings | None = None) -> Positions:
        """What each author says on a topic in their own voice; an author without anything is silent."""
        return self._stances.asked(clean(topic), holdings or self.curated)

    def preview(self, topic: Topic, holdings: Holdings | None = None) -> Positions:
        """What `positions` will answer on a topic once it is held."""
        return self._stances.on(topic, holdings or self.curated, in_locale(topic.title, ""))

    def sides(self, words: Named, holdings: Holdings | None = None) -> tuple[Side, ...]:
        """What search finds each author to say on these words in their own voice."""
        return self._stances.found(_names(words), holdings or self.curated)

    def candidates(
        self, words: Named, author_key: str, holdings: Holdings | None = None, limit: int = 5, offset: int = 0
    ) -> list[Result]:
        """What an author says on these words in their own voice, to choose from: at most fifty quotes.

        First what is as relevant as what `sides` gives, then what is less so; the best first in both.
        """
        found = self._finder.candidates(_names(words), author_key, (holdings or self.curated).banned)
        return found[offset : offset + limit]

    def thin(self, results: Sequence[Result]) -> bool:
        """Whether a side that search found is hardly one: a single quote that meets what was asked in one place only.

        Nothing at all is silence, and not thin.
        """
        return len(results) == 1 and len(results[0].marks) <= 1

    def pinned(self, pin: Pin, spoken: str, holdings: Holdings | None = None) -> Result | None:
        """What was pinned, with the words of `spoken` marked; None where it is gone or banned."""
        return self.pins.pinned(pin, spoken, (holdings or self.curated).banned)

    def passage(self, passage_id: str) -> Passage:
        """The passage of that id; NotFound where the texts held here have none."""
        return self._texts.passage(passage_id)

    def at(self, passage_id: str, span: Span, query: str = "", holdings: Holdings | None = None) -> Result:
        """The quote at a stretch of a passage, which must be whole sentences of it; NotFound where that is banned."""
        quote = Quote(self.passage(passage_id), span)
        (holdings or self.curated).admit(passage_id)
        self.pins.pin_of(quote)
        return self._finder.shown(quote, self._words(query))

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

    def neighbour(self, passage: Passage, step: int, holdings: Holdings | None = None) -> Passage | None:
        """The next passage of the same work, one `step` on (1) or back (-1), past banned ones; None beyond the last."""
        return self._texts.neighbour(passage, step, (holdings or self.curated).banned)

    def heading(self, passage: Passage) -> str:
        """The heading that a passage stands right under; empty where it stands under another passage."""
        return self._texts.heading(passage)

    def excerpt(
        self, author: str | None, chance: random.Random, not_this: str = "", holdings: Holdings | None = None
    ) -> Result:
        """A run of own-voice sentences worth reading alone, of any author in turn, not from passage `not_this`."""
        wanted = self.author_key(author)
        keys = [wanted] if wanted else list(self.authors)
        seen = {not_this, *(holdings or self.curated).banned}
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

    def size(self, work: str) -> int:
        """How many passages a work has; they are numbered from 1."""
        return self._index.counts[work]

    def verify(self, text: str, author: str | None = None) -> Verdict:
        """Whether the texts say this, word for word, and whether they are the words of that author or speaker.

        It is asked of the texts, so no community's topics or bans matter.
        """
        return self._verifier.verify(text, author)

    def _whole(self, passage: Passage) -> Quote:
        return surroundings.whole(passage, self._texts.language_of(passage))

    def _words(self, query: str) -> str:
        """The words of a query; none where it only names a passage."""
        return "" if self.is_passage(query) else query


def _names(words: Named) -> Sequence[str]:
    return (words,) if isinstance(words, str) else words
