"""What each author says on a topic, in their own voice: as people chose it, or else as search finds it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from bot.corpus.sentences import sentences
from bot.corpus.topics import Pin, Topic
from bot.corpus.words import fold
from bot.library.answers import Positions, Related, Result, Side
from bot.library.finding import Finder
from bot.library.naming import TopicNames
from bot.library.question import MAX_QUERY, cut
from bot.library.texts import Texts
from bot.model import Quote, Span


class Stances:
    """Answers what each author says on a topic."""

    def __init__(self, texts: Texts, finder: Finder, names: TopicNames) -> None:
        self._texts = texts
        self._finder = finder
        self._names = names

    def on(self, asked: str) -> Positions:
        """The positions on what was asked; an author without any is silent on it."""
        bare = self._without_authors(asked)
        topic = self._names.meant(bare, self._finder.read_as(bare))
        found = self._curated(topic) if topic else self._finder.sides(bare)
        authors = zip(self._texts.authors.items(), found, strict=True)
        sides = tuple(Side(name, key, tuple(results)) for (key, name), results in authors)
        return Positions(asked, topic, sides, self._related(asked, topic, sides))

    def chosen(self, asked: str, author: str | None) -> list[Result]:
        """The quotes that people chose for a curated topic, each author's best first; of all authors or of one."""
        topic = self._names.meant(asked, ())
        if topic is None:
            return []
        sides = zip(self._texts.authors, self._curated(topic), strict=True)
        ranked = zip_longest(*(results for key, results in sides if author in (None, key)))
        return [result for rank in ranked for result in rank if result]

    def _without_authors(self, asked: str) -> str:
        """What is asked of the authors, who are asked in any case (*wat zegt Storm over Stalin?*)."""
        called = {fold(word) for name in self._texts.authors.items() for part in name for word in part.split()}
        words = [word for word in asked.split() if fold(word.strip(".,:;?!")) not in called]
        return " ".join(words) or asked

    def _curated(self, topic: Topic) -> list[list[Result]]:
        spoken = cut(" ".join(topic.title.values()), MAX_QUERY)
        return [[self._pinned(pin, spoken) for pin in topic.sides.get(key, ())] for key in self._texts.authors]

    def _pinned(self, pin: Pin, topic: str) -> Result:
        passage = self._texts.passage(pin.passage)
        cuts = sentences(passage.text, self._texts.language_of(passage))
        span = Span(cuts[pin.first - 1].start, cuts[pin.last - 1].end)
        return self._finder.shown(Quote(passage, span), topic)

    def _related(self, asked: str, topic: Topic | None, sides: Sequence[Side]) -> tuple[Related, ...]:
        """For each silent author the topics nearby on which they do speak."""
        found = []
        for side in sides:
            if not side.results:
                found += [Related(near, side.author) for near in self._nearby(asked, topic, side.key)]
        return tuple(found)

    def _nearby(self, asked: str, topic: Topic | None, author: str) -> list[Topic]:
        def speaks(other: Topic) -> bool:
            return bool(other.sides.get(author)) and other is not topic

        listed = [self._names.topics[key] for key in topic.related if key in self._names.topics] if topic else []
        return [other for other in listed if speaks(other)] or self._names.near(asked, speaks)
