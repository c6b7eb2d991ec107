from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.dispatch.registry import Registry
from bot.dispatch.rooms import Choice
from bot.i18n import Languages
from bot.model import Ask
from tests.platforms.discord.stage import Stage, shown, staged

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def many(ask: Ask, typed: str) -> list[Choice]:
    long = [Choice("x" * 101, "x"), Choice("", "x"), Choice("x", "y" * 101)]
    return [*long, *(Choice(f"{typed} {n}", f"{n}") for n in range(40))]


async def failing(ask: Ask, typed: str) -> list[Choice]:
    raise RuntimeError(typed)


async def slow(ask: Ask, typed: str) -> list[Choice]:
    await asyncio.sleep(1.0)
    return [Choice(typed, typed)]


def completed_by(inner: Registry, **completers: object) -> Registry:
    """The same commands with completers of one's own."""
    made = Registry((), completers)  # type: ignore[arg-type]  # they are given by name
    made.commands.update(inner.commands)
    return made


@pytest.mark.usefixtures("calm")
async def test_subjects_of_the_texts_are_offered_and_can_be_asked(stage: Stage) -> None:
    member = stage.member()

    choices = await member.autocomplete("quote", "query", "burg")

    assert choices
    assert shown(await member.slash("quote", query=choices[0]["value"]))


@pytest.mark.usefixtures("calm")
async def test_authors_are_offered_by_name_and_asked_by_key(stage: Stage) -> None:
    choices = await stage.member().autocomplete("quote", "author", "pet", others={"query": "lenin"})

    assert choices[0] == {"name": "Peter Storm", "value": "storm"}


@pytest.mark.usefixtures("calm")
async def test_the_name_of_a_choice_is_taken_as_well_as_its_value(stage: Stage) -> None:
    answer = await stage.member().slash("quote", query="lenin", author="Peter Storm")

    assert shown(answer)[0].passage.startswith("storm-")


async def test_no_more_is_offered_than_discord_takes(commands: Registry, languages: Languages, tmp_path: Path) -> None:
    async with staged(completed_by(commands, subjects=many), languages, tmp_path) as stage:
        choices = await stage.member().autocomplete("quote", "query", "a")

    assert [c["value"] for c in choices] == [f"{n}" for n in range(25)]


async def test_a_failure_offers_nothing(commands: Registry, languages: Languages, tmp_path: Path) -> None:
    async with staged(completed_by(commands, subjects=failing), languages, tmp_path) as stage:
        assert await stage.member().autocomplete("quote", "query", "a") == []


@pytest.mark.usefixtures("calm")
async def test_an_answer_that_comes_too_late_is_no_error(
    commands: Registry, languages: Languages, tmp_path: Path
) -> None:
    async with staged(completed_by(commands, subjects=slow), languages, tmp_path) as stage:
        with pytest.raises(TimeoutError):
            await stage.member().autocomplete("quote", "query", "a", timeout=0.2)
        await stage.local.requested("POST", "callback")

        assert shown(await stage.member().slash("quote", query="lenin"))


@pytest.mark.usefixtures("calm")
async def test_subjects_are_offered_in_the_language_of_who_types(stage: Stage) -> None:
    dutch = await stage.member("nl").autocomplete("quote", "query", "bureacratie")
    english = await stage.member("en-GB").autocomplete("positions", "topic", "bureacratie")

    assert dutch[0] == {"name": "Bureaucratie", "value": "Bureaucratie"}
    assert english[0] == {"name": "Bureaucracy", "value": "Bureaucracy"}


@pytest.mark.usefixtures("calm")
async def test_what_was_asked_in_a_channel_is_offered_there_first_and_nowhere_else(stage: Stage) -> None:
    here, there = (stage.guild.add_channel(name) for name in ("hier", "daar"))
    anna, bert = (stage.local.member(stage.guild, name, "nl", channel=here) for name in ("anna", "bert"))
    carla = stage.local.member(stage.guild, "carla", "nl", channel=there)

    await anna.slash("quote", query="grote honger")
    await anna.slash("positions", topic="civil war")
    offered = [choice["name"] for choice in await bert.autocomplete("search", "query", "")]
    elsewhere = [choice["name"] for choice in await carla.autocomplete("search", "query", "")]

    assert offered[0] == "Burgeroorlog"
    assert elsewhere[0] == "Eenpartijstaat"
    assert len(offered) == 25
