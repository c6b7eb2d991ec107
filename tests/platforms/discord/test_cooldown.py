from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.app.commands import registry
from bot.dispatch.cooldown import Cooldown, Rate, Rates
from bot.i18n import Languages
from bot.library.library import Library
from tests.clock import Clock
from tests.platforms.discord.stage import Stage, button, said, shown, staged

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.usefixtures("calm")]

MANAGE_MESSAGES = 1 << 13


@dataclass
class Limited:
    """A stage whose members are held to rates, by a clock of the test."""

    library: Library
    languages: Languages
    state: Path

    @asynccontextmanager
    async def to(self, rates: Rates, clock: Clock) -> AsyncIterator[Stage]:
        commands = registry(self.library, random.Random(7), cooldown=Cooldown(rates, clock))
        async with staged(commands, self.languages, self.state) as stage:
            yield stage


@pytest.fixture
def limited(library: Library, languages: Languages, tmp_path: Path) -> Limited:
    return Limited(library, languages, tmp_path)


async def test_who_asks_too_fast_is_told_in_private_how_long_to_wait(limited: Limited) -> None:
    clock = Clock()
    async with limited.to(Rates(), clock) as stage:
        anna, bert = stage.member("nl"), stage.member("en-US")
        first = [await anna.slash("quote", query="kronstadt") for _ in range(5)]
        refused = await anna.slash("quote", query="kronstadt")
        other = await bert.slash("quote", query="kronstadt")
        clock.advance(1.2)
        sooner = await anna.slash("search", query="kronstadt")
        clock.advance(0.8)
        later = await anna.slash("quote", query="kronstadt")
        again = [await bert.slash("sources") for _ in range(6)][-1]

    assert all(shown(answer) for answer in [*first, other, later])
    assert (refused.ephemeral, said(refused)) == (True, ["Even rustig: probeer het over 2 seconden opnieuw."])
    assert (sooner.ephemeral, said(sooner)) == (True, ["Even rustig: probeer het over één seconde opnieuw."])
    assert said(again) == ["Not so fast: try again in 2 seconds."]


async def test_presses_count_too_and_a_refused_one_leaves_the_message_as_it_is(limited: Limited) -> None:
    async with limited.to(Rates(member=Rate(2, 60)), Clock()) as stage:
        member = stage.member()
        answer = await member.slash("quote", query="kronstadt")
        following = await member.press(answer, button(answer, "next"))
        refused = await member.press(following, button(following, "next"))
        now = stage.local.message(answer.message)

    assert (refused.ephemeral, said(refused)) == (True, ["Even rustig: probeer het over 60 seconden opnieuw."])
    assert now == following.message


async def test_a_moderator_and_the_menu_of_a_message_pass_the_same_limit(limited: Limited) -> None:
    async with limited.to(Rates(member=Rate(1, 60)), Clock()) as stage:
        moderator, member = stage.member(permissions=MANAGE_MESSAGES), stage.member()
        answers = [await moderator.slash("help"), await moderator.slash("help")]
        message = member.say("> De opstand van Kronstadt")
        checks = [await member.message_menu("Check quotation", message) for _ in range(2)]

    assert said(answers[1]) == said(checks[1]) == ["Even rustig: probeer het over 60 seconden opnieuw."]
    assert said(answers[0]) != said(answers[1])
    assert said(checks[0]) != said(checks[1])


async def test_completion_is_not_limited_and_costs_nothing(limited: Limited) -> None:
    async with limited.to(Rates(member=Rate(1, 60)), Clock()) as stage:
        member = stage.member()
        offered = [await member.autocomplete("quote", "query", "kron") for _ in range(5)]
        answer = await member.slash("quote", query="kronstadt")
        offered.append(await member.autocomplete("quote", "query", "kron"))

    assert all(offered)
    assert shown(answer)


async def test_a_busy_channel_still_answers_what_only_the_asker_sees(limited: Limited) -> None:
    async with limited.to(Rates(channel=Rate(1, 30)), Clock()) as stage:
        anna, readers = stage.member(), [stage.member() for _ in range(8)]
        answer = await anna.slash("quote", query="kronstadt")
        pressed = await asyncio.gather(*(r.press(answer, button(answer, "next")) for r in readers))
        checked = await readers[0].message_menu("Check quotation", answer)
        opened = await readers[1].press(pressed[1], button(pressed[1], "next"))
        public = await readers[2].slash("quote", query="kronstadt")
        owner = await anna.press(answer, button(answer, "next"))
        elsewhere = stage.member()
        elsewhere.channel = stage.guild.add_channel("boeken")
        free = await elsewhere.slash("quote", query="kronstadt")

    assert all(p.ephemeral and shown(p) for p in pressed)
    assert shown(opened)[0].passage != shown(pressed[1])[0].passage
    assert shown(checked)
    assert said(public) == said(owner) == ["Even rustig: probeer het over 30 seconden opnieuw."]
    assert shown(free)


async def test_a_server_has_a_limit_of_its_own_over_all_channels(limited: Limited) -> None:
    async with limited.to(Rates(community=Rate(2, 30)), Clock()) as stage:
        people = [stage.member() for _ in range(3)]
        for person in people:
            person.channel = stage.guild.add_channel("een eigen kanaal")
        answers = [await person.slash("quote", query="kronstadt") for person in people]
        outside = stage.local.member(stage.local.add_guild("Andere", "nl"), "dora", "nl")
        free = await outside.slash("quote", query="kronstadt")

    assert [bool(shown(answer)) for answer in answers] == [True, True, False]
    assert said(answers[2]) == ["Even rustig: probeer het over 30 seconden opnieuw."]
    assert shown(free)


async def test_what_is_shared_counts_in_the_channel_as_any_post(limited: Limited) -> None:
    async with limited.to(Rates(channel=Rate(2, 30)), Clock()) as stage:
        anna, reader = stage.member(), stage.member()
        answers = [await anna.slash("quote", query=query, private=True) for query in ("kronstadt", "lenin")]
        shared = [await anna.press(answer, button(answer, "share")) for answer in answers]
        copy = await reader.press(shared[0], button(shared[0], "next"))
        refused = await reader.press(copy, button(copy, "share"))

    assert all(shown(public) and not public.ephemeral for public in shared)
    assert (refused.ephemeral, said(refused)) == (True, ["Even rustig: probeer het over 30 seconden opnieuw."])
