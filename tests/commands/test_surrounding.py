from __future__ import annotations

import pytest

from bot.app.commands import registry
from bot.dispatch.registry import Registry
from bot.library.library import Library
from bot.model import Ask
from bot.reply import Heading, Notice, Quotation, Reply
from tests.commands.test_commands import notices, press, quotation
from tests.texts import Corpus


def verbs(reply: Reply) -> list[str]:
    return [action.verb for action in reply.actions]


async def context_of(commands: Registry, ask: Ask, query: str) -> Reply:
    return await press(commands, ask, await commands.line(ask, f"/quote {query}"), "context")


async def test_narrower_leads_to_the_quote_itself_and_wider_to_the_whole_paragraph(
    commands: Registry, library: Library, ask: Ask
) -> None:
    quote = quotation(await commands.line(ask, "/quote ida mett")).quote
    reply = await context_of(commands, ask, "ida mett")

    seen = [quotation(reply).quote]
    while "narrower" in verbs(reply):
        reply = await press(commands, ask, reply, "narrower")
        assert len(quotation(reply).quote.span) < len(seen[-1].span)
        assert quotation(reply).focus == quote.span
        seen.append(quotation(reply).quote)
    assert seen[-1] == quote
    while "wider" in verbs(reply):
        reply = await press(commands, ask, reply, "wider")

    assert quotation(reply).quote == library.whole(quote.passage).quote


async def test_the_paragraphs_before_and_after_go_to_the_ends_of_the_work(commands: Registry, ask: Ask) -> None:
    for verb, last in (("before", 1), ("after", 24)):
        reply = await context_of(commands, ask, "kronstadt")
        numbers = [quotation(reply).quote.passage.number]
        while verb in verbs(reply):
            reply = await press(commands, ask, reply, verb)
            numbers.append(quotation(reply).quote.passage.number)
            assert quotation(reply).quote.passage.work == "storm"
        step = 1 if verb == "after" else -1
        assert numbers == list(range(4, last + step, step))


async def test_a_heading_between_two_paragraphs_is_named_on_both_sides(commands: Registry, ask: Ask) -> None:
    inside = await press(commands, ask, await context_of(commands, ask, "westerlund-8"), "after")
    while not any(isinstance(block, Heading) for block in inside.blocks):
        inside = await press(commands, ask, inside, "after")
    across = await press(commands, ask, inside, "before")

    [heading] = [block.message.values["section"] for block in inside.blocks if isinstance(block, Heading)]
    [follows] = [block.message for block in across.blocks if isinstance(block, Notice)]
    assert heading == quotation(inside).quote.passage.section == follows.values["section"]
    assert quotation(across).quote.passage.section != heading


async def test_from_a_neighbour_one_returns_to_the_quote_where_it_is_marked_again(commands: Registry, ask: Ask) -> None:
    first = await context_of(commands, ask, "kronstadt")
    away = await press(commands, ask, await press(commands, ask, first, "after"), "after")
    back = await press(commands, ask, away, "return")

    assert quotation(away).focus is None
    assert not {"wider", "narrower"} & set(verbs(away))
    assert quotation(back).quote == quotation(first).quote
    assert quotation(back).focus == quotation(first).focus is not None
    assert "return" not in verbs(back)


async def test_a_context_is_private_and_what_follows_takes_its_place(commands: Registry, ask: Ask) -> None:
    first = await context_of(commands, ask, "kronstadt")

    assert first.private
    assert not (await press(commands, ask, first, "after")).private


@pytest.mark.parametrize("kept", ["", "|", "storm-4:0-5+0", "storm-4:0-5+0|storm-4:0-5+0", "x|y", "lenin-1:0-9+0|z"])
@pytest.mark.parametrize("verb", ["wider", "narrower", "before", "after", "view", "return"])
async def test_a_forged_view_gets_one_sentence(commands: Registry, ask: Ask, verb: str, kept: str) -> None:
    assert notices(await commands.press(ask, verb, "@5", kept)) == ["passage-gone"]


@pytest.mark.parametrize("begin", ["99999", "4", "-1", "", "x", "123456789"])
async def test_a_forged_part_gets_a_quotation_or_one_sentence(commands: Registry, ask: Ask, begin: str) -> None:
    view = await press(commands, ask, await context_of(commands, ask, "kronstadt"), "narrower")
    reply = await commands.press(ask, "view", f"@{begin}", view.shared)

    assert notices(reply) == ["passage-gone"] or quotation(reply).quote == quotation(view).quote


async def test_a_passage_is_opened_whole_by_its_id(commands: Registry, library: Library, ask: Ask) -> None:
    reply = await commands.line(ask, "/quote storm-4")

    assert quotation(reply).quote == library.whole(library.passage("storm-4")).quote
    assert "next" not in verbs(reply)


async def test_previous_is_offered_from_the_second_result_on_and_gives_the_one_before(
    commands: Registry, ask: Ask
) -> None:
    first = await commands.line(ask, "/quote kronstadt")
    second = await press(commands, ask, first, "next")
    third = await press(commands, ask, second, "next")

    assert "previous" not in verbs(first)
    assert quotation(await press(commands, ask, third, "previous")).quote == quotation(second).quote
    assert await press(commands, ask, second, "previous") == first


async def test_a_list_goes_back_as_it_went_on(commands: Registry, ask: Ask) -> None:
    pages = [await commands.line(ask, "/search lenin")]
    while "page" in verbs(pages[-1]):
        pages.append(await press(commands, ask, pages[-1], "page"))
    shown = [q.quote for page in pages for q in page.quotations()]

    reply, back = pages[-1], list(pages[-1].quotations())
    while "back" in verbs(reply):
        reply = await press(commands, ask, reply, "back")
        back = [*reply.quotations(), *back]

    assert len(pages) > 2
    assert [q.quote for q in back] == shown
    assert "back" not in verbs(pages[0])


async def test_nothing_is_offered_beyond_the_results_of_a_check(commands: Registry, ask: Ask) -> None:
    place = quotation(await commands.line(ask, "/quote kronstadt")).again
    assert place is not None
    opened = await commands.press(ask, "open", place.target, "||")

    assert verbs(opened) == ["context", "other", "cite", "picture"]


async def test_a_paragraph_of_many_sentences_widens_by_more_than_one_at_a_time(corpus: Corpus, ask: Ask) -> None:
    corpus.clear()
    corpus.add("lang", " ".join(f"De molen nummer {n} maalt." for n in range(300)).encode())
    commands = registry(corpus.library())
    reply = await context_of(commands, ask, "molen nummer")

    wider = await press(commands, ask, reply, "wider")

    grown = len(quotation(wider).quote.span) - len(quotation(reply).quote.span)
    assert 250 < grown < 350
    assert isinstance(wider.blocks[-1], Quotation)
