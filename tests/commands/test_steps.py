from __future__ import annotations

from dataclasses import replace

import pytest

from bot.commands.steps import FirstSteps
from bot.communities.desk import Desk
from bot.dispatch.registry import Registry
from bot.i18n import Languages
from bot.library.library import Library
from bot.model import Ask, Role
from bot.reply import Entry, Reply

HERE = "discord:5"


@pytest.fixture
def manager() -> Ask:
    """Who manages a server where others are."""
    return Ask("nl", "nl", HERE, "place", "1", Role.MANAGER, overheard=True)


def steps(reply: Reply, languages: Languages) -> list[str]:
    """The steps that a reply begins with."""
    first = reply.blocks[0]
    if not isinstance(first, Entry):
        return []
    return [languages.say(line, "nl").split(":")[0] for line in first.lines]


async def test_help_begins_with_the_first_steps_for_who_may_manage(
    everything: Registry, manager: Ask, languages: Languages
) -> None:
    told = await everything.run(manager, "help", {})
    moderator = await everything.run(replace(manager, role=Role.MODERATOR), "help", {})
    alone = await everything.run(replace(manager, overheard=False, communal=False), "help", {})
    of_one = await everything.run(manager, "help", {"command": "quote"})

    assert steps(told, languages) == [
        "☐ De taal van openbare antwoorden kiezen",
        "☐ Onderwerpen",
        "☐ Elke dag een post",
    ]
    assert [steps(of, languages) for of in (moderator, alone)] == [[], []]
    assert len(of_one.blocks) == 1


async def test_what_is_done_is_ticked_and_in_the_end_nothing_is_left_to_say(
    everything: Registry, desk: Desk, manager: Ask, languages: Languages
) -> None:
    await everything.run(manager, "settings", {"language": "nl"})
    halfway = await everything.run(manager, "help", {})
    await desk.topics.rename(manager, "bureaucratie", "Ambtenarij")
    await everything.run(manager, "daily add", {"time": "8:00"})
    done = await everything.run(manager, "help", {})

    assert steps(halfway, languages) == [
        "☑ De taal van openbare antwoorden kiezen",
        "☐ Onderwerpen",
        "☐ Elke dag een post",
    ]
    assert steps(done, languages) == []


async def test_a_step_is_told_once_its_command_is_there(desk: Desk, manager: Ask, library: Library) -> None:
    commands = {"settings", "topic add"}
    first = FirstSteps(desk, lambda: commands)

    [before] = await first.for_asker(manager)
    commands.add("daily add")
    [after] = await first.for_asker(manager)

    assert isinstance(before, Entry)
    assert isinstance(after, Entry)
    assert [len(of.lines) for of in (before, after)] == [2, 3]
