"""Finds the curated topic that somebody means: by any of its names, as typed or as it was read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property

from rapidfuzz import fuzz, process

from bot.corpus.topics import Topic, Topics
from bot.corpus.words import folded_words
from bot.model import Localised

# So alike are a name and what was typed for it; short ones are not corrected, since a letter makes another word.
ALIKE, LEAST_CORRECTED = 90, 6
# So near is a topic that is offered where somebody has nothing to say on what was asked.
NEAR, OFFERED = 70, 3


class TopicNames:
    """Knows what topics are called. `read_topics` is called when one is first asked for: most commands need none."""

    def __init__(self, read_topics: Callable[[], Topics], function: frozenset[str]) -> None:
        self._read_topics = read_topics
        self._function = function

    @cached_property
    def topics(self) -> Topics:
        """All topics, in the order of their file."""
        return self._read_topics()

    def prepare(self) -> None:
        """Reads the topics before one is asked for."""
        _ = self._called

    def titles(self, locale: str) -> list[str]:
        """The titles of all topics in a language."""
        return [in_locale(topic.title, locale) for topic in self.topics.values()]

    def meant(self, typed: str, read_as: Iterable[str]) -> Topic | None:
        """The topic of that key or name, in any spelling; `read_as` are the words as the search reads them."""
        if typed in self.topics:
            return self.topics[typed]
        for asked in (typed, " ".join(read_as)):
            found = self._called.get(self._bare(asked))
            if found:
                return self.topics[found]
        return self._nearly(self._bare(typed))

    def near(self, typed: str, among: Callable[[Topic], bool]) -> list[Topic]:
        """The topics that are called somewhat like what was typed, of those that fit."""
        fitting = {name: key for name, key in self._called.items() if among(self.topics[key])}
        found = process.extract(self._bare(typed), fitting.keys(), scorer=fuzz.token_set_ratio, score_cutoff=NEAR)
        keys = dict.fromkeys(fitting[name] for name, _, _ in found)
        return [self.topics[key] for key in keys][:OFFERED]

    def _nearly(self, typed: str) -> Topic | None:
        if len(typed) < LEAST_CORRECTED:
            return None
        found = process.extractOne(typed, self._called.keys(), scorer=fuzz.ratio, score_cutoff=ALIKE)
        return self.topics[self._called[found[0]]] if found else None

    @cached_property
    def _called(self) -> dict[str, str]:
        """The topics' keys by their names; a title comes before another topic's further name."""
        called: dict[str, str] = {}
        for pick in (_titles, _spellings):
            for topic in self.topics.values():
                for name in pick(topic):
                    called.setdefault(self._bare(name), topic.key)
        called.pop("", None)
        return called

    def _bare(self, name: str) -> str:
        """A name without the words that say nothing, unless it has no others."""
        words = folded_words(name)
        return " ".join([word for word in words if word not in self._function] or words)


def in_locale(text: Localised, locale: str) -> str:
    """A text in a language, or in its first one."""
    return text.get(locale) or next(iter(text.values()), "")


def _titles(topic: Topic) -> Sequence[str]:
    return (topic.key.replace("-", " "), *topic.title.values())


def _spellings(topic: Topic) -> Sequence[str]:
    return topic.spellings
