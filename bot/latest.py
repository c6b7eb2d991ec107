"""Remembers what was used last, and no more than there is room for."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from typing import Generic, TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")


class Latest(Generic[Key, Value]):
    """The values of the `most` keys that were kept or asked for last; for one thread at a time."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._values: OrderedDict[Key, Value] = OrderedDict()

    def __len__(self) -> int:
        return len(self._values)

    def __contains__(self, key: Key) -> bool:
        return key in self._values

    def __iter__(self) -> Iterator[Key]:
        """The keys, the one first that is forgotten next; they may be dropped on the way."""
        return iter(tuple(self._values))

    def get(self, key: Key) -> Value | None:
        """The value of a key; None where it is not known, or no longer."""
        if key not in self._values:
            return None
        self._values.move_to_end(key)
        return self._values[key]

    def keep(self, key: Key, value: Value) -> None:
        """Remembers a value, and forgets the one that was used longest ago where there is no room for both."""
        self._values[key] = value
        self._values.move_to_end(key)
        if len(self._values) > self._most:
            self._values.popitem(last=False)

    def drop(self, key: Key) -> None:
        """Forgets a key, where it is known."""
        self._values.pop(key, None)
