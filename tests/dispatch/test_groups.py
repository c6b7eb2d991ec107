from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import pytest

from bot.dispatch.command import Arg, Group, action, command
from bot.dispatch.customs import Customs, Local
from bot.dispatch.line import usage
from bot.dispatch.registry import Registry
from bot.model import Ask, Message, Role
from bot.reply import Reply, notice
from tests.dispatch.room import Room, said, things


class Minutes:
    """A group of commands and actions for moderators."""

    group = Group("minutes", Role.MODERATOR)

    @command("add", examples=["minutes add x"])
    async def add(self, ask: Ask, what: Annotated[str, Arg(complete="things")]) -> Reply:
        """Says what is added."""
        return notice(Message("added", {"what": what}), private=False)

    @action("strike")
    async def strike(self, ask: Ask, target: str, shared: str) -> Reply:
        """Says what is struck."""
        return notice(Message("struck", {"target": target}), private=False)


MEMBER, MODERATOR = Ask("nl", "nl"), Ask("nl", "nl", role=Role.MODERATOR)
HANDED = Ask("nl", "nl", granted={"minutes": True})
BARRED = Ask("nl", "nl", role=Role.MANAGER, granted={"minutes": False})
ELSEWHERE = Ask("nl", "nl", granted={"hours": True})


@pytest.fixture
def minutes() -> Registry:
    return Registry([Room(), Minutes()], {"things": things})


async def every_way(registry: Registry, ask: Ask) -> set[str]:
    """What is answered to a line, a command by its name, and a press."""
    replies = [
        await registry.line(ask, "/minutes add  this"),
        await registry.run(ask, "minutes add", {"what": "this"}),
        await registry.press(ask, "strike", "1", ""),
    ]
    assert all(reply.private == (said(reply).key == "for-moderators") for reply in replies)
    return {said(reply).key for reply in replies}


async def test_what_is_for_moderators_is_refused_to_others_whatever_way_they_ask(minutes: Registry) -> None:
    for ask in (MEMBER, BARRED, ELSEWHERE):
        assert await every_way(minutes, ask) == {"for-moderators"}
        assert await minutes.complete(ask, "minutes add", "what", "a") == []


async def test_moderators_and_those_whom_admins_gave_it_to_may(minutes: Registry) -> None:
    for ask in (MODERATOR, HANDED):
        assert await every_way(minutes, ask) == {"added", "struck"}
        assert len(await minutes.complete(ask, "minutes add", "what", "a")) == 25


async def test_what_is_for_managers_says_so() -> None:
    class Managed(Minutes):
        group = Group("minutes", Role.MANAGER)

        @command("end")
        async def end(self, ask: Ask) -> Reply:
            """Ends them."""
            return notice(Message("ended"))

    registry = Registry([Managed()], {})

    assert said(await registry.line(MODERATOR, "minutes end")).key == "for-managers"
    assert said(await registry.line(replace(MODERATOR, role=Role.MANAGER), "minutes end")).key == "ended"


async def test_what_is_for_everyone_stays_so_beside_a_group(minutes: Registry) -> None:
    assert said(await minutes.line(MEMBER, "say minutes add")).values["what"] == "minutes add"
    assert said(await minutes.press(MEMBER, "again", "", "")).key == "pressed"
    assert (minutes.group_of("again"), minutes.group_of("never"), minutes.group_of("strike")) == (
        None,
        None,
        Minutes.group,
    )


@pytest.mark.parametrize("line", ["/minutes", "minutes", "/minutes nothing", "/add x", "strike"])
async def test_a_group_is_no_command(minutes: Registry, line: str) -> None:
    assert said(await minutes.line(MODERATOR, line)).key == "command-unknown"


async def test_a_command_of_a_group_is_typed_in_any_case_and_described_by_its_own_keys(minutes: Registry) -> None:
    add = minutes.commands["minutes add"]

    assert said(await minutes.line(MODERATOR, "/MINUTES Add a  b")).values == {"what": "a  b"}
    assert (usage(add).line, add.key, add.parameters[0].key) == (
        "/minutes add <what>",
        "command-minutes-add",
        "option-minutes-add-what",
    )


def test_a_group_has_no_place_in_the_menu_of_a_message() -> None:
    class Chosen(Minutes):
        @command("note", of_message="what")
        async def note(self, ask: Ask, what: str) -> Reply:
            """Notes a message."""
            raise NotImplementedError

    with pytest.raises(TypeError, match="menu"):
        Registry([Chosen()], {})


async def privately(ask: Ask) -> Customs:
    """What one community wants."""
    return Customs(private=ask.community == "shy")


@pytest.mark.parametrize(
    ("line", "community", "overheard", "private"),
    [
        ("say a", "", True, False),
        ("say a", "shy", True, True),
        ("say a private=yes", "", True, True),
        ("say a private=no", "shy", True, False),
        ("say a private=yes", "", False, False),
        ("say a", "shy", False, False),
        ("fail told private=no", "", True, True),
    ],
)
async def test_a_reply_is_private_where_the_asker_or_else_the_community_wants_it_so(
    line: str, community: str, *, overheard: bool, private: bool
) -> None:
    registry = Registry([Room()], {}, local=Local(customs=privately))

    reply = await registry.line(Ask("en", "nl", community, overheard=overheard), line)

    assert (reply.private, reply.locale) == (private, "en" if private else "nl")
    assert said(reply).key != "internal-error"


async def test_a_community_that_wants_replies_private_changes_nothing_for_a_group() -> None:
    registry = Registry([Minutes()], {}, local=Local(customs=privately))

    reply = await registry.line(Ask("nl", "nl", "shy", role=Role.MODERATOR, overheard=True), "minutes add x")

    assert not reply.private
    assert registry.commands["minutes add"].parameter("private") is None
