"""Other rooms take the place of those that a registry has; what is under way goes on as it began."""

from __future__ import annotations

import asyncio
from typing import Annotated

from bot.dispatch.command import Arg, action, command
from bot.dispatch.customs import Customs, Local
from bot.dispatch.registry import Registry
from bot.dispatch.rooms import Choice
from bot.model import Ask, Message
from bot.reply import Action, Block, Notice, Reply


class Edition:
    """A room that says which edition it is, once the door is open."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.door = asyncio.Event()
        self.begun = asyncio.Event()

    @command("which")
    async def which(self, ask: Ask, what: Annotated[str, Arg(complete="things")] = "") -> Reply:
        """Says which edition answers."""
        self.begun.set()
        await self.door.wait()
        return Reply((Notice(Message(f"edition-{self.number}")),), (Action("again"),))

    @action("again")
    async def again(self, ask: Ask, target: str, kept: str) -> Reply:
        """The same once more."""
        return await self.which(ask)

    async def news(self, ask: Ask) -> tuple[Block, ...]:
        return (Notice(Message(f"news-{self.number}")),)

    async def things(self, ask: Ask, typed: str) -> list[Choice]:
        return [Choice(f"{self.number}", f"{self.number}")]


async def no_customs(ask: Ask) -> Customs:
    return Customs()


async def nothing_missed(ask: Ask, words: str) -> None:
    pass


def made(room: Edition) -> Registry:
    return Registry([room], {"things": room.things}, local=Local(no_customs, room.news, nothing_missed))


def told(reply: Reply) -> list[str]:
    return [of.message.key for of in (*reply.blocks, *reply.aside) if isinstance(of, Notice)]


async def test_what_is_under_way_is_answered_by_the_old_rooms_and_what_comes_then_by_the_new(ask: Ask) -> None:
    old, new = Edition(1), Edition(2)
    new.door.set()
    registry = made(old)
    asked = [
        asyncio.create_task(registry.run(ask, "which", {})),
        asyncio.create_task(registry.line(ask, "which")),
        asyncio.create_task(registry.press(ask, "again", "", "")),
    ]
    await old.begun.wait()

    registry.give_way(made(new))
    after = [await registry.run(ask, "which", {}), await registry.press(ask, "again", "", "")]
    old.door.set()
    before = await asyncio.gather(*asked)

    assert [told(of) for of in before] == [["edition-1", "news-1"]] * 3
    assert [told(of) for of in after] == [["edition-2", "news-2"]] * 2
    assert [of.name for of in await registry.complete(ask, "which", "what", "")] == ["2"]


async def test_what_the_new_rooms_do_not_have_is_asked_in_vain(ask: Ask) -> None:
    registry = made(Edition(1))

    registry.give_way(Registry((), {}))

    assert told(await registry.run(ask, "which", {})) == ["command-unknown"]
    assert told(await registry.press(ask, "again", "", "")) == ["action-unknown"]
    assert (registry.commands, registry.actions) == ({}, {})
