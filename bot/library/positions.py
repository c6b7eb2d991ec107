"""What each author says on a topic, in their own voice: as people chose it, or else as search finds it."""

from __future__ import annotations

from collections.abc import Sequence
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
from bot.library.searching import NONE_BANNED
from bot.library.texts import Texts

# So many topics are offered where somebody has nothing to say on what was asked.
OFFERED = 3


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
        sides = self._sides(topic, holdings.banned)
        return Positions(asked, topic, sides, self._related(asked, topic, sides, holdings.names))

    def found(self, called: Sequence[str], holdings: Holdings) -> tuple[Side, ...]:
        """What search finds each author to say on what is called so."""
        return self._found(called, holdings.banned)

    def chosen(self, asked: str, author: str | None, holdings: Holdings) -> list[Result]:
        """The quotes on a topic of that name, each author's best first; of all authors or of one.

        What is banned is left out of what all would be shown.
        """
        topic = holdings.names.meant(asked, ())
        if topic is None:
            return []
        sides = self._sides(topic, NONE_BANNED)
        ranked = zip_longest(*(side.results for side in sides if author in (None, side.key)))
        results = (result for rank in ranked for result in rank if result)
        return [result for result in results if result.quote.passage.id not in holdings.banned]

    def _without_authors(self, asked: str) -> str:
        """What is asked of the authors, who are asked in any case (*wat zegt Storm over Stalin?*)."""
        called = {fold(word) for name in self._texts.authors.items() for part in name for word in part.split()}
        words = [word for word in asked.split() if fold(word.strip(".,:;?!")) not in called]
        return " ".join(words) or asked

    def _sides(self, topic: Topic, banned: frozenset[str]) -> tuple[Side, ...]:
        """What people chose of each author; what search finds where none is left of it and nobody said silent."""
        sides = self._told([self._chosen(topic, key, banned) for key in self._texts.authors])
        lacking = {side.key for side in sides if not side.results and not topic.silences(side.key)}
        if lacking:
            with suppress(BadInput):
                found = self._found([cut(name, MAX_QUERY) for name in topic.sought], banned)
                return tuple(new if new.key in lacking else side for side, new in zip(sides, found, strict=True))
        return sides

    def _found(self, called: Sequence[str], banned: frozenset[str]) -> tuple[Side, ...]:
        return self._told(self._finder.sides(called, banned), found=True)

    def _chosen(self, topic: Topic, author: str, banned: frozenset[str]) -> list[Result]:
        spoken = cut(" ".join(topic.title.values()), MAX_QUERY)
        pinned = (self._pinning.pinned(pin, spoken, banned) for pin in topic.sides.get(author, ()))
        return [result for result in pinned if result]

    def _told(self, sides: Sequence[Sequence[Result]], *, found: bool = False) -> tuple[Side, ...]:
        authors = zip(self._texts.authors.items(), sides, strict=True)
        return tuple(Side(name, key, tuple(results), found) for (key, name), results in authors)

    def _related(
        self, asked: str, topic: Topic | None, sides: Sequence[Side], names: TopicNames
    ) -> tuple[Related, ...]:
        """For each silent author the topics nearby on which they do speak."""
        silent = [side for side in sides if not side.results]
        listed = [names.topics[key] for key in topic.related if key in names.topics] if topic else []
        near = names.near(asked) if any(not _spoken(listed, side.key, topic) for side in silent) else []
        found = [
            Related(other, side.author)
            for side in silent
            for other in _spoken(listed, side.key, topic) or _spoken(near, side.key, topic)[:OFFERED]
        ]
        return tuple(found)


def _spoken(topics: Sequence[Topic], author: str, but: Topic | None) -> list[Topic]:
    """The topics but this one for which quotes of an author were chosen."""
    return [other for other in topics if other.sides.get(author) and (but is None or other.key != but.key)]
