"""Finds the places of a ground where a claim stands as it is: whole, or in pieces in their order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Literal

from bot.library.claiming import Claim, Piece
from bot.library.ground import Ground
from bot.model import Span

# So many places of the first words of a claim are looked at.
PLACES = 20

Spots = tuple[Span, ...]
"""Where each piece of a claim stands, in tokens."""


def places(claim: Claim, ground: Ground) -> Iterator[tuple[Literal["verbatim", "elided"], Spots]]:
    """The places where a claim is true to the letter: those of the whole first, then those of its pieces."""
    for at in islice(ground.every(claim.whole.forms), PLACES):
        yield "verbatim", (_at(at, claim.whole),)
    if len(claim.pieces) > 1 and len(ground.passages) == 1:
        yield from (("elided", spots) for spots in dict.fromkeys(_in_order(claim.pieces, ground)))


def _in_order(pieces: Sequence[Piece], ground: Ground) -> Iterator[Spots]:
    for first in islice(ground.every(pieces[0].forms), PLACES):
        spots = [_at(first, pieces[0])]
        for piece in pieces[1:]:
            at = ground.find(piece.forms, spots[-1].end)
            if at is None:
                return
            spots.append(_at(at, piece))
        yield _drawn_together(spots, pieces, ground)


def _drawn_together(spots: Sequence[Span], pieces: Sequence[Piece], ground: Ground) -> Spots:
    """The same pieces with as little as can be left out between them."""
    drawn = [spots[-1]]
    for piece in reversed(pieces[:-1]):
        at = ground.find_last(piece.forms, drawn[0].start)
        if at is not None:
            drawn.insert(0, _at(at, piece))
    return tuple(drawn)


def _at(first: int, piece: Piece) -> Span:
    return Span(first, first + len(piece.forms))
