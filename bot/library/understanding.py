"""Turns a question into what the index is asked, and says how each word was read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.corpus.lexicon import Lexicon
from bot.corpus.phrasebook import Spotted
from bot.corpus.words import folded_words
from bot.errors import BadInput
from bot.index.query import Term, Want
from bot.index.reader import Index
from bot.index.schema import PLAIN
from bot.library.glossary import Glossary
from bot.library.mending import NoMender
from bot.library.proofreading import Proofreader
from bot.library.question import Question, Word, run
from bot.library.ways import Ways
from bot.model import Understood

LEAST_PROPER = 2
How = Literal["word", "stem", "compound", "name", "term", "typo", "phrase"]


@dataclass(frozen=True, slots=True)
class Reading:
    """The wants of a question in order, how its words were read, and what the texts lack.

    `absent` words name something that the texts never mention; `unknown` ones are ordinary words that nothing is known
    of. `concepts` counts the terms of several words, which say by themselves what a question is about. `run` are the
    words as they were read, from the first that says something to the last. `some`: meeting a few wants is enough.
    """

    wants: tuple[Want, ...]
    understood: tuple[Understood, ...]
    without: tuple[Term, ...] = ()
    section: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    concepts: int = 0
    run: tuple[str, ...] = ()
    some: bool = False


@dataclass(frozen=True, slots=True)
class _Piece:
    """One or more words of a question, read together: what they want (nothing: the texts lack it), and how."""

    typed: str
    read_as: str
    how: How
    wants: tuple[Want, ...]
    named: bool = False
    concept: bool = False


class Understander:
    """Reads questions by the reviewed lists and by the vocabulary of the texts."""

    def __init__(self, lexicon: Lexicon, index: Index, ways: Ways, mender: NoMender) -> None:
        self._lexicon = lexicon
        self._index = index
        self._ways = ways
        self._mender = mender
        self._proofreader = Proofreader(index, ways, mender)
        self._glossary = Glossary(lexicon)

    def prepare(self) -> None:
        """Reads what few questions need, before one does."""
        self._glossary.prepare()
        self._mender.prepare()

    def inside(self, question: Question) -> Reading:
        """The question as one word that only stands inside others (*grond bezit*: *grootgrondbezitters*)."""
        joined = "".join(word.folded for word in question.words if word.content)
        ways = () if question.phrases else self._ways.inside(joined)
        told = Understood(
            " ".join(word.typed for word in question.words), ", ".join(w.words[0] for w in ways), "compound"
        )
        return Reading((self._ways.want(ways),), (told,)) if ways else Reading((), ())

    def read(self, question: Question) -> Reading:
        """What to look for, and how each word was read; BadInput where no word says what it is about."""
        mended = self._proofreader.read(question.words)
        pieces = [*self._pieces(question.words, mended), *map(self._phrase, question.phrases)]
        if not pieces and not question.speaker:
            raise BadInput("query-wordless")
        return Reading(
            wants=tuple(want for piece in pieces for want in piece.wants),
            understood=tuple(Understood(p.typed, p.read_as, p.how) for p in pieces if p.wants),
            without=tuple(way for word in question.without for way in self._ways.forms(word.folded)),
            section=tuple(folded_words(question.section)),
            absent=tuple(p.typed for p in pieces if not p.wants and p.named),
            unknown=tuple(p.typed for p in pieces if not p.wants and not p.named),
            concepts=sum(p.concept for p in pieces if p.wants),
            run=run(mended),
            some=question.some,
        )

    def _pieces(self, words: Sequence[Word], mended: Sequence[Word]) -> Iterator[_Piece]:
        folded = [word.folded for word in mended]
        names = {found.start: found for found in self._lexicon.names.spot(folded)}
        named = {at for name in names.values() for at in range(name.start, name.end)}
        terms = self._glossary.spot(folded, named)
        at = 0
        while at < len(words):
            name, term = names.get(at), terms.get(at)
            if name and (term is None or name.end >= term.end):
                yield self._name(name, words, mended)
                at = name.end
            elif term:
                yield self._term(term, words, mended)
                at = term.end
            elif proper := self._proper(at, mended, names, terms):
                yield proper
                at += len(proper.wants[0].ways[0].words)
            else:
                if mended[at].content:
                    yield self._word(at, words, mended)
                at += 1

    def _name(self, found: Spotted, words: Sequence[Word], mended: Sequence[Word]) -> _Piece:
        typed, folded = _typed(words, found), _folded(mended, found)
        want = self._ways.name(found.key, self._own(folded))
        read_as = folded if self._stands(folded) else self._ways.spelling(found.key)
        how: How = "word" if self._stands(_folded(words, found)) else "name"
        if how == "name" and folded != _folded(words, found):
            how = "typo"
        return _Piece(typed, read_as, how, (want,) if want else (), named=True)

    def _term(self, found: Spotted, words: Sequence[Word], mended: Sequence[Word]) -> _Piece:
        typed, folded = _typed(words, found), _folded(mended, found)
        own = self._own(folded)
        single = found.end - found.start == 1
        want = self._ways.term(found.key, (*own, *self._ways.joins(words, found.start)), anchor=not single)
        how: How = "word" if self._stands(_folded(words, found)) else "term"
        if folded != _folded(words, found):
            how = "typo"
        stands = self._stands(folded)
        read_as = folded if stands else self._lexicon.terms[found.key].title
        return _Piece(typed, read_as, how, (want,) if want else (), named=True, concept=not single)

    def _proper(
        self, at: int, words: Sequence[Word], names: Mapping[int, Spotted], terms: Mapping[int, Spotted]
    ) -> _Piece | None:
        """Words with capitals that stand so in the texts (*the Bloody Week*): a name that nobody has listed."""
        end = at
        while end < len(words) and words[end].typed[0].isupper() and end not in names and end not in terms:
            end += 1
        run = words[at:end]
        way = self._ways.exact(tuple(word.folded for word in run))
        if len(run) < LEAST_PROPER or not any(word.content for word in run) or not self._index.holds(way):
            return None
        typed = " ".join(word.typed for word in run)
        return _Piece(typed, typed, "word", (self._ways.want([way], anchor=True),), named=True, concept=True)

    def _word(self, at: int, words: Sequence[Word], mended: Sequence[Word]) -> _Piece:
        typed, folded = words[at], mended[at].folded
        number = any(c.isdigit() for c in folded)
        joins = self._ways.joins(words, at)
        if joins or self._ways.known(folded):
            ways = (*self._own(folded), *joins)
            wants: tuple[Want, ...] = (self._ways.want(ways, anchor=number),) if ways else ()
        else:
            wants = self._ways.split(folded)
        read_as = joins[0].words[0] if joins else folded
        named = not wants and (
            number or (at > 0 and typed.typed[0].isupper()) or not self._mender.ordinary(typed.folded)
        )
        return _Piece(typed.typed, read_as, self._how(typed, folded, joins), wants, named)

    def _how(self, typed: Word, folded: str, joins: Sequence[Term]) -> How:
        if folded != typed.folded:
            return "typo"
        if joins:
            return "compound"
        return "word" if self._stands(folded) else "stem" if self._ways.known(folded) else "compound"

    def _own(self, folded: str) -> tuple[Term, ...]:
        return () if " " in folded else self._ways.word(folded)

    def _phrase(self, phrase: tuple[Word, ...]) -> _Piece:
        typed = " ".join(word.typed for word in phrase)
        way = self._ways.exact(tuple(word.folded for word in phrase))
        return _Piece(typed, typed, "phrase", (Want((way,), anchor=True),), named=True)

    def _stands(self, folded: str) -> bool:
        """Whether a word, or each word of a phrase, stands in the texts."""
        return all(self._index.frequency(PLAIN, word) for word in folded.split())


def _typed(words: Sequence[Word], found: Spotted) -> str:
    return " ".join(word.typed for word in words[found.start : found.end])


def _folded(words: Sequence[Word], found: Spotted) -> str:
    return " ".join(word.folded for word in words[found.start : found.end])
