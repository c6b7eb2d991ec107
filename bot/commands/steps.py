"""The first steps of whoever manages a server: what is to be done there, and what is done already."""

from __future__ import annotations

from collections.abc import Callable, Container
from dataclasses import dataclass

from bot.commands.settings import Managing
from bot.communities.desk import Desk
from bot.communities.keeper import State
from bot.errors import BotError
from bot.model import Ask, Message
from bot.reply import Block, Entry
from bot.store.schedules import KIND as SCHEDULE


@dataclass(frozen=True, slots=True)
class Step:
    """Something to do with a command, by the name of its sentence (`step-<name>`), and whether it is done."""

    name: str
    command: str
    done: Callable[[State], bool]


STEPS = (
    Step("language", "settings", lambda state: bool(state.settings.language)),
    Step("topics", "topic add", lambda state: bool(state.sheets)),
    Step("daily", "daily add", lambda state: bool(state.documents.get(SCHEDULE))),
)


class FirstSteps:
    """Tells managers of the steps whose commands there are, until all are done."""

    def __init__(self, desk: Desk, commands: Callable[[], Container[str]], steps: tuple[Step, ...] = STEPS) -> None:
        self._desk = desk
        self._commands = commands
        self._steps = steps

    async def for_asker(self, ask: Ask) -> tuple[Block, ...]:
        """The steps; nothing for others than managers, where nobody else is, or the database is away."""
        if not (ask.communal and ask.overheard and Managing.group.admits(ask)):
            return ()
        try:
            state = await self._desk.state(ask)
        except BotError:
            return ()
        steps = [(step, step.done(state)) for step in self._steps if step.command in self._commands()]
        if all(done for _, done in steps):
            return ()
        return (Entry(Message("steps-heading"), tuple(_line(step, done=done) for step, done in steps)),)


def _line(step: Step, *, done: bool) -> Message:
    return Message("step-done" if done else "step-to-do", {"step": Message(f"step-{step.name}")})
