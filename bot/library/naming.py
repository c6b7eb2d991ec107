"""Finds the topic that somebody means: by any of its names, as typed or as it was read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain

from rapidfuzz import fuzz, process

from bot.corpus.lexicon import Lexicon
from bot.corpus.phrasebook import Phrasebook, Spotted
from bot.corpus.topics import Topic, Topics
from bot.corpus.words import folded_lines, folded_words
from bot.model import Localised

# So alike are a name and what was typed for it; short ones are not corrected, since a letter makes another word.
ALIKE, LEAST_CORRECTED = 90, 6
# A name without its little words must leave so many: *de ene partij* is not just any party.
LEAST_BARE = 2

Ranked = tuple[int, str]
"""How good a name is for a topic (0 is best: its title), and the topic's key."""


class TopicNames:
    """Knows what topics are called. `read_topics` is called when one is first asked for: most commands need none."""

    def __init__(self, read_topics: Callable[[], Topics], lexicon: Lexicon, authors: Collection[str]) -> None:
        self._read_topics = read_topics
        self.lexicon = lexicon
        self.authors = tuple(authors)
        # What depends on these topics is remembered by it; it keeps none of them.
        self.mark = object()

    @cached_property
    def topics(self) -> Topics:
        """All topics, in their order."""
        return self._read_topics()

    def prepare(self) -> None:
        """Reads the topics before one is asked for."""
        _ = self.called

    def others(self, topics: Topics) -> TopicNames:
        """The names of other topics, of which most are these: then these names serve both."""
        given = {key: topic for key, topic in topics.items() if self.topics.get(key) != topic}
        gone = frozenset(key for key, topic in self.topics.items() if topics.get(key) != topic)
        return Overlaid(self, topics, given, gone) if given or gone else self

    def meant(self, typed: str, read_as: Iterable[str]) -> Topic | None:
        """The topic of that key or name, in any spelling; `read_as` are the words as the search reads them."""
        words, read = folded_words(typed), folded_words(" ".join(read_as))
        unframed = [word for word in self._bare(words) if word not in self.lexicon.framing]
        for asked in (words, read, self._bare(words), self._bare(read), unframed):
            found = self.key(" ".join(asked))
            if found:
                return self.topics[found]
        return self.topics.get(typed) or self._nearly(" ".join(self._bare(words)))

    def near(self, typed: str) -> list[Topic]:
        """The topics whose names have words in common with what was typed, those that have most first."""
        asked = set(folded_words(typed)) - self.lexicon.function - self.lexicon.framing
        shared = Counter[str]()
        for name in self.names():
            common = len(asked.intersection(name.split()))
            key = self.key(name) if common else None
            if key:
                shared[key] = max(shared[key], common)
        return [self.topics[key] for key, _ in shared.most_common()]

    def ranked(self, name: str) -> Sequence[Ranked]:
        """The topics of a name, of those equally good the first one first."""
        return self.called.get(name, ())

    def key(self, name: str) -> str | None:
        """The key of the topic that a name is best for."""
        ranked = self.ranked(name)
        return min(ranked, key=lambda of: of[0])[1] if ranked else None

    def names(self) -> Iterable[str]:
        """Every name."""
        return self.called.keys()

    def spot(self, words: Sequence[str]) -> Iterator[Spotted]:
        """Where folded words name a topic on which somebody may speak."""
        return self._phrases.spot(words)

    def entitles(self, words: Sequence[str]) -> bool:
        """Whether folded words are the title of a topic."""
        name = " ".join(words)
        return any(rank == 0 and self._titled(self.topics[key], name) for rank, key in self.ranked(name))

    @cached_property
    def called(self) -> dict[str, tuple[Ranked, ...]]:
        """The topics by their names: by a title before further names, and by those before their bare forms."""
        called: dict[str, tuple[Ranked, ...]] = {}
        for rank, each in enumerate(zip(*map(self._spelt, self._named()), strict=True)):
            for topic, names in zip(self._named(), each, strict=True):
                ranked = ((rank, topic.key),)
                for name in names:
                    called[name] = called[name] + ranked if name in called else ranked
        called.pop("", None)
        return called

    def _spelt(self, topic: Topic) -> tuple[Collection[str], Collection[str], Collection[str]]:
        """The folded names of a topic: its key and titles; all; and all without their little words."""
        words = folded_lines([topic.key.replace("-", " "), *topic.spellings])
        bare = (self._bare(name) for name in words[1:])
        titles = {" ".join(name): None for name in words[: 1 + len(topic.title)]}
        names = {" ".join(name): None for name in words[1:]}
        return titles, names, {" ".join(name): None for name in bare if len(name) >= LEAST_BARE}

    def _named(self) -> Collection[Topic]:
        return self.topics.values()

    @cached_property
    def _phrases(self) -> Phrasebook:
        spoken = (topic for topic in self._named() if topic.speaking(self.authors))
        return Phrasebook({f"topic/{topic.key}": topic.spellings for topic in spoken})

    def _titled(self, topic: Topic, name: str) -> bool:
        """Whether this is a title indeed, and not the topic's key."""
        return any(" ".join(folded_words(title)) == name for title in topic.title.values())

    def _nearly(self, typed: str) -> Topic | None:
        if len(typed) < LEAST_CORRECTED:
            return None
        found = process.extractOne(typed, self.names(), scorer=fuzz.ratio, score_cutoff=ALIKE)
        key = self.key(found[0]) if found else None
        return self.topics[key] if key else None

    def _bare(self, words: Sequence[str]) -> list[str]:
        """The words that say something; all where none does."""
        return [word for word in words if word not in self.lexicon.function] or list(words)


class Overlaid(TopicNames):
    """The names of `given` topics, before equally good ones of the topics `below` that are not `gone`."""

    def __init__(self, below: TopicNames, topics: Topics, given: Topics, gone: frozenset[str]) -> None:
        super().__init__(lambda: topics, below.lexicon, below.authors)
        self._below = below
        self._given = given
        self._gone = gone

    def ranked(self, name: str) -> Sequence[Ranked]:
        """The topics of a name, of those equally good the first one first."""
        return (*super().ranked(name), *(of for of in self._below.ranked(name) if of[1] not in self._gone))

    def names(self) -> Iterable[str]:
        """Every name."""
        below = self._below.names()
        kept = [name for name in below if self.ranked(name)] if self._gone else below
        return list(chain(self.called, kept))

    def spot(self, words: Sequence[str]) -> Iterator[Spotted]:
        """Where folded words name a topic on which somebody may speak."""
        yield from super().spot(words)
        gone = {f"topic/{key}" for key in self._gone}
        yield from (spotted for spotted in self._below.spot(words) if spotted.key not in gone)

    def _named(self) -> Collection[Topic]:
        return self._given.values()


def in_locale(text: Localised, locale: str) -> str:
    """A text in a language, or in its first one."""
    return text.get(locale) or next(iter(text.values()), "")
