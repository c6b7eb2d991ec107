"""Finds the curated topic that somebody means: by any of its names, as typed or as it was read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property

from rapidfuzz import fuzz, process

from bot.corpus.lexicon import Lexicon
from bot.corpus.topics import Topic, Topics
from bot.corpus.words import folded_words
from bot.model import Localised

# So alike are a name and what was typed for it; short ones are not corrected, since a letter makes another word.
ALIKE, LEAST_CORRECTED = 90, 6
# So many topics are offered where somebody has nothing to say on what was asked.
OFFERED = 3
# A name without its little words must leave so many: *de ene partij* is not just any party.
LEAST_BARE = 2


class TopicNames:
    """Knows what topics are called. `read_topics` is called when one is first asked for: most commands need none."""

    def __init__(self, read_topics: Callable[[], Topics], lexicon: Lexicon) -> None:
        self._read_topics = read_topics
        self._function = lexicon.function
        self._framing = lexicon.framing

    @cached_property
    def topics(self) -> Topics:
        """All topics, in the order of their file."""
        return self._read_topics()

    def prepare(self) -> None:
        """Reads the topics before one is asked for."""
        _ = self._called

    def meant(self, typed: str, read_as: Iterable[str]) -> Topic | None:
        """The topic of that key or name, in any spelling; `read_as` are the words as the search reads them."""
        words, read = folded_words(typed), folded_words(" ".join(read_as))
        unframed = [word for word in self._bare(words) if word not in self._framing]
        for asked in (words, read, self._bare(words), self._bare(read), unframed):
            found = self._called.get(" ".join(asked))
            if found:
                return self.topics[found]
        return self.topics.get(typed) or self._nearly(" ".join(self._bare(words)))

    def near(self, typed: str, among: Callable[[Topic], bool]) -> list[Topic]:
        """The topics, of those that fit, whose names have most words in common with what was typed."""
        asked = {word for word in folded_words(typed) if word not in self._function | self._framing}
        shared = Counter[str]()
        for name, key in self._called.items():
            common = len(asked & set(name.split()))
            if common and among(self.topics[key]):
                shared[key] = max(shared[key], common)
        return [self.topics[key] for key, _ in shared.most_common(OFFERED)]

    def _nearly(self, typed: str) -> Topic | None:
        if len(typed) < LEAST_CORRECTED:
            return None
        found = process.extractOne(typed, self._called.keys(), scorer=fuzz.ratio, score_cutoff=ALIKE)
        return self.topics[self._called[found[0]]] if found else None

    @cached_property
    def _called(self) -> dict[str, str]:
        """The topics' keys by their names; a title comes before further names, and those before their bare forms."""
        called: dict[str, str] = {}
        for pick, bared in ((_titles, False), (_spellings, False), (_spellings, True)):
            for topic in self.topics.values():
                for name in pick(topic):
                    words = self._bare(folded_words(name)) if bared else folded_words(name)
                    if not bared or len(words) >= LEAST_BARE:
                        called.setdefault(" ".join(words), topic.key)
        called.pop("", None)
        return called

    def _bare(self, words: Sequence[str]) -> list[str]:
        """The words that say something; all where none does."""
        return [word for word in words if word not in self._function] or list(words)


def in_locale(text: Localised, locale: str) -> str:
    """A text in a language, or in its first one."""
    return text.get(locale) or next(iter(text.values()), "")


def _titles(topic: Topic) -> Sequence[str]:
    return (topic.key.replace("-", " "), *topic.title.values())


def _spellings(topic: Topic) -> Sequence[str]:
    return topic.spellings
