"""What a button must remember, written into the ids of a message's buttons: there is no other memory.

An id is `t:<verb>:<part>/<parts>:<length of target>:<target><chunk>.`; the dot shows that nothing was cut off. What
all buttons of a message share stands whole in each id (`<parts>` is 1, `<part>` tells equal buttons apart) or, where
that is too long, divided over them; where even that is too long, without its last words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.platforms.discord.limits import CUSTOM_ID, OverLimit

END = "."
WRITTEN = re.compile(
    r"t:(?P<verb>[^:]+):(?P<part>[0-9]{1,2})/(?P<parts>[0-9]{1,2}):(?P<length>[0-9]{1,2}):(?P<rest>.*)\.", re.DOTALL
)
TOKEN = re.compile(r"\w+|\W", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Press:
    """What was chosen: the arguments of `Registry.press`."""

    verb: str
    target: str
    shared: str


@dataclass(frozen=True, slots=True)
class _Written:
    """One id, read."""

    verb: str
    target: str
    part: int
    parts: int
    chunk: str


def custom_ids(actions: Sequence[tuple[str, str]], shared: str) -> list[str]:
    """The ids of a message's buttons, given as (verb, target); OverLimit where there is no room for a target."""
    whole = [_head(action, part, 1) for part, action in enumerate(actions)]
    if all(len(shared) <= _room(head) for head in whole):
        return [f"{head}{shared}{END}" for head in whole]
    heads = [_head(action, part, len(actions)) for part, action in enumerate(actions)]
    rooms = [_room(head) for head in heads]
    if min(rooms) < 0:
        raise OverLimit(["a button's target has no room in its id"])
    chunks = _divided(_shortened(shared, sum(rooms)), rooms)
    return [f"{head}{chunk}{END}" for head, chunk in zip(heads, chunks, strict=True)]


def keep_whole(actions: Sequence[tuple[str, str]], shared: str) -> bool:
    """Whether the ids of these buttons have room for all that they share."""
    divided = [_room(_head(action, part, len(actions))) for part, action in enumerate(actions)]
    return len(shared) <= sum(divided)


def read(pressed: str, ids: Iterable[str]) -> Press | None:
    """What a pressed id says, given the ids of all buttons of its message; None where it cannot be read."""
    chosen = _read(pressed)
    if chosen is None:
        return None
    if chosen.parts == 1:
        return Press(chosen.verb, chosen.target, chosen.chunk)
    found = (_read(custom_id) for custom_id in ids)
    chunks = {written.part: written.chunk for written in found if written and written.parts == chosen.parts}
    if set(chunks) != set(range(chosen.parts)):
        return None
    return Press(chosen.verb, chosen.target, "".join(chunks[part] for part in range(chosen.parts)))


def _head(action: tuple[str, str], part: int, parts: int) -> str:
    verb, target = action
    if not verb or ":" in verb:
        raise ValueError(f"{verb!r} cannot be the verb of a button")
    return f"t:{verb}:{part}/{parts}:{len(target)}:{target}"


def _room(head: str) -> int:
    return CUSTOM_ID - len(head) - len(END)


def _read(custom_id: str) -> _Written | None:
    found = WRITTEN.fullmatch(custom_id)
    if found is None or len(found["rest"]) < int(found["length"]):
        return None
    target, chunk = found["rest"][: int(found["length"])], found["rest"][int(found["length"]) :]
    return _Written(found["verb"], target, int(found["part"]), int(found["parts"]), chunk)


def _shortened(text: str, room: int) -> str:
    """As much of the text as there is room for, up to the end of a word."""
    if len(text) <= room:
        return text
    ends = [found.end() for found in TOKEN.finditer(text) if found.end() <= room]
    return text[: ends[-1]].rstrip() if ends else ""


def _divided(text: str, rooms: Sequence[int]) -> list[str]:
    chunks = []
    for room in rooms:
        chunks.append(text[:room])
        text = text[room:]
    return chunks
