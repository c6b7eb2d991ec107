"""What completion offers, whoever types and wherever; and that what it offers can be asked."""

from __future__ import annotations

import random
from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.app.commands import registry
from bot.commands.completion import choice
from bot.commands.recent import ASKED, PLACES, RecentSubjects
from bot.dispatch.registry import CHOICE_LENGTH, MOST_CHOICES, Registry
from bot.library.library import Library
from bot.library.shelves import Subject
from bot.model import Ask
from bot.reply import Quotation
from tests.texts import Corpus

ARGUMENTS = [
    ("quote", "query"),
    ("search", "query"),
    ("positions", "topic"),
    ("quote", "author"),
    ("quote", "speaker"),
    ("help", "command"),
]


async def names(commands: Registry, ask: Ask, typed: str = "") -> list[str]:
    return [found.name for found in await commands.complete(ask, "quote", "query", typed)]


async def test_the_same_list_is_offered_to_all_that_ask_for_a_subject(commands: Registry, ask: Ask) -> None:
    for typed in ("", "kron", "bureacratie"):
        offered = [await commands.complete(ask, name, argument, typed) for name, argument in ARGUMENTS[:3]]
        assert offered[0]
        assert offered[0] == offered[1] == offered[2]


async def test_what_was_asked_last_in_a_place_is_offered_there_first(commands: Registry, ask: Ask) -> None:
    await commands.run(ask, "quote", {"query": "red army"})
    await commands.line(ask, "search sneeuw en ijs")
    await commands.line(ask, "/positions kronstadt")

    assert (await names(commands, ask))[:2] == ["Kronstadt", "Rode Leger"]
    assert (await names(commands, replace(ask, locale="en")))[:2] == ["Kronstadt", "Red Army"]
    assert (await names(commands, replace(ask, place="other")))[:2] == ["Eenpartijstaat", "Bureaucratie"]


async def test_a_query_that_is_no_subject_is_offered_as_it_was_asked(commands: Registry, ask: Ask) -> None:
    await commands.run(ask, "quote", {"query": "wat zegt Trotski over de bureaucratie?"})

    assert (await names(commands, ask))[0] == "wat zegt Trotski over de bureaucratie?"
    assert (await names(commands, ask, "wat zeg"))[0] == "wat zegt Trotski over de bureaucratie?"


async def test_of_equally_good_ones_what_was_asked_lately_comes_first(commands: Registry, ask: Ask) -> None:
    before = await names(commands, ask, "sta")
    await commands.run(ask, "positions", {"topic": before[3]})

    assert await names(commands, ask, "sta") == [before[3], *before[:3], *before[4:]]


async def test_what_found_nothing_or_was_answered_privately_is_not_offered(commands: Registry, ask: Ask) -> None:
    for query in ("voetbal", "sneeuwpop", "?!"):
        await commands.run(ask, "quote", {"query": query})
    await commands.run(ask, "positions", {"topic": "antisemitisme"})

    assert await names(commands, ask) == await names(commands, replace(ask, place="other"))


async def test_what_was_asked_is_forgotten_after_a_few_and_never_kept_of_no_place(library: Library, ask: Ask) -> None:
    recent = RecentSubjects(library.curated)
    for number in range(ASKED + 3):
        recent.note(ask, f"vraag {number}")
        recent.note(ask, f"Vraag  {number}")
    recent.note(replace(ask, place=""), "kronstadt")
    recent.note(ask, "x" * 101)

    assert [of.shown("nl") for of in recent.subjects(ask, library.curated).listed] == [
        f"Vraag {n}" for n in (7, 6, 5, 4, 3)
    ]
    assert recent.subjects(replace(ask, place=""), library.curated).listed == ()


async def test_places_are_forgotten_too(library: Library, ask: Ask) -> None:
    recent = RecentSubjects(library.curated)
    for place in range(PLACES + 1):
        recent.note(replace(ask, place=f"{place}"), "kronstadt")

    assert recent.subjects(replace(ask, place="0"), library.curated).listed == ()
    assert recent.subjects(replace(ask, place="1"), library.curated).listed


async def test_every_choice_can_be_asked_by_its_value_and_by_its_name(commands: Registry, ask: Ask) -> None:
    for locale in ("nl", "en"):
        for found in await commands.complete(replace(ask, locale=locale), "quote", "query", ""):
            by_value = await commands.run(ask, "quote", {"query": found.value})
            assert any(isinstance(block, Quotation) for block in by_value.blocks), found
            assert (await commands.run(ask, "quote", {"query": found.name})).blocks == by_value.blocks


async def test_a_long_title_is_asked_by_its_key_and_by_its_shortened_name(corpus: Corpus, ask: Ask) -> None:
    title = "De merkwaardige en langdurige geschiedenis van een dorp aan het water " * 3
    with (corpus.data / "topics.toml").open("a", encoding="utf-8") as file:
        file.write(f'\n[topics.dorp]\ntitle = {{ nl = "{title.strip()}" }}\n')
        file.write('[[topics.dorp.storm]]\npassage = "storm-4"\nsentences = [1, 1]\ngrade = 2\n')
    commands = registry(corpus.library(), random.Random(7))
    [found] = await commands.complete(ask, "quote", "query", "de merkwaardige en")

    assert len(found.name) == CHOICE_LENGTH
    assert found.value == "topic/dorp"
    for name, argument in ARGUMENTS[:3]:
        by_value = await commands.run(ask, name, {argument: found.value})
        assert by_value.blocks == (await commands.run(ask, name, {argument: found.name})).blocks
        assert "storm-4" in str(by_value.blocks)


def test_a_choice_says_itself_what_is_asked_where_there_is_room() -> None:
    assert choice(Subject("topic/a", {"nl": "x" * 100}), "nl").value == "x" * 100
    assert choice(Subject("topic/a", {"nl": "x" * 101}), "nl").value == "topic/a"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=st.text(max_size=150), locale=st.sampled_from(["nl", "en", "de", ""]), at=st.sampled_from(ARGUMENTS))
async def test_whatever_is_typed_the_choices_are_few_and_short(
    commands: Registry, ask: Ask, typed: str, locale: str, at: tuple[str, str]
) -> None:
    name, argument = at
    completer = commands.commands[name].parameter(argument)
    assert completer

    choices = await commands._rooms.completers[completer.arg.complete or ""](replace(ask, locale=locale), typed)

    assert len(choices) <= MOST_CHOICES
    assert all(0 < len(of.name) <= CHOICE_LENGTH and 0 < len(of.value) <= CHOICE_LENGTH for of in choices)
