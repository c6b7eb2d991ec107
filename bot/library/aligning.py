"""Aligns a claim with the stretch of a text that it is nearest to, and says in which tokens the two differ."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import Match as Run
from difflib import SequenceMatcher
from itertools import chain

from rapidfuzz.distance import Levenshtein
from rapidfuzz.fuzz import partial_ratio_alignment

from bot.library.folding import is_word, other_case
from bot.library.ground import Ground
from bot.model import Span

# How much of a stretch of the text may be passed over to reach more that is alike, by the worth of that.
PASSED_OVER, MOST_PASSED = 0.2, 4.0

Forms = Sequence[str]


@dataclass(frozen=True, slots=True)
class Change:
    """Tokens of a claim, and those of the text in whose place they stand; one of the two may be empty."""

    claimed: Span
    source: Span


@dataclass(frozen=True, slots=True)
class Alignment:
    """The stretch of a text that a claim is nearest to, and the changes, in order; all as numbers of tokens."""

    stretch: Span
    changes: tuple[Change, ...]


def align(claimed: Forms, ground: Ground, start: int, worth: Callable[[str], float]) -> Alignment | None:
    """The alignment, from token `start` of the ground on, in which least differs; None where the two share nothing.

    `worth` weighs a token.
    """
    runs = {_longest_run(claimed, ground.forms, stretch) for stretch in _likely(claimed, ground.forms, start)}
    found = [_around(run, claimed, ground, start, worth) for run in runs if run.size]

    def differs(alignment: Alignment) -> float:
        return sum(map(worth, chain.from_iterable(_tokens(of, claimed, ground.forms) for of in alignment.changes)))

    return min(found, key=differs, default=None)


def _likely(claimed: Forms, source: Forms, start: int) -> Iterator[Span]:
    """Where a claim may come from: anywhere, and the stretch as long as itself that has most of it."""
    yield Span(start, len(source))
    window = partial_ratio_alignment(claimed, source[start:])
    if window and len(claimed) < len(source) - start:
        yield Span(start + window.dest_start, start + window.dest_end)


def _longest_run(claimed: Forms, source: Forms, stretch: Span) -> Run:
    return SequenceMatcher(None, claimed, source, autojunk=False).find_longest_match(blo=stretch.start, bhi=stretch.end)


def _tokens(change: Change, claimed: Forms, source: Forms) -> Forms:
    """The tokens that differ on both sides."""
    return [*claimed[change.claimed.start : change.claimed.end], *source[change.source.start : change.source.end]]


def _around(run: Run, claimed: Forms, ground: Ground, start: int, worth: Callable[[str], float]) -> Alignment:
    """The alignment around a run that both have."""
    source = ground.forms
    left = _reach(claimed[: run.a][::-1], source[start : run.b][::-1], worth)
    right = _reach(claimed[run.a + run.size :], source[run.b + run.size :], worth)
    first, last = run.b - left[1], run.b + run.size + right[1]
    first = _words_back(source, first, run.a - left[0], max(start, ground.sentence(first).start))
    last = _words_on(source, last, len(claimed) - run.a - run.size - right[0], ground.sentence(last - 1).end)
    return _trimmed(Span(first, last), _changes(claimed, source, Span(first, last)))


def _reach(claimed: Forms, source: Forms, worth: Callable[[str], float]) -> tuple[int, int]:
    """How far the two go on alike, in tokens of each, away from where they are the same."""
    at, on = 0, 0
    for found in SequenceMatcher(None, claimed, source, autojunk=False).get_matching_blocks():
        passed = max(0, (found.b - on) - (found.a - at)) * PASSED_OVER
        gained = sum(worth(form) for form in claimed[found.a : found.a + found.size])
        if found.size and gained >= min(passed, MOST_PASSED):
            at, on = found.a + found.size, found.b + found.size
    return at, on


def _words_back(source: Forms, at: int, count: int, limit: int) -> int:
    """As many tokens back as the claim has left over, from a word on, within the sentence."""
    first = max(at - count, limit)
    while first < at and not is_word(source[first]):
        first += 1
    return first


def _words_on(source: Forms, at: int, count: int, limit: int) -> int:
    """As many tokens on, up to a word, within the sentence."""
    last = min(at + count, limit)
    while last > at and not is_word(source[last - 1]):
        last -= 1
    return last


def _changes(claimed: Forms, source: Forms, stretch: Span) -> list[Change]:
    """What differs, contiguous changes as one."""
    merged: list[Change] = []
    for op in Levenshtein.opcodes(claimed, source[stretch.start : stretch.end]):
        if op.tag == "equal":
            continue
        change = Change(
            Span(op.src_start, op.src_end), Span(op.dest_start + stretch.start, op.dest_end + stretch.start)
        )
        last = merged[-1] if merged else None
        if last and last.claimed.end == change.claimed.start and last.source.end == change.source.start:
            change = Change(Span(last.claimed.start, change.claimed.end), Span(last.source.start, change.source.end))
            merged.pop()
        merged.append(change)
    return [change for change in merged if not _is_case(change, claimed, source)]


def _is_case(change: Change, claimed: Forms, source: Forms) -> bool:
    """Whether a claim only begins in another case than the text goes on in."""
    first = change.claimed == Span(0, 1) and len(change.source) == 1
    return first and other_case(claimed[0]) == source[change.source.start]


def _trimmed(stretch: Span, changes: list[Change]) -> Alignment:
    """Without what the text has before and after the claim."""
    if changes and changes[0].claimed == Span(0, 0):
        stretch = Span(changes.pop(0).source.end, stretch.end)
    if changes and not changes[-1].claimed and changes[-1].source.end == stretch.end:
        stretch = Span(stretch.start, changes.pop().source.start)
    return Alignment(stretch, tuple(changes))
