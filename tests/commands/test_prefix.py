"""What commands begin with, where they are typed among what people say."""

from __future__ import annotations

import pytest

from bot.app.commands import registry
from bot.app.ports import Ports
from bot.communities.desk import Desk
from bot.communities.settings import PREFIX
from bot.dispatch.registry import Registry
from bot.i18n import Languages
from bot.library.library import Library
from bot.model import Ask, Message, Role
from bot.reply import Notice, Reply

MANAGER = Ask("nl", "nl", "test", "test", "anna", Role.MANAGER)


@pytest.fixture
def typed(library: Library, desk: Desk) -> Registry:
    """The commands of a platform where they are typed."""
    return registry(library, desk=desk, ports=Ports(typed=True))


def said(reply: Reply, languages: Languages) -> str:
    messages = [block.message for block in reply.blocks if isinstance(block, Notice)]
    return " ".join(languages.say(message, "nl") for message in messages)


async def prefix(desk: Desk) -> str:
    return (await desk.state(MANAGER)).settings.prefix


@pytest.mark.parametrize("sign", ["?", "t!", "::", "~/x", "\N{ROBOT FACE}"])
async def test_managers_choose_it_and_take_it_back(typed: Registry, desk: Desk, sign: str) -> None:
    changed = await typed.line(MANAGER, f"/settings prefix={sign}")
    chosen = await prefix(desk)
    undo = next(action for action in changed.actions if action.verb == "undo-settings")
    await typed.press(MANAGER, undo.verb, undo.target, changed.shared)

    assert (chosen, await prefix(desk)) == (sign, PREFIX)


async def test_standard_is_what_it_was(typed: Registry, desk: Desk) -> None:
    await typed.run(MANAGER, "settings", {"prefix": "?"})
    await typed.run(MANAGER, "settings", {"prefix": "Standard"})

    assert await prefix(desk) == PREFIX


@pytest.mark.parametrize("sign", ["bot", "a", "12", "????", "! ?", "\u200b", "-\n-"])
async def test_what_could_not_be_told_from_what_people_say_is_refused(
    typed: Registry, desk: Desk, languages: Languages, sign: str
) -> None:
    refused = await typed.run(MANAGER, "settings", {"prefix": sign})

    assert await prefix(desk) == PREFIX
    assert said(refused, languages) == languages.say(Message("prefix-unusable", {"most": 3}), "nl")


async def test_it_is_told_with_the_settings_and_in_the_log(typed: Registry, languages: Languages) -> None:
    await typed.run(MANAGER, "settings", {"prefix": "?"})
    shown, log = await typed.run(MANAGER, "settings", {}), await typed.run(MANAGER, "topic history", {})

    assert "Waarmee opdrachten beginnen: ?" in every(shown, languages)
    assert "Waarmee opdrachten beginnen: (standaard) → ?" in every(log, languages)


def every(reply: Reply, languages: Languages) -> str:
    lines = [line for block in reply.blocks for line in getattr(block, "lines", ())]
    return "\n".join(languages.say(line, "nl") for line in lines)


async def test_where_nothing_is_typed_it_is_not_there(everything: Registry, languages: Languages) -> None:
    options = [parameter.name for parameter in everything.commands["settings"].parameters]
    shown = await everything.run(MANAGER, "settings", {})

    assert "prefix" not in options
    assert "Waarmee" not in every(shown, languages)
