"""What a claim is held against: the tokens of a passage, or of neighbouring ones, with their sentences."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import accumulate

from bot.corpus.sentences import sentences
from bot.library.folding import Tokens, is_word, other_case, tokens
from bot.model import Passage, Quote, Span

# Where a sentence begins inside what is one sentence to a quote: in a quotation, in a list, after a colon and a mark.
INNER = re.compile(
    r"[.!?…][\"”’»)\]]*(?:\s?\[\d{1,3}\])*\s+(?=[\"“„«‘(]?[A-ZÀ-Þ])|:\s*[\"“„«‘](?=[A-ZÀ-Þ])|\n\s*(?:[•‣▪*–-]\s+)?"
)
BETWEEN = "\0"


class Ground:
    """Passages of one work that follow each other, as one run of tokens."""

    def __init__(self, passages: Sequence[Passage], language: str) -> None:
        self.passages = tuple(passages)
        self.language = language
        self._cut = [tokens(passage.text) for passage in passages]
        self._from = [0, *accumulate(len(cut.forms) for cut in self._cut)]
        self.forms = [form for cut in self._cut for form in cut.forms]
        self._joined = BETWEEN + BETWEEN.join(self.forms) + BETWEEN
        self._offsets = [0, *accumulate(len(form) + 1 for form in self.forms)]

    def __len__(self) -> int:
        return len(self.forms)

    def find(self, forms: Sequence[str], start: int) -> int | None:
        """Where these tokens next stand, from `start` on, the first letter in either case."""
        found = [self._joined.find(sought, self._offsets[start]) for sought in _shapes(forms)]
        places = [at for at in found if at >= 0]
        return bisect_left(self._offsets, min(places)) if places else None

    def find_last(self, forms: Sequence[str], end: int) -> int | None:
        """Where these tokens last stand that end before token `end`."""
        places = [self._joined.rfind(sought, 0, self._offsets[end] + 1) for sought in _shapes(forms)]
        return bisect_left(self._offsets, max(places)) if max(places) >= 0 else None

    def every(self, forms: Sequence[str]) -> Iterator[int]:
        """All places where these tokens stand."""
        at = self.find(forms, 0)
        while at is not None:
            yield at
            at = self.find(forms, at + 1)

    def sentence(self, at: int) -> Span:
        """The sentence of a token, as tokens."""
        number = bisect_right(self._begins, at)
        after = self._begins[number] if number < len(self._begins) else len(self)
        return Span(self._begins[number - 1], after)

    def quotes(self, first: int, last: int) -> list[Quote]:
        """What stands from token `first` up to `last`, a quote for each passage."""
        found = []
        for passage, cut, begin in zip(self.passages, self._cut, self._from, strict=False):
            low, high = max(first - begin, 0), min(last - begin, len(cut.forms))
            if low < high:
                found.append(Quote(passage, Span(cut.starts[low], cut.ends[high - 1])))
        return found

    def words(self, span: Span) -> Span:
        """A stretch of tokens without the marks at its ends; it must hold a word."""
        places = [at for at in range(span.start, span.end) if is_word(self.forms[at])]
        return Span(places[0], places[-1] + 1)

    def passage_at(self, at: int) -> Passage:
        """The passage of a token; of the end, the last one."""
        return self.passages[min(bisect_right(self._from, at), len(self.passages)) - 1]

    def text(self, span: Span) -> str:
        """The characters of a stretch of tokens, as they stand."""
        return " ".join(quote.text for quote in self.quotes(span.start, span.end))

    @cached_property
    def _begins(self) -> list[int]:
        """The tokens that begin a sentence, in order."""
        found = {0}
        for passage, cut, begin in zip(self.passages, self._cut, self._from, strict=False):
            found |= {begin + at for at in _begins(passage.text, cut, self.language)}
        return sorted(found)


def _begins(text: str, cut: Tokens, language: str) -> set[int]:
    places = {0} | {span.start for span in sentences(text, language)} | {found.end() for found in INNER.finditer(text)}
    return {bisect_left(cut.starts, place) for place in places} - {len(cut.forms)}


def _shapes(forms: Sequence[str]) -> tuple[str, str]:
    rest = BETWEEN.join([*forms[1:], ""])
    return (f"{BETWEEN}{forms[0]}{BETWEEN}{rest}", f"{BETWEEN}{other_case(forms[0])}{BETWEEN}{rest}")
