"""Shards: the parts into which Discord divides the servers of a bot, so that several processes share them."""

from __future__ import annotations

import re
from dataclasses import dataclass

# Which, such as 0-3 or 0,5, of how many; or how many for each of the machines that are numbered by their names.
NUMBERED = re.compile(r"(?P<numbers>[0-9]{1,5}(-[0-9]{1,5})?(,[0-9]{1,5}(-[0-9]{1,5})?)*)/(?P<of>[1-9][0-9]{0,4})")
EACH = re.compile(r"pod:(?P<each>[1-9][0-9]{0,4})/(?P<of>[1-9][0-9]{0,4})")
ORDINAL = re.compile(r".*-(?P<number>[0-9]{1,5})")


@dataclass(frozen=True, slots=True)
class Shards:
    """The shards that a process runs, by their numbers, and how many there are in all."""

    numbers: tuple[int, ...] = (0,)
    of: int = 1


def read(told: str, host: str) -> Shards:
    """The shards that are told; as `pod:4/16` the four of sixteen that a host has by the number at its name's end.

    ValueError where these are none.
    """
    numbers, of = _each(told, host) if told.startswith("pod:") else _numbered(told)
    if not numbers or max(numbers) >= of:
        raise ValueError(told)
    return Shards(tuple(sorted(numbers)), of)


def _numbered(told: str) -> tuple[set[int], int]:
    found = NUMBERED.fullmatch(told)
    if not found:
        raise ValueError(told)
    ends = [part.partition("-") for part in found["numbers"].split(",")]
    return {of for first, _, last in ends for of in range(int(first), int(last or first) + 1)}, int(found["of"])


def _each(told: str, host: str) -> tuple[set[int], int]:
    found, ordinal = EACH.fullmatch(told), ORDINAL.fullmatch(host.partition(".")[0])
    if not found or not ordinal:
        raise ValueError(told)
    each, of = int(found["each"]), int(found["of"])
    first = int(ordinal["number"]) * each
    return set(range(first, min(first + each, of))), of
