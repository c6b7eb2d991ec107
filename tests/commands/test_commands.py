from __future__ import annotations

from itertools import pairwise

import pytest

from bot.commands.place import Place, Search, read_place, read_search, shared
from bot.dispatch.registry import Registry
from bot.errors import NotFound
from bot.i18n import Languages
from bot.model import Ask, Message, Span
from bot.reply import Hits, Notice, Quotation, Reply


def quotation(reply: Reply) -> Quotation:
    return next(block for block in reply.blocks if isinstance(block, Quotation))


def notices(reply: Reply) -> list[str]:
    return [block.message.key for block in reply.blocks if isinstance(block, Notice)]


async def press(commands: Registry, ask: Ask, reply: Reply, verb: str) -> Reply:
    action = next(a for a in reply.actions if a.verb == verb)
    return await commands.press(ask, verb, action.target, reply.shared)


async def test_every_example_of_every_command_is_answered(commands: Registry, ask: Ask) -> None:
    examples = [example for command in commands.commands.values() for example in command.examples]

    assert len(examples) >= 7
    for example in examples:
        reply = await commands.line(ask, f"/{example}")
        assert reply.blocks
        assert not {"internal-error", "nothing-found"} & set(notices(reply)), example


async def test_quote_kronstadt_is_answered_by_peter_storm(commands: Registry, ask: Ask) -> None:
    reply = await commands.line(ask, "/quote kronstadt")

    found = quotation(reply)
    assert found.author_key == "storm"
    assert found.quote.passage.line in (10, 11)
    assert [a.verb for a in reply.actions] == ["next", "context", "other", "cite", "picture"]
    assert not reply.private


async def test_next_goes_through_all_results_and_says_when_there_are_no_more(commands: Registry, ask: Ask) -> None:
    reply = await commands.line(ask, "/quote kronstadt")
    seen = []
    while not notices(reply):
        seen.append(quotation(reply).quote.passage.id)
        reply = await press(commands, ask, reply, "next")

    assert sorted(seen) == ["storm-4", "storm-5", "storm-7"]
    assert seen[-1] == "storm-7"
    assert (notices(reply), reply.private) == (["no-more"], True)


async def test_the_context_is_for_the_asker_and_marks_the_quote_in_it(commands: Registry, ask: Ask) -> None:
    reply = await commands.line(ask, "/quote ida mett")
    wider = await press(commands, ask, reply, "context")

    assert wider.private
    assert quotation(wider).focus == quotation(reply).quote.span
    assert len(quotation(wider).quote.text) > len(quotation(reply).quote.text)


async def test_the_other_author_answers_or_is_said_to_be_silent(commands: Registry, ask: Ask) -> None:
    reply = await commands.line(ask, "/quote rode leger author=storm")
    other = await press(commands, ask, reply, "other")
    silent = await press(commands, ask, await commands.line(ask, "/quote kronstadt"), "other")

    assert quotation(other).author_key == "westerlund"
    assert (notices(silent), silent.private) == (["other-none"], True)


async def test_a_hit_of_a_list_opens_as_the_same_quote(commands: Registry, ask: Ask) -> None:
    reply = await commands.line(ask, "/search rode leger")
    hits = next(block for block in reply.blocks if isinstance(block, Hits)).hits

    for hit in hits:
        opened = await commands.press(ask, hit.action.verb, hit.action.target, reply.shared)
        assert quotation(opened).quote == hit.quotation.quote
        assert quotation(opened).marks == hit.quotation.marks


async def test_pages_of_a_list_follow_each_other(commands: Registry, ask: Ask) -> None:
    first = await commands.line(ask, "/search lenin")
    second = await press(commands, ask, first, "page")

    ids = [q.quote.passage.id for reply in (first, second) for q in reply.quotations()]
    assert len(ids) == len(set(ids)) > 5


async def test_two_excerpts_running_differ_in_one_channel(commands: Registry, ask: Ask) -> None:
    ids = [quotation(await commands.line(ask, "/excerpt")).quote.passage.id for _ in range(40)]

    assert all(a != b for a, b in pairwise(ids))


async def test_another_excerpt_keeps_to_the_author(commands: Registry, ask: Ask) -> None:
    reply = await commands.line(ask, "/excerpt storm")
    for _ in range(10):
        assert quotation(reply).author_key == "storm"
        reply = await press(commands, ask, reply, "another")


async def test_what_is_not_found_is_said_privately(commands: Registry, ask: Ask) -> None:
    reply = await commands.line(ask, "/quote qzxvwy")

    assert (notices(reply), reply.private) == (["nothing-found"], True)


async def test_a_near_heading_is_offered_where_nothing_is_found(commands: Registry, ask: Ask) -> None:
    reply = await commands.line(ask, "/quote burgerorlog")

    assert "suggestions" in notices(reply) or quotation(reply)


@pytest.mark.parametrize(
    "target", ["", "x", "storm-4", "storm-4:0-5+0", "lenin-1:0-9+0", "storm-4:9-1+0", "storm-4:0-99999+0"]
)
@pytest.mark.parametrize("verb", ["next", "context", "other", "open"])
async def test_a_forged_place_gets_one_sentence(commands: Registry, ask: Ask, verb: str, target: str) -> None:
    reply = await commands.press(ask, verb, target, "||lenin")

    assert "internal-error" not in notices(reply)
    assert len(reply.blocks) == 1


@pytest.mark.parametrize("kept", ["", "|", "||", "|||", "x|y|z", "storm-4:0-5+0|nobody|lenin"])
@pytest.mark.parametrize("verb", ["next", "page", "another"])
async def test_a_forged_search_gets_one_sentence(commands: Registry, ask: Ask, verb: str, kept: str) -> None:
    reply = await commands.press(ask, verb, "0", kept)

    assert "internal-error" not in notices(reply)


def test_what_a_button_carries_is_read_back() -> None:
    place, search = Place("storm-4", Span(3, 99), 12), Search("a|b: c=“d”", "storm")

    kept = shared(search, place)

    assert read_place("", kept) == place
    assert read_place("storm-5:0-2+1", kept) == Place("storm-5", Span(0, 2), 1)
    assert read_search(kept) == search
    with pytest.raises(NotFound):
        read_place("", shared(search))


async def test_sources_name_every_work_with_its_citation(commands: Registry, ask: Ask, languages: Languages) -> None:
    reply = await commands.line(ask, "/sources")
    told = "\n".join(languages.say(m, "nl") for m in _messages(reply))

    assert "Per-Åke Westerlund, De echte Lenin (2019)" in told
    assert "Notities over Trotski en trotskisme (2)" in told


async def test_help_names_every_command_and_its_options(commands: Registry, ask: Ask, languages: Languages) -> None:
    told = "\n".join(languages.say(m, "en") for m in _messages(await commands.line(ask, "/help")))
    detail = "\n".join(languages.say(m, "en") for m in _messages(await commands.line(ask, "/help /quote")))

    assert all(f"/{name}" in told for name in commands.commands)
    assert "author: This author only" in detail
    assert "Example: /quote kronstadt" in detail


def _messages(reply: Reply) -> list[Message]:
    found: list[Message] = []
    for block in reply.blocks:
        found += [getattr(block, name) for name in ("message", "title") if hasattr(block, name)]
        found += getattr(block, "lines", ())
    return found
