"""Reads a claim: what somebody says that a text says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.corpus.words import fold
from bot.errors import BadInput
from bot.library.folding import OMISSION, Tokens, count_words, is_word, tokens
from bot.library.question import clean
from bot.model import Span

MAX_CLAIM = 4000
# Looked at before it is cleaned: what is longer holds too many words, however many blanks are among them.
MAX_RAW = 4 * MAX_CLAIM
MOST_PIECES = 20
# “— Peter Storm” on lines of its own, or behind the closing mark: whose words they are is another question.
CREDIT_LINE = re.compile(r"\n\s*[—–―]\s*\S[^\n]*\s*\Z")
CREDIT_BEHIND = re.compile(r"(?<=[\"”“»’'])\s*[—–―-]\s*[^\W\d_][\w .,’'-]{1,60}\Z")
ENDING = frozenset(".!?")
OPENING = "\"'“„«‘"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of a claim's tokens with words at its ends; `span` says which tokens."""

    span: Span
    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim as tokens: `whole`, and the `pieces` between its omission marks; where it is `marked`, that is."""

    tokens: Tokens
    whole: Piece
    pieces: tuple[Piece, ...]
    words: tuple[str, ...]
    marked: bool = True

    def text(self, span: Span) -> str:
        """What was claimed in these tokens, as it was typed."""
        return self.tokens.between(span.start, span.end)

    @property
    def is_sentence(self) -> bool:
        """Whether it ends as a sentence does."""
        return not ENDING.isdisjoint(self.tokens.forms[self.whole.span.end :])

    def by_sentences(self) -> Claim:
        """The same claim, with its sentences as pieces, between which nothing is marked as left out."""
        cut, first, last = self.tokens, self.whole.span.start, self.whole.span.end
        edges = [at for at in range(first, last - 1) if cut.forms[at] in ENDING and cut.forms[at + 1][0].isupper()]
        return replace(self, pieces=_pieces(cut, self.whole, edges), marked=False)


def read_claim(text: str) -> Claim:
    """The claim in a text; BadInput where there is none, or too much."""
    if len(text) > MAX_RAW:
        raise BadInput("claim-long", limit=MAX_CLAIM)
    told = clean(_without_credit(text))
    if not told:
        raise BadInput("claim-empty")
    if len(told) > MAX_CLAIM:
        raise BadInput("claim-long", limit=MAX_CLAIM)
    cut = tokens(told)
    whole = _piece(cut, 0, len(cut.forms))
    if whole is None:
        raise BadInput("claim-wordless")
    words = tuple(fold(form) for form in whole.forms if is_word(form))
    edges = [at for at in range(whole.span.start, whole.span.end) if cut.forms[at] == OMISSION]
    return Claim(cut, whole, _pieces(cut, whole, edges), words)


def _pieces(cut: Tokens, whole: Piece, edges: Sequence[int]) -> tuple[Piece, ...]:
    """The pieces between these tokens; too many are none."""
    begins, ends = [whole.span.start, *(at + 1 for at in edges)], [*edges, whole.span.end]
    found = [_piece(cut, first, last) for first, last in zip(begins, ends, strict=True)]
    pieces = tuple(piece for piece in found if piece)
    return pieces if len(pieces) <= MOST_PIECES else (whole,)


def _piece(cut: Tokens, first: int, last: int) -> Piece | None:
    """These tokens without the marks at their ends; None where no word is left."""
    if not count_words(cut.forms[first:last]):
        return None
    while not is_word(cut.forms[first]):
        first += 1
    while not is_word(cut.forms[last - 1]):
        last -= 1
    return Piece(Span(first, last), tuple(cut.forms[first:last]))


def _without_credit(text: str) -> str:
    while found := CREDIT_LINE.search(text):
        text = text[: found.start()]
    if text.lstrip()[:1] in OPENING:
        return CREDIT_BEHIND.sub("", text.strip())
    return text
