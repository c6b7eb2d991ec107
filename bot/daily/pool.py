"""What may be posted: the passages of each author, and the runs of them that are worth reading alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property

from bot.corpus.topics import Pin, Topics
from bot.daily.ring import Ring
from bot.daily.schedule import Schedule
from bot.library.holdings import Holdings
from bot.library.library import Library
from bot.model import Passage, Quote, Span

# So many passages are looked into for something that fits; fewer texts are looked through.
MOST = 5000
# Of so many passages the runs are kept: once everything was said, all of a small library's are looked at each day.
KEPT = 1000


class Runs:
    """The runs of passages that are worth reading alone, as long as they are looked at again and again."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._kept: dict[str, list[Quote]] = {}

    def of(self, passage: Passage) -> list[Quote]:
        """Those of a passage."""
        if passage.id not in self._kept:
            if len(self._kept) == KEPT:
                self._kept.clear()
            self._kept[passage.id] = self._library.excerpts(passage)
        return self._kept[passage.id]


class Pool:
    """What a community may be told: the passages that it has not banned, and the topics that it holds."""

    def __init__(self, library: Library, holdings: Holdings, runs: Runs) -> None:
        self._library = library
        self._holdings = holdings
        self._runs = runs

    @property
    def topics(self) -> Topics:
        """The topics by key."""
        return self._holdings.topics

    def authors(self, schedule: Schedule) -> list[str]:
        """Those that a schedule quotes."""
        works = self._library.works.values()
        fitting = {of.author_key for of in works if schedule.language in (None, of.language)}
        return [of for of in self._library.authors if of in fitting and schedule.author in (None, of)]

    def passages(self, schedule: Schedule, author: str, last: str | None) -> Iterator[Passage]:
        """An author's passages in the order of the schedule's seed, beginning after the one posted last."""
        numbered = _Numbered(self._sizes(schedule, author))
        if not len(numbered):
            return
        ring = Ring(len(numbered), schedule.seed, author)
        for number, _ in zip(ring.round(numbered.number(last)), range(MOST), strict=False):
            name = numbered.name(number)
            if name not in self._holdings.banned:
                yield self._library.passage(name)

    def excerpts(self, schedule: Schedule, passage: Passage) -> list[Quote]:
        """What is worth reading alone in a passage; of one topic only what holds a quote that was chosen for it."""
        if schedule.topic is None:
            return self._runs.of(passage)
        pins = [span for topic, span in self._spans(passage) if topic == schedule.topic]
        return (
            [run for run in self._library.excerpts(passage) if any(run.span.holds(pin) for pin in pins)] if pins else []
        )

    def topics_of(self, quote: Quote) -> list[str]:
        """The topics on which a quote holds one that was chosen for them."""
        return [topic for topic, span in self._spans(quote.passage) if quote.span.holds(span)]

    def sides(self, topic: str, schedule: Schedule) -> dict[str, list[Quote]]:
        """What each author says on a topic, as it was chosen, best first; those alone who do."""
        authors = self.authors(schedule)
        pins = {of: self.topics[topic].sides.get(of, ()) for of in authors}
        quotes = {of: [quote for pin in found if (quote := self._quote(pin))] for of, found in pins.items()}
        return {of: found for of, found in quotes.items() if found}

    def _sizes(self, schedule: Schedule, author: str) -> dict[str, int]:
        """How many passages each of the author's works has."""
        works = [of for of in self._library.works.values() if of.author_key == author]
        return {of.key: self._library.size(of.key) for of in works if schedule.language in (None, of.language)}

    def _quote(self, pin: Pin) -> Quote | None:
        return None if pin.passage in self._holdings.banned else self._library.pins.quote_of(pin)

    def _spans(self, passage: Passage) -> list[tuple[str, Span]]:
        pins = self._pins.get(passage.id, ())
        return [(topic, quote.span) for topic, pin in pins if (quote := self._quote(pin))]

    @cached_property
    def _pins(self) -> Mapping[str, list[tuple[str, Pin]]]:
        """The topics and pins of each passage."""
        found: defaultdict[str, list[tuple[str, Pin]]] = defaultdict(list)
        for key, topic in self.topics.items():
            for pin in (pin for pins in topic.sides.values() for pin in pins):
                found[pin.passage].append((key, pin))
        return found


class _Numbered:
    """The passages of several works, numbered through from 0."""

    def __init__(self, sizes: Mapping[str, int]) -> None:
        self._sizes = sizes

    def __len__(self) -> int:
        return sum(self._sizes.values())

    def name(self, number: int) -> str:
        """The id of a passage."""
        for work, size in self._sizes.items():
            if number < size:
                return f"{work}-{number + 1}"
            number -= size
        raise IndexError(number)

    def number(self, name: str | None) -> int | None:
        """The number of a passage; None for none, and for one that is no longer there."""
        work, _, in_work = (name or "").rpartition("-")
        before = 0
        for of, size in self._sizes.items():
            if of == work:
                return before + int(in_work) - 1
            before += size
        return None
