"""Commands about the bot itself: `/sources` and `/help`."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Iterator
from typing import Annotated

from bot.commands.place import read_rank
from bot.dispatch.command import Arg, Command, action, command
from bot.dispatch.line import example, usage
from bot.errors import BadInput
from bot.library.library import Library
from bot.model import Ask, Message, Role, Work
from bot.reply import Action, Block, Entry, Heading, Reply
from bot.reply.telling import language_name

# So many texts are told of in one message, and in so many characters, which a platform may have to mark.
SOURCES, SOURCES_CHARACTERS = 10, 1500

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
        return self._sources(0)

    @action("sources")
    async def further_sources(self, ask: Ask, target: str, kept: str) -> Reply:
        """A page of the same list."""
        return self._sources(read_rank(target))

    def _sources(self, at: int) -> Reply:
        """The texts on the page of that number; on the first where there is no such page."""
        pages = list(_pages(self._library.works.values()))
        at = at if at < len(pages) else 0
        before = [Action("sources", str(at - 1), Message("action-back"))] if at else []
        behind = [Action("sources", str(at + 1))] if at + 1 < len(pages) else []
        entries = map(_source, pages[at]) if pages else ()
        return Reply((Heading(Message("sources-heading")), *entries), (*before, *behind))

    @command("help", examples=["help", "help quote"], private=True)
    async def help(self, ask: Ask, command: Annotated[str, Arg(complete="commands")] = "") -> Reply:
        """What can be asked, or how one command is used."""
        name = " ".join(command.lstrip(" /").casefold().split())
        if name in self._commands():
            return Reply((_detail(self._commands()[name]),), private=True)
        found = [found for found in self._commands().values() if not name or found.of(name)]
        if not found:
            raise BadInput("command-unknown")
        told = map(_summary, found) if name else _overview(found)
        steps = () if name else await self._steps(ask)
        return Reply((*steps, Heading(Message("help-heading")), *told), private=True)


def _pages(works: Iterable[Work]) -> Iterator[list[Work]]:
    """The works, as many together as a platform has room for."""
    page: list[Work] = []
    for work in works:
        if page and (len(page) == SOURCES or sum(map(_length, [*page, work])) > SOURCES_CHARACTERS):
            yield page
            page = []
        page.append(work)
    if page:
        yield page


def _length(work: Work) -> int:
    """How many characters an entry has, at most."""
    told = (work.author, work.title, max(work.citation.values(), key=len, default=""), work.author_key, work.url or "")
    return sum(map(len, told))


def _source(work: Work) -> Entry:
    lines = [
        Message("source-citation", {"citation": work.citation}),
        Message("source-facts", {"key": work.author_key, "language": language_name(work.language)}),
    ]
    if work.url:
        lines.append(Message("source-url", {"url": work.url}))
    title = Message("source-title", {"author": work.author, "title": work.title, "year": work.year})
    return Entry(title, tuple(lines))


def _overview(commands: Iterable[Command]) -> Iterator[Entry]:
    """Each command, but of several in a group the group alone: `/help topic` tells of those."""
    told = set()
    for found in commands:
        if found.group is None or found.name == found.group.name:
            yield _summary(found)
        elif found.group.name not in told:
            told.add(group := found.group.name)
            lines = (Message(f"command-{group}"), Message("help-group-more", {"group": group}))
            yield Entry(Message("help-group", {"group": group}), lines)


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
    lines += [Message("help-example", {"example": example(found, line)}) for line in found.examples]
    return Entry(Message("help-usage", {"usage": usage(found)}), tuple(lines))
