"""Holds a claim against one stretch of the texts, and says whether it stands there, whole, in pieces, or nearly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bot.library.aligning import Change, align
from bot.library.claiming import Claim, Piece
from bot.library.folding import count_words
from bot.library.ground import Ground
from bot.library.likeness import Likeness, by_words, share
from bot.library.limits import Limits
from bot.library.placing import Spots, places
from bot.model import Span

# So many of its pieces are tried as the first that stands there.
FIRST_PIECES = 4
# What is less alike is another text. Fewer words are alike by chance: there hardly anything may differ.
LEAST_ALIKE, FEW_WORDS, LEAST_OF_FEW = 0.55, 4, 0.75
ALMOST = 0.995


@dataclass(frozen=True, slots=True)
class Reading:
    """A claim as it reads on a ground: the stretch of it, what differs there, and which pieces stand there.

    `alike` counts every word the same, `sure` counts those more that carry the subject; 1 is the same. `limit_lost`
    says that the claim is true to the letter, and leaves out words that deny or limit.
    """

    ground: Ground
    kind: Literal["verbatim", "elided", "altered"]
    stretch: Span
    standing: tuple[Piece, ...]
    changes: tuple[Change, ...] = ()
    alike: float = 1.0
    sure: float = 1.0
    limit_lost: bool = False

    def plausible(self, words: int) -> bool:
        """Whether a claim of so many words comes from here."""
        likely = self.sure >= LEAST_ALIKE and (words >= FEW_WORDS or self.alike >= LEAST_OF_FEW)
        return likely or self.limit_lost


@dataclass(frozen=True, slots=True)
class _Placed:
    """A piece of a claim on the ground, with what differs; without a stretch where it does not stand there."""

    piece: Piece
    stretch: Span | None
    changes: tuple[Change, ...] = ()


class Judge:
    """Reads claims on grounds."""

    def __init__(self, limits: Limits, likeness: Likeness) -> None:
        self._limits = limits
        self._likeness = likeness

    def read(self, claim: Claim, ground: Ground) -> Reading | None:
        """The best reading of a claim on a ground; None where they share nothing."""
        return self.exact(claim, ground) or self.nearest(claim, ground)

    def exact(self, claim: Claim, ground: Ground) -> Reading | None:
        """The reading of a claim that is true to the letter, if it is; where it can, one that loses no limit."""
        lossy: Reading | None = None
        for kind, spots in places(claim, ground):
            lost = self._limits.lost(ground, spots, sentence=claim.is_sentence)
            if not lost:
                return Reading(ground, kind, Span(spots[0].start, spots[-1].end), claim.pieces)
            lossy = lossy or self._lossy(claim, ground, spots, lost)
        return lossy

    def _lossy(self, claim: Claim, ground: Ground, spots: Spots, lost: Sequence[Span]) -> Reading:
        """True pieces that say something else without what was left out between or around them."""
        changes = tuple(Change(Span(0, 0), span) for span in lost)
        stretch = Span(min(spots[0].start, lost[0].start), max(spots[-1].end, lost[-1].end))
        alike, sure = self._alike(claim, ground, claim.pieces, changes)
        return Reading(ground, "altered", stretch, claim.pieces, changes, alike, sure, limit_lost=True)

    def nearest(self, claim: Claim, ground: Ground) -> Reading | None:
        """The reading in which least differs."""
        tries = (self._in_order(claim, ground, first) for first in range(min(FIRST_PIECES, len(claim.pieces))))
        readings = [reading for placed in tries if (reading := self._altered(claim, ground, placed))]
        return max(readings, key=lambda reading: reading.sure, default=None)

    def _in_order(self, claim: Claim, ground: Ground, first: int) -> list[_Placed]:
        """The pieces from number `first` on, each behind the one before it; those before stand nowhere."""
        placed = [_Placed(piece, None) for piece in claim.pieces[:first]]
        start = 0
        for piece in claim.pieces[first:]:
            found = self._placed(claim, ground, piece, start)
            start = found.stretch.end if found.stretch else start
            placed.append(found)
        return placed

    def _placed(self, claim: Claim, ground: Ground, piece: Piece, start: int) -> _Placed:
        """Where a piece stands from token `start` on, or nearly does."""
        at = ground.find(piece.forms, start)
        if at is not None:
            return _Placed(piece, Span(at, at + len(piece.forms)))
        found = align(piece.forms, ground, start, self._likeness.weight)
        if found is None:
            return _Placed(piece, None)
        changes = tuple(Change(c.claimed.moved(piece.span.start), c.source) for c in found.changes)
        near = len(claim.pieces) == 1 or self._alike(claim, ground, (piece,), changes)[1] >= LEAST_ALIKE
        return _Placed(piece, found.stretch, changes) if near else _Placed(piece, None)

    def _altered(self, claim: Claim, ground: Ground, placed: Sequence[_Placed]) -> Reading | None:
        spots = [of.stretch for of in placed if of.stretch]
        if not spots:
            return None
        changes: list[Change] = []
        end = spots[0].start
        for of in placed:
            if of.stretch is None:
                changes.append(Change(of.piece.span, Span(end, end)))
                continue
            if not claim.marked and count_words(ground.forms[end : of.stretch.start]):
                changes.append(Change(Span(0, 0), ground.words(Span(end, of.stretch.start))))
            changes += of.changes
            end = of.stretch.end
        alike, sure = self._alike(claim, ground, claim.pieces, changes)
        standing = tuple(of.piece for of in placed if of.stretch)
        return Reading(ground, "altered", Span(spots[0].start, spots[-1].end), standing, tuple(changes), alike, sure)

    def _alike(
        self, claim: Claim, ground: Ground, pieces: Sequence[Piece], changes: Sequence[Change]
    ) -> tuple[float, float]:
        """How alike the two are, by words and by weight."""
        spans = [piece.span for piece in pieces]
        both = claim.tokens.forms, ground.forms, spans, changes
        return min(share(*both, by_words), ALMOST), share(*both, self._likeness.weight)
