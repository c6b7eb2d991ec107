"""The platforms as somebody uses them who reads text: what they ask, what they choose, and what they are shown.

Whoever adds a platform writes a class like these and puts it into `PLATFORMS`.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol

from bot.app.editions import Editions
from bot.app.matrix import matrix as made
from bot.dispatch.command import Command
from bot.dispatch.registry import Registry
from bot.i18n import Languages
from bot.library.library import Library
from bot.model import Ask, Role
from bot.platforms.console.chat import Chat
from bot.platforms.console.plain import Plain
from bot.platforms.matrix.credentials import write
from bot.platforms.matrix.names import KEPT
from bot.platforms.matrix.reactions import standing
from bot.platforms.matrix.service import Matrix
from bot.reply import Reply
from bot.reply.choices import actions_of, first_number
from bot.store.database import opened
from bot.store.sqlite import NAME, SQLite
from tests.databases import prepare
from tests.local_discord import Answer as DiscordAnswer
from tests.local_discord import User
from tests.local_discord.components import walk
from tests.matrix.homeserver import LocalHomeserver
from tests.matrix.person import Event, Person
from tests.matrix.stage import Stage as Home
from tests.matrix.stage import staged as homed
from tests.platforms.discord.rendering import render
from tests.platforms.discord.stage import staged
from tests.platforms.matrix.reading import read
from tests.platforms.matrix.room import ANNA, Room
from tests.platforms.matrix.room import Answer as MatrixAnswer

# A reply is kept whole before the first of its messages is sent.
QUIET_S = 0.2
MANAGES = 1 << 5 | 1 << 13
TEXT_DISPLAY, MEDIA_GALLERY = 10, 12


class Platform(Protocol):
    """Somebody on a platform, alone with the bot in a community that they manage; they read Dutch."""

    async def ask(self, name: str, options: Mapping[str, str]) -> str:
        """All that is shown in answer to a command, as text."""

    async def choose(self, verb: str, which: int) -> str:
        """All that is shown when, of what is offered with that verb under the last answer, this one is chosen."""


class OnConsole:
    """At the keyboard."""

    def __init__(self, registry: Registry, languages: Languages) -> None:
        self._chat = Chat(registry, languages)
        self._plain = Plain(languages)
        self._commands = registry.commands
        self._last: Reply

    async def ask(self, name: str, options: Mapping[str, str]) -> str:
        """Types a line."""
        return await self._typed(f"/{line(self._commands[name], options)}")

    async def choose(self, verb: str, which: int) -> str:
        """Types the number of what is offered, or the verb where there is but one."""
        offered = actions_of(self._last)
        places = [at for at, action in enumerate(offered) if action.verb == verb]
        numbered = len(places) > 1 or places[which] < len(offered) - len(self._last.actions)
        return await self._typed(str(first_number(self._last) + places[which]) if numbered else verb)

    async def _typed(self, typed: str) -> str:
        self._last = await self._chat.answer(typed)
        return self._plain.reply(self._last)


class OnDiscord:
    """In a server."""

    def __init__(self, member: User) -> None:
        self._member = member
        self._last: DiscordAnswer

    async def ask(self, name: str, options: Mapping[str, str]) -> str:
        """Uses a slash command."""
        given: dict[str, Any] = dict(options)
        self._last = await self._member.slash(name, timeout=20, **given)
        return self._shown()

    async def choose(self, verb: str, which: int) -> str:
        """Presses a button."""
        offered = [one["custom_id"] for one in self._last.buttons() if one["custom_id"].startswith(f"t:{verb}:")]
        self._last = await self._member.press(self._last, offered[which], timeout=20)
        return self._shown()

    def _shown(self) -> str:
        return "\n".join(self._texts())

    def _texts(self) -> list[str]:
        found = []
        for component in walk(self._last.components):
            if component["type"] == TEXT_DISPLAY:
                found.append(render(component["content"]).text)
            elif component["type"] == MEDIA_GALLERY:
                found += [item["description"] for item in component["items"]]
        return found


class InRoom:
    """In a room of Matrix."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._last: MatrixAnswer

    async def ask(self, name: str, options: Mapping[str, str]) -> str:
        """Says a line with the room's prefix."""
        return self._shown(await self._room.say(f"!{line(self._room.registry.commands[name], options)}"))

    async def choose(self, verb: str, which: int) -> str:
        """Reacts to the bot's message."""
        event = standing(self._last.last)
        offered = [one["sign"] for one in event["content"][KEPT]["actions"] if one["verb"] == verb]
        return self._shown(await self._room.react(self._last.last, offered[which]))

    def _shown(self, answer: MatrixAnswer | None) -> str:
        assert answer
        self._last = answer
        contents = [standing(event)["content"] for event in answer.events]
        return "\n".join(read(content.get("formatted_body", "")).text for content in contents)


class AtHome:
    """In a room of a real homeserver, where the bot serves."""

    def __init__(self, anna: Person, room: str, bot: str, commands: Mapping[str, Command]) -> None:
        self._anna = anna
        self._room = room
        self._bot = bot
        self._commands = commands
        self._heard: list[Event] = []

    async def ask(self, name: str, options: Mapping[str, str]) -> str:
        """Says a line with the room's prefix."""
        return await self._said(f"!{line(self._commands[name], options)}")

    async def choose(self, verb: str, which: int) -> str:
        """Replies to the bot's message with the sign."""
        offered = [one["sign"] for one in self._heard[-1]["content"][KEPT]["actions"] if one["verb"] == verb]
        relation = {"m.in_reply_to": {"event_id": self._heard[-1]["event_id"]}}
        return await self._said(offered[which], **{"m.relates_to": relation})

    async def _said(self, body: str, **content: object) -> str:
        """All that the bot answers: once it has said something, until it says no more."""
        await self._anna.say(self._room, body, **content)
        before = len(self._heard)
        said = await self._anna.answers(self._room, self._bot, before + 1)
        while len(said) > len(self._heard):
            self._heard = said
            await asyncio.sleep(QUIET_S)
            said = await self._anna.messages(self._room, self._bot)
        return "\n".join(read(event["content"].get("formatted_body", "")).text for event in said[before:])


def line(command: Command, options: Mapping[str, str]) -> str:
    """A command with its options as it is typed: the first text by itself."""
    first, *further = command.parameters
    bare = [options[first.name]] if first.name in options else []
    named = [f'{parameter.name}="{options[parameter.name]}"' for parameter in further if parameter.name in options]
    return " ".join([command.name, *bare, *named])


@dataclass(frozen=True)
class Setting:
    """What a platform is opened with: the commands that it serves, and what there is to serve it with."""

    registry: Registry
    languages: Languages
    folder: Path
    library: Library
    homeserver: Callable[[], LocalHomeserver]


@asynccontextmanager
async def console(setting: Setting) -> AsyncIterator[Platform]:
    """The chat in a terminal."""
    yield OnConsole(setting.registry, setting.languages)


@asynccontextmanager
async def discord(setting: Setting) -> AsyncIterator[Platform]:
    """The local Discord."""
    async with staged(setting.registry, setting.languages, setting.folder) as stage:
        yield OnDiscord(stage.member(permissions=MANAGES))


@asynccontextmanager
async def matrix(setting: Setting) -> AsyncIterator[Platform]:
    """A room without a homeserver."""
    ask = Ask("nl", "nl", "test", "test", ANNA, Role.MANAGER, communal=True)
    yield InRoom(Room(setting.registry, setting.languages, ask))


@asynccontextmanager
async def synapse(setting: Setting) -> AsyncIterator[Platform]:
    """A room of a real homeserver."""
    async with homed(setting.homeserver(), setting.folder, setting.library) as stage, _serving(setting, stage):
        room = await stage.room(stage.person().id)
        yield AtHome(stage.anna, room, stage.bot, setting.registry.commands)


@asynccontextmanager
async def _serving(setting: Setting, stage: Home) -> AsyncIterator[None]:
    """The bot serves these commands."""
    write(stage.state, stage.me)
    backend, stop = SQLite(stage.state / NAME), asyncio.Event()
    prepare(backend)
    async with opened(backend) as database:
        service = made(stage.config, Editions(stage.library), database)
        means = replace(service._means, registry=setting.registry)
        running = asyncio.create_task(Matrix(service._homeserver, means).run(stop))
        try:
            yield
        finally:
            stop.set()
            await asyncio.wait_for(running, 20)


Opened = Callable[[Setting], AbstractAsyncContextManager[Platform]]
PLATFORMS: tuple[Opened, ...] = (console, discord, matrix, synapse)
