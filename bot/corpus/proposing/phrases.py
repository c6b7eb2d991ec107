"""A sentence as the rules read it: its words outside marks, its clauses, and who is mentioned in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.corpus.lexicon import Lexicon
from bot.corpus.proposing.speech import Speech
from bot.corpus.words import words
from bot.model import Span

COMMA = re.compile(r"[,;:()–—\n]|\s-\s")
NOTES = re.compile(r"(?:\s?\[\d{1,3}\])+$")
POSSESSIVE = re.compile(r"[’']s?$")
# How many words a rule looks back and ahead.
REACH = 40
ADJECTIVES = 3


@dataclass(frozen=True, slots=True)
class Mention:
    """Somebody named at words `start` to `end`; `key` is None where `names.toml` does not list them."""

    key: str | None
    start: int
    end: int


@dataclass(frozen=True)
class Sentence:
    """One sentence of a stretch, read with the lists of its language and the names that can speak."""

    text: str
    span: Span
    marks: Sequence[Span]
    speech: Speech
    lexicon: Lexicon
    silent: frozenset[str]

    @cached_property
    def tokens(self) -> list[tuple[Span, str]]:
        """The words outside marks, with where they stand in the stretch."""
        found = words(self.text[self.span.start : self.span.end])
        moved = ((Span(s.start + self.span.start, s.end + self.span.start), word) for s, word in found)
        edges = iter(sorted(self.marks, key=lambda mark: mark.start))
        return list(_outside(moved, edges))

    @cached_property
    def words(self) -> list[str]:
        """The folded words outside marks."""
        return [word for _, word in self.tokens]

    @cached_property
    def clauses(self) -> list[int]:
        """For each word, the word that its clause begins with."""
        begins: list[int] = []
        for at in range(len(self.tokens)):
            begins.append(at if at == 0 or COMMA.search(self.gap(at)) else begins[-1])
        return begins

    @cached_property
    def mentions(self) -> dict[int, Mention]:
        """Who is mentioned, by each word of the mention."""
        found = [Mention(None, at, at + 1) for at, word in enumerate(self.words) if word in self.speech.people]
        for book in (self.lexicon.names, self.lexicon.groups):
            found += [Mention(s.key, s.start, s.end) for s in book.spot(self.words) if s.key not in self.silent]
        return {at: mention for mention in found for at in range(mention.start, mention.end)}

    @property
    def end(self) -> int:
        """Where the sentence ends, footnote marks left out."""
        notes = NOTES.search(self.text[max(self.span.start, self.span.end - 40) : self.span.end])
        return self.span.end - (len(notes.group()) if notes else 0)

    def gap(self, at: int) -> str:
        """What stands between word `at` and the one before it, marked stretches as three dots."""
        start, end = self.tokens[at - 1][0].end, self.tokens[at][0].start
        return self.text[start:end] if end - start < REACH else "…" + self.text[start : start + 2]

    def possessive(self, mention: Mention) -> bool:
        """Whether the mention says whose something is: *Marx’ pleidooi*, *Marx’s plea*."""
        after = self.text[self.tokens[mention.end - 1][0].end :][:2]
        return after[:1] in ("’", "'") and (after[1:2] in ("s", " "))

    def named(self, mention: Mention) -> str:
        """The mention as the text spells it, with the article of a group."""
        start = mention.start
        if self.text[self.tokens[start][0].start].islower() or mention.key is None:
            start = self._with_article(start)
        return self.text[self.tokens[start][0].start : self.tokens[mention.end - 1][0].end]

    def _with_article(self, start: int) -> int:
        for at in range(start, max(start - 1 - ADJECTIVES, self.clauses[start] - 1), -1):
            if self.words[at] in self.speech.articles:
                return at
            if at < start and (at in self.mentions or self.words[at] in self.lexicon.function):
                break
        return start


def _outside(tokens: Iterator[tuple[Span, str]], marks: Iterator[Span]) -> Iterator[tuple[Span, str]]:
    mark = next(marks, None)
    for span, word in tokens:
        while mark and mark.end <= span.start:
            mark = next(marks, None)
        if not mark or not mark.overlaps(span):
            yield span, word
