"""Lists everything that the texts can be asked about: topics, names that they mention, headings, and who speaks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from functools import cached_property

from bot.corpus.lexicon import Lexicon
from bot.corpus.topics import Topic, Topics
from bot.index.enrich import NAME
from bot.index.reader import Index
from bot.index.schema import EXTRA
from bot.library.naming import TopicNames
from bot.library.shelves import Shelf, Subject, View
from bot.library.subjects import Subjects


class Catalogue:
    """What can be asked about, by the `curated` topics; names and headings are kept once, whatever else is listed."""

    def __init__(self, lexicon: Lexicon, index: Index, authors: Collection[str], curated: TopicNames) -> None:
        self._lexicon = lexicon
        self._index = index
        self._authors = tuple(authors)
        self._curated = curated

    @cached_property
    def subjects(self) -> Subjects:
        """Topics on which most authors speak, names, headings, topics on which all are silent."""
        return Subjects.of([View(self._shelf)], self._lexicon.function)

    def with_topics(self, topics: Topics) -> Subjects:
        """The same with a community's topics: first its own, then those that it has changed; without what it hides."""
        curated = self._curated.topics
        changed = [topic for key, topic in topics.items() if curated.get(key) != topic]
        own = sorted(changed, key=lambda topic: topic.key in curated)
        gone = {_key(topic) for key, topic in curated.items() if topics.get(key) != topic}
        spoken, silent = self._ranked(own)
        hidden = frozenset(number for number, of in enumerate(self._shelf.listed) if of.key in gone) if gone else ()
        views = [
            View(Shelf(map(_topic, spoken))),
            View(self._shelf, frozenset(hidden)),
            View(Shelf(map(_topic, silent))),
        ]
        return Subjects.of([view for view in views if view.shelf.listed], self._lexicon.function)

    @cached_property
    def _shelf(self) -> Shelf:
        ranked = sorted(self._curated.topics.values(), key=lambda topic: -topic.speaking(self._authors))
        spoken, silent = self._ranked(ranked)
        return Shelf([*map(_topic, spoken), *self._names(), *self._headings(), *map(_topic, silent)])

    def _ranked(self, topics: Iterable[Topic]) -> tuple[list[Topic], list[Topic]]:
        """The topics on which somebody may speak, and those on which all are silent."""
        kinds: tuple[list[Topic], list[Topic]] = ([], [])
        for topic in topics:
            kinds[not topic.speaking(self._authors)].append(topic)
        return kinds

    def _names(self) -> Iterator[Subject]:
        called = _called(self._lexicon)
        for key, title in self._lexicon.localised.items():
            if self._index.frequency(EXTRA, f"{NAME}{key}"):
                yield Subject(f"name/{key}", title, called[key])

    def _headings(self) -> Iterator[Subject]:
        for section in self._index.sections:
            yield Subject(f"section/{section.work}/{section.first}", {"": section.title})


def speakers(heard: Iterable[str], lexicon: Lexicon) -> Subjects:
    """Those who are quoted or rendered, by their keys, in the order in which they are given."""
    called = _called(lexicon)
    return Subjects(Subject(key, lexicon.localised[key], called[key]) for key in heard)


def _topic(topic: Topic) -> Subject:
    return Subject(_key(topic), topic.title, topic.spellings)


def _key(topic: Topic) -> str:
    return f"topic/{topic.key}"


def _called(lexicon: Lexicon) -> defaultdict[str, tuple[str, ...]]:
    """The spellings of all names and groups, by their keys."""
    called: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
    for book in (lexicon.names, lexicon.groups):
        for phrase, key in book.phrases.items():
            called[key] += (" ".join(phrase),)
    return called
