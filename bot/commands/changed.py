"""Tells of changes in words, and which commands take which of them back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from bot.commands.topics.differing import decided, differences
from bot.communities.desk import Desk
from bot.communities.keeper import BAN, SETTINGS, TOPIC
from bot.corpus.topics import Topics
from bot.errors import BadInput, NotFound
from bot.model import Ask, Message
from bot.reply import Action, Entry, Stamp
from bot.store.ledger import PETITIONS, Change
from bot.store.petitions import Petition
from bot.store.schedules import KIND as SCHEDULE

OF_TOPICS = frozenset({TOPIC, BAN, PETITIONS})
OF_SETTINGS = frozenset({SETTINGS})
OF_SCHEDULES = frozenset({SCHEDULE})
"""The kinds of documents that a group of commands is about: only whoever may use it takes changes of them back."""

VERBS = {"undo-settings": OF_SETTINGS, "undo-daily": OF_SCHEDULES, "undo": OF_TOPICS}
"""The action of each group that takes a change back."""

# A change has many parts where a file was imported.
PARTS = 4
NUMBER = re.compile(r"#?(?P<number>[1-9][0-9]{0,9})", re.ASCII)


def typed_number(typed: str) -> int:
    """The number of a change that somebody typed."""
    found = NUMBER.fullmatch(typed.strip())
    if not found:
        raise BadInput("change-number")
    return int(found["number"])


def chosen_number(target: str) -> int:
    """The number of a change that an action names; NotFound for anything else: anybody can send anything."""
    found = NUMBER.fullmatch(target)
    if not found:
        raise NotFound("change-unknown")
    return int(found["number"])


def undoing(change: Change) -> Action:
    """The action that takes a change back, of the group that it belongs to."""
    kinds = {one.kind for one in change.changed}
    verb = next((verb for verb, of in VERBS.items() if kinds and kinds <= of), "undo")
    return Action(verb, str(change.number), Message("action-undo-of", {"number": change.number}))


async def taken_back(desk: Desk, ask: Ask, number: int, made: int, verb: str) -> tuple[Entry, Action]:
    """What taking a change back by the one that was `made` did, and the action that takes that back in turn."""
    [before] = await desk.changes.latest(ask, number + 1, None, 1)
    [now] = await desk.changes.latest(ask, made + 1, None, 1)
    title = Message("change-undone", {"undone": number, "number": made})
    label = Message("action-redo" if before.undoes is None else "action-undo")
    lines = _lines(now, desk.keeper.curated, await petitions_of(desk, ask, [now]))
    return Entry(title, tuple(lines)), Action(verb, str(made), label)


async def petitions_of(desk: Desk, ask: Ask, changes: Iterable[Change]) -> Mapping[str, Petition]:
    """The petitions that changes decided on, as far as they are still kept."""
    numbers = [part.key for change in changes for part in change.changed if part.kind == PETITIONS]
    return await desk.petitions.several(ask.community, numbers) if numbers else {}


def entry(change: Change, curated: Topics, petitions: Mapping[str, Petition] = MappingProxyType({})) -> Entry:
    """What a change is called and what it changed, with who made it and when.

    Of `petitions` it tells what members wrote: that is for moderators alone.
    """
    deed = Message(f"deed-{change.deed}", {"number": change.undoes or 0})
    title = Message("history-entry", {"number": change.number, "deed": deed})
    return Entry(title, tuple(_lines(change, curated, petitions)), Stamp(change.member, change.made_at))


def _lines(change: Change, curated: Topics, petitions: Mapping[str, Petition]) -> Iterator[Message]:
    for part in change.changed:
        if part.kind == PETITIONS and part.key in petitions:
            yield from decided(petitions[part.key], part)
    parts = [of for of in change.changed if of.kind != PETITIONS]
    for part in parts[:PARTS]:
        yield from differences(part, curated)
    if len(parts) > PARTS:
        yield Message("history-more", {"count": len(parts) - PARTS})
