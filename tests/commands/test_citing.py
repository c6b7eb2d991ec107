from __future__ import annotations

import pytest

from bot.dispatch.registry import Registry
from bot.model import Ask
from bot.reply import Notice, Quotation, Reference, Reply


async def pressed(commands: Registry, ask: Ask, reply: Reply, verb: str) -> Reply:
    action = next(a for a in reply.actions if a.verb == verb)
    return await commands.press(ask, verb, action.target, reply.shared)


def reference(reply: Reply) -> Reference:
    [block] = reply.blocks
    assert isinstance(block, Reference)
    return block


LINES = ["/quote kronstadt", "/quote neen machine", "/excerpt storm", "/verify over het al smeltende water"]


@pytest.mark.parametrize("line", LINES)
async def test_every_quotation_can_be_cited_by_the_asker_alone(commands: Registry, ask: Ask, line: str) -> None:
    reply = await commands.line(ask, line)
    cited = await pressed(commands, ask, reply, "cite")

    [quotation] = reply.quotations()
    found = reference(cited)
    assert cited.private
    assert (found.quote, found.voice, found.citation) == (quotation.quote, quotation.voice, quotation.citation)
    assert found.work.author_key == quotation.author_key


@pytest.mark.parametrize("verb", ["next", "other", "context"])
async def test_what_an_action_shows_can_be_cited_too(commands: Registry, ask: Ask, verb: str) -> None:
    onward = await pressed(commands, ask, await commands.line(ask, "/quote rode leger"), verb)
    cited = await pressed(commands, ask, onward, "cite")

    assert reference(cited).quote == next(b for b in onward.blocks if isinstance(b, Quotation)).quote


async def test_an_opened_find_can_be_cited(commands: Registry, ask: Ask) -> None:
    listed = await commands.line(ask, "/search rode leger")
    hit = next(iter(listed.blocks[-1].hits))  # type: ignore[union-attr]  # the list is the last block
    opened = await commands.press(ask, hit.action.verb, hit.action.target, listed.shared)

    assert reference(await pressed(commands, ask, opened, "cite")).quote == hit.quotation.quote


async def test_the_entry_knows_what_the_data_say_of_the_work(commands: Registry, ask: Ask) -> None:
    reply = await commands.line(ask, "/quote rode leger author=westerlund")

    record = reference(await pressed(commands, ask, reply, "cite")).record

    assert (record.type, record.container) == ("chapter", "Staat van Revolutie")


@pytest.mark.parametrize("target", ["", "x", "storm-4", "storm-4:0-5+0", "lenin-1:0-9+0", "storm-4:9-1+0"])
async def test_a_forged_place_gets_one_sentence(commands: Registry, ask: Ask, target: str) -> None:
    [told] = (await commands.press(ask, "cite", target, "||lenin")).blocks

    assert isinstance(told, Notice)
    assert told.message.key == "passage-gone"
