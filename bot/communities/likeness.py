"""Finds the topics that a new one may only repeat."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import fuzz, process

from bot.corpus.topics import Topic, Topics
from bot.corpus.words import folded_words

# So alike are two names that may mean the same.
ALIKE = 86
SHOWN = 3


def alike(topic: Topic, others: Iterable[Topic]) -> list[Topic]:
    """The topics that are called as this one is, or nearly so; those most alike first. A topic is not like itself."""
    called = [(name, other) for other in others if other.key != topic.key for name in _names(other)]
    names = [name for name, _ in called]
    nearest: dict[str, tuple[float, Topic]] = {}
    for own in _names(topic):
        for _, score, at in process.extract(own, names, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=SHOWN):
            other = called[at][1]
            nearest[other.key] = max((score, other), nearest.get(other.key, (0.0, other)), key=lambda of: of[0])
    return [other for _, other in sorted(nearest.values(), key=lambda of: -of[0])[:SHOWN]]


def same_title(topics: Topics, titles: Iterable[str]) -> str:
    """The key of the topic that has one of these titles, in any spelling; nothing where there is none."""
    called = {" ".join(folded_words(title)) for title in titles}
    for key, topic in topics.items():
        if called & {" ".join(folded_words(title)) for title in topic.title.values()}:
            return key
    return ""


def _names(topic: Topic) -> set[str]:
    return {" ".join(folded_words(name)) for name in topic.spellings} - {""}
