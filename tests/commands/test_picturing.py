from __future__ import annotations

import pytest

from bot.app.commands import registry
from bot.dispatch.registry import Registry
from bot.model import Ask
from bot.reply import Notice, Picture, Quotation, Reply
from tests.texts import Corpus

LINES = ["/quote kronstadt", "/quote neen machine", "/excerpt storm"]
LONG = "De kolenmijn " + "en de kolenmijn daarnaast " * 120 + "bleef dicht."


async def pressed(commands: Registry, ask: Ask, reply: Reply, verb: str) -> Reply:
    action = next(a for a in reply.actions if a.verb == verb)
    return await commands.press(ask, verb, action.target, reply.shared)


def picture(reply: Reply) -> Picture:
    return next(block for block in reply.blocks if isinstance(block, Picture))


def notices(reply: Reply) -> list[str]:
    return [block.message.key for block in reply.blocks if isinstance(block, Notice)]


def told(corpus: Corpus, text: str) -> Registry:
    """The commands over one text."""
    corpus.clear()
    corpus.add("proef", text.encode())
    return registry(corpus.library())


@pytest.mark.parametrize("line", LINES)
async def test_every_quotation_can_be_a_picture(commands: Registry, ask: Ask, line: str) -> None:
    reply = await commands.line(ask, line)

    shown = await pressed(commands, ask, reply, "picture")

    [quotation] = reply.quotations()
    assert picture(shown).quotation.quote == quotation.quote
    assert picture(shown).quotation.voice == quotation.voice
    assert not picture(shown).dark
    assert not shown.private


@pytest.mark.parametrize("verb", ["next", "other"])
async def test_what_an_action_shows_can_be_a_picture_too(commands: Registry, ask: Ask, verb: str) -> None:
    onward = await pressed(commands, ask, await commands.line(ask, "/quote rode leger"), verb)

    shown = await pressed(commands, ask, onward, "picture")

    assert picture(shown).quotation.quote == next(b for b in onward.blocks if isinstance(b, Quotation)).quote


async def test_an_opened_find_can_be_a_picture(commands: Registry, ask: Ask) -> None:
    listed = await commands.line(ask, "/search rode leger")
    hit = next(iter(listed.blocks[-1].hits))  # type: ignore[union-attr]  # the list is the last block
    opened = await commands.press(ask, hit.action.verb, hit.action.target, listed.shared)

    assert picture(await pressed(commands, ask, opened, "picture")).quotation.quote == hit.quotation.quote


@pytest.mark.parametrize("line", LINES)
async def test_a_picture_turns_dark_and_light_and_back_to_the_text(commands: Registry, ask: Ask, line: str) -> None:
    reply = await commands.line(ask, line)
    light = await pressed(commands, ask, reply, "picture")
    dark = await pressed(commands, ask, light, "dark")
    again = await pressed(commands, ask, dark, "picture")
    text = await pressed(commands, ask, again, "open")

    assert [picture(shown).dark for shown in (light, dark, again)] == [False, True, False]
    assert [quotation.quote for quotation in text.quotations()] == [quotation.quote for quotation in reply.quotations()]
    assert not any(isinstance(block, Picture) for block in text.blocks)
    assert picture(dark).quotation == picture(light).quotation == picture(again).quotation


async def test_only_a_quotation_that_was_searched_for_has_a_next_one(commands: Registry, ask: Ask) -> None:
    for line, onward in (("/quote kronstadt", True), ("/excerpt", False)):
        shown = await pressed(commands, ask, await commands.line(ask, line), "picture")
        text = await pressed(commands, ask, shown, "open")
        assert ("next" in [action.verb for action in text.actions]) is onward


async def test_a_card_is_the_same_quotation_as_a_picture(commands: Registry, ask: Ask) -> None:
    reply = await commands.line(ask, "/quote kronstad")
    card = await commands.line(ask, "/quote kronstad card=yes")

    assert [block.quotation for block in card.blocks if isinstance(block, Picture)] == list(reply.quotations())
    assert picture(card).quotation == reply.quotations()[0]
    assert notices(card) == notices(reply) == ["read-as"]
    assert [action.verb for action in card.actions] == ["dark", "open", "cite"]
    assert (card.shared, card.private) == (reply.shared, False)


async def test_a_card_of_nothing_says_that_there_is_nothing(commands: Registry, ask: Ask) -> None:
    assert notices(await commands.line(ask, "/quote qqqqwx card=yes")) == ["nothing-found"]


async def test_what_no_card_has_room_for_is_said_and_stays_whole(corpus: Corpus, ask: Ask) -> None:
    commands = told(corpus, LONG)

    card = await commands.line(ask, "/quote kolenmijn card=yes")
    refused = await pressed(commands, ask, card, "picture")

    assert [quotation.quote.text for quotation in card.quotations()] == [LONG]
    assert notices(card) == ["picture-too-long"]
    assert (notices(refused), refused.private) == (["picture-too-long"], True)


async def test_characters_that_cannot_be_drawn_are_told_of(corpus: Corpus, ask: Ask) -> None:
    reply = await told(corpus, "De leus was 革命 in de kolenmijn.").line(ask, "/quote kolenmijn card=yes")

    assert picture(reply).quotation.quote.text == "De leus was 革命 in de kolenmijn."
    assert notices(reply) == ["picture-lacks"]


@pytest.mark.parametrize("verb", ["picture", "dark"])
@pytest.mark.parametrize("target", ["", "x", "storm-4", "storm-4:0-5+0", "lenin-1:0-9+0", "storm-4:9-1+0"])
async def test_a_forged_place_gets_one_sentence(commands: Registry, ask: Ask, verb: str, target: str) -> None:
    assert notices(await commands.press(ask, verb, target, "||lenin")) == ["passage-gone"]
