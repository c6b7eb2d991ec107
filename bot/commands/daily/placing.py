"""Whether a schedule can do in its place what it is to do there, before it is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.daily.outbox import UNAVAILABLE, Grounds, Need
from bot.daily.schedule import Schedule
from bot.model import Ask, Channel, Message
from bot.reply import Block, Entry, Notice


@dataclass(frozen=True, slots=True)
class Ground:
    """What was found: why it cannot be kept, or what it cannot do there yet. Neither where all is well."""

    refusal: Block | None = None
    warning: Block | None = None


class Placing:
    """Looks at places. Where nobody knows what is allowed in them, all is."""

    def __init__(self, grounds: Grounds | None) -> None:
        self._grounds = grounds

    async def looked_at(self, ask: Ask, schedule: Schedule) -> Ground:
        """What the bot may do in a schedule's place, of what it needs there."""
        if self._grounds is None:
            return Ground()
        place = Channel(schedule.place)
        lacking = await self._grounds.lacking(ask.community, schedule.place, ["post"])
        if lacking is None:
            return Ground(refusal=Notice(Message("place-unseen", {"channel": place})))
        if lacking:
            lines = tuple(Message("channel-lacking-line", {"permission": Message(name)}) for name in lacking)
            return Ground(refusal=Entry(Message("channel-lacking", {"channel": place}), lines))
        found = [(need, name) for need in besides(schedule) for name in await self._lacking(ask, schedule, need)]
        nowhere = tuple(Message(f"need-{need}-unavailable") for need, name in found if name == UNAVAILABLE)
        if nowhere:
            return Ground(refusal=Entry(Message(UNAVAILABLE), nowhere))
        lines = tuple(_line(need, name) for need, name in found)
        return Ground(warning=Entry(Message("daily-lacking", {"channel": place}), lines) if lines else None)

    async def _lacking(self, ask: Ask, schedule: Schedule, need: Need) -> Sequence[str]:
        role = schedule.role or ""
        return await self._grounds.lacking(ask.community, schedule.place, [need], role) or () if self._grounds else ()


def _line(need: Need, name: str) -> Message:
    return Message("daily-lacking-line", {"permission": Message(name), "use": Message(f"need-{need}")})


def besides(schedule: Schedule) -> Sequence[Need]:
    """What a schedule needs in its place, beside posting there."""
    needs: list[Need] = ["read-back", "thread" if schedule.thread else "no-thread"]
    needs += ["role"] if schedule.role else []
    needs += ["poll"] if schedule.poll else []
    return needs
