"""What is kept of the asker, for them to see and to take away: `/data` and `/forget`."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable

from bot.communities.desk import Desk
from bot.dispatch.command import action, command
from bot.model import Ask, Message
from bot.reply import Action, Enclosed, Notice, Reply, notice
from bot.store.members import Known, Written

FILE = "tegenspraak-data.json"


class Own:
    """Shows members what is kept of them, and deletes it. `remembering` forget what this process knows of an asker."""

    def __init__(self, desk: Desk, remembering: Iterable[Callable[[Ask], None]] = ()) -> None:
        self._desk = desk
        self._remembering = tuple(remembering)

    @command("data", examples=["data"], confidential=True)
    async def data(self, ask: Ask) -> Reply:
        """All that is kept of you, as a file."""
        known = await self._desk.members.known(_platform(ask), ask.member)
        if not known.written and not known.changes:
            return notice(Message("data-none"))
        told = Notice(Message("data-some", {"written": len(known.written), "changes": known.changes}))
        return Reply((told, Enclosed(FILE, _file(known))), (Action("forget"),), private=True)

    @command("forget", examples=["forget"], confidential=True)
    async def forget(self, ask: Ask) -> Reply:
        """Deletes what is kept of you, after you have confirmed it."""
        known = await self._desk.members.known(_platform(ask), ask.member)
        if not known.written and not known.changes:
            self._let_go(ask)
            return notice(Message("data-none"))
        values = {"written": len(known.written), "changes": known.changes}
        return Reply((Notice(Message("forget-sure", values)),), (Action("forget"),), private=True)

    @action("forget", confidential=True)
    async def forgotten(self, ask: Ask, target: str, shared: str) -> Reply:
        """Deletes it."""
        known = await self._desk.members.forget(_platform(ask), ask.member)
        self._let_go(ask)
        return notice(Message("forget-done", {"written": len(known.written), "changes": known.changes}))

    def _let_go(self, ask: Ask) -> None:
        """Empties the memory of this process."""
        self._desk.keeper.forget(ask.member)
        for forget in self._remembering:
            forget(ask)


def _platform(ask: Ask) -> str:
    return ask.community.partition(":")[0]


def _file(known: Known) -> str:
    told = {"written": [_written(of) for of in known.written], "changes": known.changes}
    return json.dumps(told, ensure_ascii=False, indent=2)


def _written(of: Written) -> dict[str, object]:
    told: dict[str, object] = {"community": of.community, "kind": of.kind, "state": of.state}
    return {**told, "made_at": of.made_at.isoformat(), "content": of.content}
