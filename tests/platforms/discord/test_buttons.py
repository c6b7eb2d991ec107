from __future__ import annotations

from pathlib import Path

import pytest

from bot.app.commands import registry
from bot.i18n import Languages
from bot.library.library import Library
from tests.platforms.discord.stage import Stage, altered, button, local_discord, said, served, shown

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.usefixtures("calm")]

# Twelve words that say something, as many as are read; over a hundred characters.
LONG_QUERY = (
    "bolsjewieken arbeidersklasse revolutie bureaucratie partij Lenin Trotski Stalin burgeroorlog Rode Leger socialisme"
)
DEAD = "Deze knop werkt niet meer; stel de vraag opnieuw."


async def test_buttons_of_before_a_restart_still_work(library: Library, languages: Languages, tmp_path: Path) -> None:
    async with local_discord() as local:
        member = local.member(local.add_guild("Leesgroep", "nl"), "anna", "nl")
        async with served(local, registry(library), languages, tmp_path):
            quote = await member.slash("quote", query="kronstadt")
            search = await member.slash("search", query="rode leger")
            listed = shown(search)

        async with served(local, registry(library), languages, tmp_path):
            context = await member.press(quote, button(quote, "context"))
            following = await member.press(quote, button(quote, "next"))
            opened = await member.press(search, button(search, "open"))

    assert context.ephemeral
    assert shown(following)[0].passage != shown(quote)[0].passage
    assert shown(opened)[0].text == listed[0].text


async def test_a_long_query_is_remembered_over_several_buttons(stage: Stage) -> None:
    member = stage.member()
    answer = await member.slash("quote", query=LONG_QUERY, author="westerlund")

    following = await member.press(answer, button(answer, "next"))
    context = await member.press(following, button(following, "context"))

    assert all(f"/{len(answer.buttons())}:" in str(b["custom_id"]) for b in answer.buttons())
    assert shown(following)[0].passage != shown(answer)[0].passage
    assert shown(following)[0].text in shown(context)[0].text


@pytest.mark.parametrize(
    "forged",
    [
        "next",
        "t:next:0/1:0:storm-4",
        "t:next:0/2:0:storm-4:0-10+0||kronstadt.",
        "t:unknown:0/1:0:storm-4:0-10+0||kronstadt.",
        "old-version:5",
        "t:next:99/99:99:.",
        "💥" * 20,
    ],
)
async def test_an_unreadable_button_is_told_in_one_sentence(stage: Stage, forged: str) -> None:
    member = stage.member()
    answer = await member.slash("quote", query="kronstadt")

    pressed = await member.press(altered(answer, next=forged), forged)

    assert pressed.ephemeral
    assert said(pressed) == [DEAD]


@pytest.mark.parametrize(
    ("verb", "target"),
    [
        ("open", "storm-99999:0-10+0"),
        ("open", "niemand-1:0-10+0"),
        ("context", "storm-4:3-5+0"),
        ("open", "storm-4:10-5+0"),
        ("other", "storm-99999:0-10+0"),
        ("open", "../../etc/passwd"),
        ("context", "storm-4"),
    ],
)
async def test_a_place_that_is_not_in_the_texts_is_told_in_one_sentence(stage: Stage, verb: str, target: str) -> None:
    member = stage.member()
    answer = await member.slash("quote", query="kronstadt")
    forged = f"t:{verb}:0/1:{len(target)}:{target}||."

    pressed = await member.press(altered(answer, next=forged), forged)

    assert pressed.ephemeral
    assert said(pressed) == ["Die passage is er niet (meer)."]


async def test_a_damaged_part_of_a_divided_state_is_told_in_one_sentence(stage: Stage) -> None:
    member = stage.member()
    answer = await member.slash("quote", query=LONG_QUERY)
    damaged = altered(answer, other="t:other:2/4:0")

    pressed = await member.press(damaged, button(answer, "next"))

    assert said(pressed) == [DEAD]


async def test_a_button_speaks_the_pressers_language_when_it_is_dead(stage: Stage) -> None:
    answer = await stage.member().slash("quote", query="kronstadt")

    pressed = await stage.member("en-US").press(altered(answer, next="old"), "old")

    assert said(pressed) == ["This button no longer works; please ask again."]
