"""How moderators name a schedule: by its key, by its time, by its channel; and the keys that schedules are given."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from typing import Annotated

from bot.communities.desk import Desk
from bot.communities.keeper import State
from bot.daily.agenda import Agenda
from bot.daily.schedule import Schedule
from bot.dispatch.command import Arg
from bot.dispatch.registry import Choice, Completer
from bot.errors import NotFound
from bot.model import Ask, Message, MessageValue
from bot.store.schedules import KIND

SCHEDULES = "schedules"
"""The completer of schedules."""

Scheduled = Annotated[str, Arg(complete=SCHEDULES)]
"""An argument that names a schedule."""

# Without what is easily taken for something else: 0 and o; 1, i and l.
SIGNS, LENGTH = "23456789abcdefghjkmnpqrstuvwxyz", 4
LONGEST = 100
# Of a channel's name so much is shown in a choice.
NAME = 30
WORD = re.compile(r"[a-z0-9]+")
TIME = re.compile(r"(?P<hour>[0-9]{1,2})[:.](?P<minute>[0-9]{2})")


@dataclass(frozen=True, slots=True)
class Named:
    """A schedule with its key, and the version of its document that was seen."""

    key: str
    schedule: Schedule
    version: int


async def new_key(desk: Desk, agenda: Agenda, ask: Ask) -> str:
    """A key that no schedule of the asker's community has, or had: what was posted by it is known by that."""
    while True:
        key = "".join(secrets.choice(SIGNS) for _ in range(LENGTH))
        changed = await desk.changes.latest(ask, None, (KIND, key), 1)
        if not changed and not await agenda.deliveries.knows(ask.community, key):
            return key


def all_of(state: State) -> list[Named]:
    """The schedules of a community, in the order of the day."""
    documents = state.documents.get(KIND, {})
    found = [Named(key, Schedule.of(of.content), of.version) for key, of in documents.items()]
    return sorted(found, key=lambda of: (of.schedule.time, of.key))


async def named(desk: Desk, ask: Ask, typed: str) -> Named:
    """The schedule of the asker's community that is meant for certain; where there is one only, nothing need be typed.

    NotFound where there is none, or it could be several; it names those that there are.
    """
    known = all_of(await desk.state(ask))
    if not known:
        raise NotFound("schedule-none")
    found = meant(known, typed, ask)
    if len(found) == 1:
        return found[0]
    key = "schedule-several" if found else "schedule-unknown"
    raise NotFound(key, known=", ".join(f"{of.key} ({of.schedule.time})" for of in found or known))


def meant(known: list[Named], typed: str, ask: Ask) -> list[Named]:
    """Those of the schedules that may be meant: all where nothing is typed."""
    said = _said(typed)
    if not said:
        return known
    words = set(WORD.findall(said))
    return (
        # The words of a choice have the key among them: a client may send those.
        [of for of in known if of.key in words]
        or [of for of in known if of.schedule.time == _time(said)]
        or [of for of in known if said.strip("<#>") in (of.schedule.place, _said(ask.called(of.schedule.place)))]
    )


def schedules(desk: Desk) -> Completer:
    """Offers the schedules of the asker's community: those that may be meant, else those that begin so, else all."""

    async def complete(ask: Ask, typed: str) -> list[Choice]:
        known = all_of(await desk.state(ask))
        said = _said(typed)
        begun = [of for of in known if of.key.startswith(said) or of.schedule.time.lstrip("0").startswith(said)]
        return [_choice(of, ask) for of in meant(known, typed, ask) or begun or known]

    return complete


def _choice(of: Named, ask: Ask) -> Choice:
    # A choice is plain text, in which no platform shows a channel by its id.
    name = ask.called(of.schedule.place)
    where = name if len(name) <= NAME else f"{name[: NAME - 1]}…"
    values: dict[str, MessageValue] = {"key": of.key, "time": of.schedule.time, "channel": f"#{where}"}
    kind = Message(f"schedule-kind-{of.schedule.kind}")
    return Choice(of.key, of.key, Message("schedule-choice", {**values, "kind": kind}))


def _said(typed: str) -> str:
    return typed[:LONGEST].casefold().strip()


def _time(said: str) -> str:
    """The time of day that somebody typed, as schedules have it; what is none is like none."""
    found = TIME.fullmatch(said)
    return f"{int(found['hour']):02}:{found['minute']}" if found else said
