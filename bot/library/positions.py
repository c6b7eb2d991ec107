"""What each author says on a topic, in their own voice: as people chose it, or else as search finds it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from itertools import zip_longest

from bot.corpus.topics import Topic
from bot.corpus.words import fold
from bot.errors import BadInput
from bot.library.answers import Positions, Related, Result, Side
from bot.library.finding import Finder
from bot.library.holdings import Holdings
from bot.library.naming import TopicNames
from bot.library.pinning import Pinning
from bot.library.question import MAX_QUERY, cut
from bot.library.texts import Texts


class Stances:
    """Answers what each author says on a topic that a community holds."""

    def __init__(self, texts: Texts, finder: Finder, pinning: Pinning) -> None:
        self._texts = texts
        self._finder = finder
        self._pinning = pinning

    def asked(self, asked: str, holdings: Holdings) -> Positions:
        """The positions on what was asked; an author without any is silent on it."""
        bare = self._without_authors(asked)
        topic = holdings.names.meant(bare, self._finder.read_as(bare))
        if topic:
            return self.on(topic, holdings, asked)
        sides = self.found([bare], holdings)
        return Positions(asked, None, sides, self._related(asked, None, sides, holdings.names))

    def on(self, topic: Topic, holdings: Holdings, asked: str) -> Positions:
        """The positions on a topic, which need not be among those that are held."""
        sides = self._told(self._sides(topic, holdings.banned))
        return Positions(asked, topic, sides, self._related(asked, topic, sides, holdings.names))

    def found(self, called: Sequence[str], holdings: Holdings) -> tuple[Side, ...]:
        """What search finds each author to say on what is called so."""
        return self._told(self._finder.sides(called, holdings.banned))

    def chosen(self, asked: str, author: str | None, holdings: Holdings) -> list[Result]:
        """The quotes on a topic of that name, each author's best first; of all authors or of one."""
        topic = holdings.names.meant(asked, ())
        if topic is None:
            return []
        sides = zip(self._texts.authors, self._sides(topic, holdings.banned), strict=True)
        ranked = zip_longest(*(results for key, results in sides if author in (None, key)))
        return [result for rank in ranked for result in rank if result]

    def _without_authors(self, asked: str) -> str:
        """What is asked of the authors, who are asked in any case (*wat zegt Storm over Stalin?*)."""
        called = {fold(word) for name in self._texts.authors.items() for part in name for word in part.split()}
        words = [word for word in asked.split() if fold(word.strip(".,:;?!")) not in called]
        return " ".join(words) or asked

    def _sides(self, topic: Topic, banned: frozenset[str]) -> list[list[Result]]:
        """For each author the quotes that people chose; what search finds where none is left and nobody said silent."""
        sides = [self._chosen(topic, key, banned) for key in self._texts.authors]
        open_ = [not side and not topic.silences(key) for key, side in zip(self._texts.authors, sides, strict=True)]
        if not any(open_):
            return sides
        with suppress(BadInput):
            found = self._finder.sides([cut(name, MAX_QUERY) for name in topic.sought], banned)
            sides = [new if wanted else side for side, new, wanted in zip(sides, found, open_, strict=True)]
        return sides

    def _chosen(self, topic: Topic, author: str, banned: frozenset[str]) -> list[Result]:
        spoken = cut(" ".join(topic.title.values()), MAX_QUERY)
        pinned = (self._pinning.pinned(pin, spoken, banned) for pin in topic.sides.get(author, ()))
        return [result for result in pinned if result]

    def _told(self, sides: Sequence[Sequence[Result]]) -> tuple[Side, ...]:
        authors = zip(self._texts.authors.items(), sides, strict=True)
        return tuple(Side(name, key, tuple(results)) for (key, name), results in authors)

    def _related(
        self, asked: str, topic: Topic | None, sides: Sequence[Side], names: TopicNames
    ) -> tuple[Related, ...]:
        """For each silent author the topics nearby on which they do speak."""
        found = []
        for side in sides:
            if not side.results:
                speaks = _speaking(side.key, topic)
                listed = [names.topics[key] for key in topic.related if key in names.topics] if topic else []
                nearby = [other for other in listed if speaks(other)] or names.near(asked, speaks)
                found += [Related(near, side.author) for near in nearby]
        return tuple(found)


def _speaking(author: str, topic: Topic | None) -> Callable[[Topic], bool]:
    """Knows the topics but this one for which quotes of an author were chosen."""
    return lambda other: bool(other.sides.get(author)) and (topic is None or other.key != topic.key)
