"""The platforms as somebody uses them who reads text: what they ask, what they choose, and what they are shown.

Whoever adds a platform writes a class like these and puts it into `PLATFORMS`.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any, Protocol

from bot.dispatch.command import Command
from bot.dispatch.registry import Registry
from bot.i18n import Languages
from bot.model import Ask, Role
from bot.platforms.console.chat import Chat
from bot.platforms.console.plain import Plain
from bot.platforms.matrix.names import KEPT
from bot.platforms.matrix.reactions import standing
from bot.reply import Reply
from bot.reply.choices import actions_of, first_number
from tests.local_discord import Answer as DiscordAnswer
from tests.local_discord import User
from tests.local_discord.components import walk
from tests.platforms.discord.rendering import render
from tests.platforms.discord.stage import staged
from tests.platforms.matrix.reading import read
from tests.platforms.matrix.room import ANNA, Room
from tests.platforms.matrix.room import Answer as MatrixAnswer

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


def line(command: Command, options: Mapping[str, str]) -> str:
    """A command with its options as it is typed: the first text by itself."""
    first, *further = command.parameters
    bare = [options[first.name]] if first.name in options else []
    named = [f'{parameter.name}="{options[parameter.name]}"' for parameter in further if parameter.name in options]
    return " ".join([command.name, *bare, *named])


@asynccontextmanager
async def console(registry: Registry, languages: Languages, folder: Path) -> AsyncIterator[Platform]:
    """The chat in a terminal."""
    yield OnConsole(registry, languages)


@asynccontextmanager
async def discord(registry: Registry, languages: Languages, folder: Path) -> AsyncIterator[Platform]:
    """The local Discord."""
    async with staged(registry, languages, folder) as stage:
        yield OnDiscord(stage.member(permissions=MANAGES))


@asynccontextmanager
async def matrix(registry: Registry, languages: Languages, folder: Path) -> AsyncIterator[Platform]:
    """A room without a homeserver."""
    yield InRoom(Room(registry, languages, Ask("nl", "nl", "test", "test", ANNA, Role.MANAGER, communal=True)))


Opened = Callable[[Registry, Languages, Path], AbstractAsyncContextManager[Platform]]
PLATFORMS: tuple[Opened, ...] = (console, discord, matrix)
