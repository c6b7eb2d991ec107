"""Finds in a text the words that meet what was asked for, by the same rules as the index."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from bot.corpus.lexicon import Lexicon
from bot.corpus.phrasebook import Phrasebook
from bot.corpus.words import WORD, folded_words
from bot.index.enrich import FAMILY, NAME
from bot.index.families import Families
from bot.index.query import Term, Want
from bot.index.schema import EXTRA, HEADING, PLAIN
from bot.index.vocabulary import Vocabulary
from bot.index.words import stem, stem_field
from bot.model import Span

# A compound holds the beginning of its part's stem, whatever happened to the end.
BEGINNING = 3
Stands = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Match:
    """A word or phrase of the text that meets want number `want`; `weight` is 1 for the best way to meet it."""

    want: int
    span: Span
    weight: float


class Matcher:
    """Knows which words the tokens of the index stand for. Looks up only words that can matter: texts are long."""

    def __init__(self, lexicon: Lexicon, vocabulary: Vocabulary) -> None:
        self._names = lexicon.names
        self._vocabulary = vocabulary
        families = {language: Families(suffixes) for language, suffixes in lexicon.suffixes.items()}
        self._roots = {language: lru_cache(maxsize=20_000)(of.root) for language, of in families.items()}

    def matches(self, text: str, wants: Sequence[Want], language: str) -> list[Match]:
        """Every match of every want in a text of that language."""
        words = _Words(text, language, self._names)
        found = []
        for number, want in enumerate(wants):
            top = max(way.boost for way in want.ways)
            for way in want.ways:
                for first, last in self._stands(way, words):
                    found.append(Match(number, words.span(first, last), way.boost / top))
        return found

    def places(self, text: str, wants: Sequence[Want], language: str) -> list[tuple[int, int]]:
        """At which word each match begins, and which want it meets, in order; faster than `matches`."""
        words = _Words(text, language, self._names)
        ways = ((number, way) for number, want in enumerate(wants) for way in want.ways)
        return sorted((first, number) for number, way in ways for first, _ in self._stands(way, words))

    def _stands(self, way: Term, words: _Words) -> Stands:
        """From which word up to which a way of meeting a want stands."""
        token = way.words[0]
        if way.field == EXTRA:
            return self._extra(token, words)
        if way.field == HEADING or way.field not in (PLAIN, words.field):
            return []
        forms, distinct = (words.folded, words.distinct) if way.field == PLAIN else (words.stems, words.distinct_stems)
        if token not in distinct:
            return []
        length, sought = len(way.words), list(way.words)
        starts = (at for at, form in enumerate(forms) if form == token)
        return [(at, at + length) for at in starts if length == 1 or forms[at : at + length] == sought]

    def _extra(self, token: str, words: _Words) -> Stands:
        kind, sought = token[: len(NAME)], token[len(NAME) :]
        if kind == NAME:
            return words.names.get(sought, [])
        meets = self._kin(sought, words.language) if kind == FAMILY else self._compound(sought)
        meeting = {word for word in words.distinct if meets(word)}
        return [(at, at + 1) for at, word in enumerate(words.folded) if word in meeting] if meeting else []

    def _kin(self, root: str, language: str) -> Callable[[str], bool]:
        root_of = self._roots.get(language)
        return lambda word: root_of is not None and word[0] == root[0] and root_of(word) == root

    def _compound(self, part: str) -> Callable[[str], bool]:
        beginning, length = part[:BEGINNING], len(part)
        return lambda word: beginning in word and len(word) > length and self._holds(word, part)

    def _holds(self, word: str, part: str) -> bool:
        known = self._vocabulary.get(word)
        return known is not None and part in known.parts


class _Words:
    """The words of a text and where each stands; what few questions need is found when one does."""

    def __init__(self, text: str, language: str, names: Phrasebook) -> None:
        self.language = language
        self.field = stem_field(language)
        self._names = names
        self._text = text
        self.folded = folded_words(text)
        self.distinct = frozenset(self.folded)

    @cached_property
    def _found(self) -> list[re.Match[str]]:
        return list(WORD.finditer(self._text))

    def span(self, first: int, last: int) -> Span:
        """The stretch of text from one word up to another."""
        return Span(self._found[first].start(), self._found[last - 1].end())

    @cached_property
    def stems(self) -> list[str]:
        """The stem of each word."""
        return [stem(word, self.language) for word in self.folded]

    @cached_property
    def distinct_stems(self) -> frozenset[str]:
        """The stems that occur."""
        return frozenset(self.stems)

    @cached_property
    def names(self) -> dict[str, Stands]:
        """Where each name stands, in any spelling."""
        places: dict[str, Stands] = {}
        for name in self._names.spot(self.folded):
            places.setdefault(name.key, []).append((name.start, name.end))
        return places
