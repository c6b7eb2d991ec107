"""The ways in which the index may meet a want: a word, its stem, its family, compounds, a name, a term."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache

from bot.corpus.lexicon import Lexicon
from bot.corpus.words import folded_words
from bot.index.compounds import LINKS
from bot.index.enrich import FAMILY, NAME, PART
from bot.index.families import Families
from bot.index.query import Term, Want
from bot.index.reader import Index
from bot.index.schema import EXTRA, HEADING, PLAIN
from bot.index.words import stem, stem_field
from bot.library.question import Word
from bot.library.rules import COMPOUNDS, kept

EXACT, STEM, FAMILY_BOOST, PART_BOOST, HEADING_BOOST = 2.0, 1.6, 0.7, 0.8, 0.5
NAMED, JOINED, PHRASE, TERM, NEAR = 2.0, 2.2, 2.5, 1.0, 0.4
# A compound that the texts lack is read as its parts; they must stand side by side, or be found as words of their own.
LEAST_PART, LEAST_INSIDE, LONGEST_JOIN = 4, 7, 3
# The ways that say how common a want is: those that are no weaker evidence.
LEVEL = 1.0
REMEMBERED = 4096


class Ways:
    """Builds ways, and leaves out those that the texts never meet, so that what remains is evidence.

    `word(word)` gives the ways to meet one folded word, `term_ways(key)` those to meet a concept.
    """

    def __init__(self, lexicon: Lexicon, index: Index, languages: Sequence[str], without: Collection[str] = ()) -> None:
        self._lexicon = lexicon
        self._index = index
        self._languages = tuple(languages)
        self._without = frozenset(without)
        self._families = [Families(lexicon.suffixes.get(language, ())) for language in self._languages]
        self._links = {link for language in self._languages for link in LINKS.get(language, ())} | {""}
        self.term_ways = lru_cache(maxsize=REMEMBERED)(self._term_ways)
        self.word = lru_cache(maxsize=REMEMBERED)(self._word)
        self._joined = lru_cache(maxsize=REMEMBERED)(self._joins_of)

    def known(self, word: str) -> bool:
        """Whether the texts or the reviewed lists hold a word, in some form."""
        return word in self._index.words or bool(self.word(word))

    def certain(self, word: str) -> bool:
        """Whether the texts or the reviewed lists hold a word itself or another form of it, not just its kin."""
        return word in self._index.words or bool(self.forms(word))

    def forms(self, word: str) -> tuple[Term, ...]:
        """The word and its inflected forms only."""
        return tuple(self._met(self._forms(word)))

    def exact(self, words: tuple[str, ...]) -> Term:
        """The words just as they are, in that order."""
        return Term(PLAIN, words, PHRASE)

    def name(self, key: str, own: Iterable[Term]) -> Want | None:
        """A name in any spelling; None where the texts never mention it."""
        way = Term(EXTRA, (f"{NAME}{key}",), NAMED)
        return self.want((way, *own), anchor=True) if any(self._met([way])) else None

    def term(self, key: str, own: Iterable[Term], *, anchor: bool) -> Want | None:
        """A concept in any of its phrases; None where the texts have none of them."""
        ways = (*own, *self.term_ways(key))
        return self.want(ways, anchor=anchor) if ways else None

    def want(self, ways: Iterable[Term], *, anchor: bool = False) -> Want:
        """A want met in any of these ways, none of which counts for more because it is rare: they mean the same."""
        distinct = tuple(dict.fromkeys(ways))
        rarities = [self._index.rarity(way) for way in distinct]
        commonest = min((r for way, r in zip(distinct, rarities, strict=True) if way.boost >= LEVEL), default=0.0)
        levelled = (_levelled(way, rarity, commonest) for way, rarity in zip(distinct, rarities, strict=True))
        return Want(tuple(levelled), anchor, commonest or 1.0)

    def joins(self, words: Sequence[Word], at: int) -> tuple[Term, ...]:
        """The compounds of the texts that a word of a question forms with its neighbours, the longest first."""
        found = []
        for first in range(max(0, at - LONGEST_JOIN + 1), at + 1):
            for last in range(max(first + 2, at + 1), min(len(words), first + LONGEST_JOIN) + 1):
                found += self._joined(tuple(word.folded for word in words[first:last]))
        return tuple(sorted(found, key=lambda way: (way.field != PLAIN, -len(way.words[0]))))

    def _joins_of(self, words: tuple[str, ...]) -> list[Term]:
        """The compounds of the texts that these words form, with what may link two of them."""
        if COMPOUNDS in self._without or words[-1] in self._lexicon.function:
            return []
        places = range(1, len(words))
        linked = ("".join(words[:at]) + link + "".join(words[at:]) for at in places for link in self._links)
        content = (word for word in dict.fromkeys(linked) if word not in self._lexicon.function)
        found = [word for word in content if self._index.frequency(PLAIN, word)]
        return [way for word in found for way in self._boosted(self.word(word), JOINED / EXACT)]

    def inside(self, word: str) -> tuple[Term, ...]:
        """The longer words of the texts that hold this one."""
        long = len(word) >= LEAST_INSIDE and COMPOUNDS not in self._without
        found = self._index.words.containing(word) if long else []
        return tuple(Term(PLAIN, (longer,), STEM) for longer in found)

    def split(self, word: str) -> tuple[Want, ...]:
        """The parts of a compound that the texts do not hold: side by side, or each by itself."""
        places = range(LEAST_PART, len(word) - LEAST_PART + 1)
        for at in () if COMPOUNDS in self._without else places:
            pairs = [(word[:at].removesuffix(link), word[at:]) for link in self._links if word[:at].endswith(link)]
            for pair in pairs:
                if all(self._is_part(part) for part in pair):
                    way = Term(PLAIN, pair, PHRASE)
                    return (self.want([way]),) if self._index.holds(way) else tuple(map(self._part, pair))
        return ()

    def spelling(self, key: str) -> str:
        """A name as the texts spell it, or as it is shown."""
        phrases = self._lexicon.names.phrases_of(key)
        standing = {phrase: min(self._index.frequency(PLAIN, word) for word in phrase) for phrase in phrases}
        best = max(phrases, key=lambda phrase: (standing[phrase], -len(phrase)))
        return " ".join(best) if standing[best] else self._lexicon.titles[key]

    def _word(self, word: str) -> tuple[Term, ...]:
        return tuple(self._met([*self._forms(word), *self._kin(word)]))

    def _is_part(self, word: str) -> bool:
        return word not in self._lexicon.function and self._index.frequency(PLAIN, word) > 0

    def _part(self, word: str) -> Want:
        return self.want(self.word(word))

    def _term_ways(self, key: str) -> tuple[Term, ...]:
        term = self._lexicon.terms[key]
        ways: list[Term] = []
        for language in self._languages:
            for phrase in term.phrases.get(language, ()):
                ways += self._boosted(self._of_phrase(phrase, language), TERM)
            if language == "nl":
                for phrase in term.near:
                    ways += self._boosted(self._of_phrase(phrase, language), NEAR)
        return tuple(self._met(ways))

    def _of_phrase(self, phrase: str, language: str) -> list[Term]:
        """A phrase by its stems; a single word also as a part of compounds."""
        words = folded_words(phrase)
        stems = tuple(stem(word, language) for word in words)
        if len(stems) > 1:
            return [Term(stem_field(language), stems, PHRASE)]
        heading = Term(HEADING, (words[0],), HEADING_BOOST)
        return [Term(stem_field(language), stems, STEM), Term(EXTRA, (f"{PART}{stems[0]}",), PART_BOOST), heading]

    def _forms(self, word: str) -> list[Term]:
        stems = {(stem_field(language), stem(word, language)) for language in self._languages}
        return [Term(PLAIN, (word,), EXACT), *(Term(field, (form,), STEM) for field, form in sorted(stems))]

    def _kin(self, word: str) -> list[Term]:
        """Words of its family, compounds with it, and headings that hold it."""
        roots = {families.root(word) for families in self._families}
        parts = {stem(word, language) for language in self._languages}
        kin = [Term(EXTRA, (f"{FAMILY}{found}",), FAMILY_BOOST) for found in sorted(filter(None, roots))]
        kin += [Term(EXTRA, (f"{PART}{part}",), PART_BOOST) for part in sorted(parts)]
        return [*kin, Term(HEADING, (word,), HEADING_BOOST)]

    def _met(self, ways: Iterable[Term]) -> list[Term]:
        return [way for way in kept(ways, self._without) if self._index.holds(way)]

    def _boosted(self, ways: Iterable[Term], by: float) -> list[Term]:
        return [Term(way.field, way.words, way.boost * by) for way in ways]


def _levelled(way: Term, rarity: float, commonest: float) -> Term:
    if not commonest or rarity <= commonest:
        return way
    return Term(way.field, way.words, way.boost * commonest / rarity)
