"""Finds the topics that a new one may only repeat."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import fuzz, process

from bot.corpus.topics import Topic, Topics
from bot.corpus.words import folded_words
from bot.library.naming import TopicNames

# So alike are two names that may mean the same.
ALIKE = 86
SHOWN = 3


def alike(topic: Topic, names: TopicNames) -> list[Topic]:
    """The topics that are called as this one is, or nearly so; those most alike first. A topic is not like itself."""
    known = list(names.names())
    nearest: dict[str, float] = {}
    for own in _names(topic):
        for name, score, _ in process.extract(own, known, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=None):
            for _, key in names.ranked(name):
                nearest[key] = max(score, nearest.get(key, 0.0))
    nearest.pop(topic.key, None)
    return [names.topics[key] for key in sorted(nearest, key=lambda key: -nearest[key])[:SHOWN]]


def same_title(topics: Topics, titles: Iterable[str]) -> str:
    """The key of the topic that has one of these titles, in any spelling; nothing where there is none."""
    wanted = set(map(spelt, titles))
    return next((key for key, topic in topics.items() if wanted & called(topic)), "")


def sharing(topics: Topics, keys: Iterable[str]) -> dict[str, list[Topic]]:
    """The other topics that have a name in common with one of these, by its key, in their order."""
    named: dict[str, list[str]] = {}
    for key, topic in topics.items():
        for name in _names(topic):
            named.setdefault(name, []).append(key)
    found = {key: {other for name in _names(topics[key]) for other in named[name]} for key in keys if key in topics}
    return {
        key: [topic for of, topic in topics.items() if of in others - {key}][:SHOWN] for key, others in found.items()
    }


def called(topic: Topic) -> set[str]:
    """The titles of a topic as `spelt` has them."""
    return set(map(spelt, topic.title.values()))


def spelt(title: str) -> str:
    """A title as it is compared: two that differ in case, accents or signs alone are the same."""
    return " ".join(folded_words(title)) or title.casefold()


def _names(topic: Topic) -> set[str]:
    return set(map(spelt, topic.spellings)) - {""}
