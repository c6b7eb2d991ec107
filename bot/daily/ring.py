"""An order of very many things that seems random, takes no memory, and is the same for the same seed."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterator


class Ring:
    """The numbers below `size`, once round in the order of a seed."""

    def __init__(self, size: int, *seed: str) -> None:
        self._size = size
        self._step, self._first = (number_of(*seed, what) for what in ("step", "first"))
        while math.gcd(self._step, size) != 1:
            self._step += 1

    def round(self, after: int | None = None) -> Iterator[int]:
        """All of them, beginning with the one that comes after another."""
        first = self._first if after is None else after + self._step
        return ((first + turn * self._step) % self._size for turn in range(self._size))


def number_of(*seed: str) -> int:
    """A number that follows from a seed."""
    return int.from_bytes(hashlib.sha256("\0".join(seed).encode()).digest()[:8])
