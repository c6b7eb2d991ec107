"""What moderators are told of what they did."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from bot.app.commands import registry
from bot.communities.desk import Desk
from bot.dispatch.registry import Registry
from bot.library.library import Library
from bot.model import Ask, Message, Role
from bot.reply import Entry, Reply
from tests.commands.test_commands import notices


@pytest.fixture
def commands(library: Library, desk: Desk) -> Registry:
    return registry(library, random.Random(7), desk=desk)


@pytest.fixture
def moderator(ask: Ask) -> Ask:
    """Somebody who moderates, and manages too."""
    return replace(ask, community="discord:1", place="1", role=Role.MANAGER)


async def press(commands: Registry, ask: Ask, under: Reply, verb: str) -> Reply:
    """The reply to the first action of that verb."""
    action = next(action for action in under.actions if action.verb == verb)
    return await commands.press(ask, verb, action.target, under.shared)


def entries(reply: Reply) -> list[Message]:
    return [line for block in reply.blocks if isinstance(block, Entry) for line in (block.title, *block.lines)]


def keys(reply: Reply) -> list[str]:
    return [message.key for message in entries(reply)]


async def saved(commands: Registry, ask: Ask) -> Reply:
    return await press(commands, ask, await commands.line(ask, "/topic add Dorpsleven keywords=boeren"), "save")


async def test_a_saved_topic_can_be_shown_from_there(commands: Registry, moderator: Ask) -> None:
    shown = await press(commands, moderator, await saved(commands, moderator), "topic")

    assert shown.quotations()


async def test_saving_what_stands_there_already_is_no_change(commands: Registry, moderator: Ask) -> None:
    await saved(commands, moderator)
    again = await press(commands, moderator, await commands.line(moderator, "/topic edit dorpsleven"), "save")
    history = await commands.line(moderator, "/topic history")

    assert notices(again) == ["topic-unchanged"]
    assert keys(history).count("history-entry") == 1


async def test_a_name_that_is_taken_is_told_as_such_when_saving(commands: Registry, moderator: Ask) -> None:
    preview = await commands.line(moderator, "/topic add Kronstadt keywords=opstand")

    assert notices(await press(commands, moderator, preview, "save"))[0] == "topic-exists"


async def test_an_undone_change_says_what_it_put_back_and_turns_the_words_of_the_way_back(
    commands: Registry, moderator: Ask
) -> None:
    undone = await press(commands, moderator, await saved(commands, moderator), "undo")
    redone = await press(commands, moderator, undone, "undo")

    assert keys(undone) == ["change-undone", "changed-topic", "changed-removed"]
    assert keys(redone)[:3] == ["change-undone", "changed-topic", "changed-added"]
    assert [reply.actions[0].label for reply in (undone, redone)] == [Message("action-redo"), Message("action-undo")]


async def test_the_history_of_a_curated_topic_tells_what_it_was_before(commands: Registry, moderator: Ask) -> None:
    await commands.line(moderator, "/topic rename kronstadt title=Matrozenopstand")
    changed = [m for m in entries(await commands.line(moderator, "/topic history")) if m.key == "changed-field"]

    assert "Kronstadt" in str(changed[0].values["before"])
    assert "Matrozenopstand" in str(changed[0].values["after"])


async def test_a_hidden_topic_is_told_as_hidden_under_any_of_its_names(commands: Registry, moderator: Ask) -> None:
    await commands.line(moderator, "/topic remove kronstadt")
    replies = [await commands.line(moderator, f"/topic edit {name}") for name in ("kronstadt", "Matrozenopstand")]
    history = await commands.line(moderator, "/topic history Matrozenopstand")

    assert [notices(reply) for reply in replies] == [["topic-is-hidden"]] * 2
    assert "changed-hidden" in keys(history)


async def test_a_quote_that_was_not_chosen_is_told_as_such_whoever_speaks_there(
    commands: Registry, moderator: Ask
) -> None:
    assert notices(await commands.line(moderator, "/topic unpin kronstadt passage=storm-4:7")) == ["pin-unknown"]
    assert notices(await commands.line(moderator, "/topic pin kronstadt passage=storm-4:7")) == ["pin-not-own"]


async def test_what_is_chosen_stands_apart_from_what_could_be(commands: Registry, moderator: Ask) -> None:
    preview = await commands.line(moderator, "/topic add Dorpsleven keywords=boeren")
    listed = await press(commands, moderator, preview, "choose")
    first = next(block for block in listed.blocks if hasattr(block, "hits")).hits[0].action
    chosen = await commands.press(moderator, first.verb, first.target, listed.shared)
    verbs = [{hit.action.verb for hit in block.hits} for block in chosen.blocks if hasattr(block, "hits")]

    assert verbs == [{"drop"}, {"take"}]


async def test_a_side_without_anything_to_choose_says_so(commands: Registry, moderator: Ask) -> None:
    preview = await commands.line(moderator, "/topic add Xyz keywords=graan")

    assert "choose-nothing" in notices(await press(commands, moderator, preview, "choose"))


async def test_undone_settings_are_told_as_undone(commands: Registry, moderator: Ask) -> None:
    changed = await commands.line(moderator, "/settings pace=slow propose=nobody")
    undone = await press(commands, moderator, changed, "undo-settings")

    assert "change-undone" in notices(undone)
    assert undone.actions[0].label == Message("action-redo")


async def test_help_tells_of_a_group_in_one_line(commands: Registry, moderator: Ask) -> None:
    every, group = [keys(await commands.line(moderator, line)) for line in ("/help", "/help topic")]

    assert every.count("command-topic") == 1
    assert "command-topic-add" not in every
    assert "command-topic-add" in group
