"""Lists everything that the texts can be asked about: topics, names that they mention, headings, and who speaks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from bot.corpus.lexicon import Lexicon
from bot.corpus.topics import Topic
from bot.index.enrich import NAME
from bot.index.reader import Index
from bot.index.schema import EXTRA
from bot.library.subjects import Subject, Subjects


def subjects(topics: Iterable[Topic], lexicon: Lexicon, index: Index) -> Subjects:
    """What can be asked about: topics on which most authors speak, names, headings, topics on which all are silent."""
    ranked = sorted(topics, key=lambda topic: -_speaking(topic))
    spoken = (_topic(topic) for topic in ranked if _speaking(topic))
    silent = (_topic(topic) for topic in ranked if not _speaking(topic))
    return Subjects([*spoken, *_names(lexicon, index), *_headings(index), *silent], lexicon.function)


def speakers(heard: Iterable[str], lexicon: Lexicon) -> Subjects:
    """Those who are quoted or rendered, by their keys, in the order in which they are given."""
    called = _called(lexicon)
    return Subjects(Subject(key, lexicon.localised[key], called[key]) for key in heard)


def _topic(topic: Topic) -> Subject:
    return Subject(f"topic/{topic.key}", topic.title, topic.spellings)


def _speaking(topic: Topic) -> int:
    return sum(map(bool, topic.sides.values()))


def _names(lexicon: Lexicon, index: Index) -> Iterator[Subject]:
    called = _called(lexicon)
    for key, title in lexicon.localised.items():
        if index.frequency(EXTRA, f"{NAME}{key}"):
            yield Subject(f"name/{key}", title, called[key])


def _headings(index: Index) -> Iterator[Subject]:
    for section in index.sections:
        yield Subject(f"section/{section.work}/{section.first}", {"": section.title})


def _called(lexicon: Lexicon) -> defaultdict[str, tuple[str, ...]]:
    """The spellings of all names and groups, by their keys."""
    called: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
    for book in (lexicon.names, lexicon.groups):
        for phrase, key in book.phrases.items():
            called[key] += (" ".join(phrase),)
    return called
