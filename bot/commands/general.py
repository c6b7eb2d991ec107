"""Commands about the bot itself: `/sources` and `/help`."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from typing import Annotated

from bot.dispatch.command import Arg, Command, command
from bot.dispatch.line import usage
from bot.errors import BadInput
from bot.library.library import Library
from bot.model import Ask, Message, Role
from bot.reply import Block, Entry, Heading, Reply
from bot.reply.telling import language_name

Steps = Callable[[Ask], Awaitable[tuple[Block, ...]]]


async def no_steps(ask: Ask) -> tuple[Block, ...]:
    """Where nothing has to be set up."""
    return ()


class General:
    """Says which texts are held and what can be asked. `commands` gives the registry's commands when asked.

    `steps` is what an asker has still to do before the bot is set up.
    """

    def __init__(self, library: Library, commands: Callable[[], dict[str, Command]], steps: Steps = no_steps) -> None:
        self._library = library
        self._commands = commands
        self._steps = steps

    @command("sources", examples=["sources"])
    async def sources(self, ask: Ask) -> Reply:
        """The texts that the bot quotes from, with their citations."""
        entries = tuple(
            Entry(
                Message("source-title", {"author": work.author, "title": work.title, "year": work.year}),
                (
                    Message("source-citation", {"citation": work.citation}),
                    Message("source-facts", {"key": work.author_key, "language": language_name(work.language)}),
                    *([Message("source-url", {"url": work.url})] if work.url else []),
                ),
            )
            for work in self._library.works.values()
        )
        return Reply((Heading(Message("sources-heading")), *entries))

    @command("help", examples=["help", "help quote"], private=True)
    async def help(self, ask: Ask, command: Annotated[str, Arg(complete="commands")] = "") -> Reply:
        """What can be asked, or how one command is used."""
        name = " ".join(command.lstrip(" /").casefold().split())
        if name in self._commands():
            return Reply((_detail(self._commands()[name]),), private=True)
        found = [found for found in self._commands().values() if not name or found.of(name)]
        if not found:
            raise BadInput("command-unknown")
        steps = () if name else await self._steps(ask)
        return Reply((*steps, Heading(Message("help-heading")), *map(_summary, found)), private=True)


def _summary(found: Command) -> Entry:
    return Entry(Message("help-usage", {"usage": usage(found)}), tuple(_about(found)))


def _about(found: Command) -> Iterator[Message]:
    """What a command is for, and for whom, where it is not for everyone."""
    yield Message(found.key)
    if found.group:
        yield Message("help-moderators" if found.group.role <= Role.MODERATOR else "help-managers")


def _detail(found: Command) -> Entry:
    lines = [*_about(found)]
    lines += [Message("help-option", {"name": p.name, "says": Message(p.key)}) for p in found.parameters]
    lines += [Message("help-example", {"example": f"/{example}"}) for example in found.examples]
    return Entry(Message("help-usage", {"usage": usage(found)}), tuple(lines))
