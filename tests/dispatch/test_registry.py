from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import pytest
from structlog.testing import capture_logs

from bot.dispatch.command import Arg, Group, action, command
from bot.dispatch.line import arguments, usage
from bot.dispatch.registry import Choice, Registry
from bot.errors import BadInput, NotFound
from bot.model import Ask, Message, Role
from bot.reply import Notice, Reply, notice


class Room:
    """Commands that say what they were given, or fail as they are told to."""

    @command("say", examples=["say hallo"])
    async def say(self, ask: Ask, what: Annotated[str, Arg(complete="things", longest=9)], to: str = "allen") -> Reply:
        """Says something."""
        return notice(Message("said", {"what": what, "to": to}), private=False)

    @command("fail")
    async def fail(self, ask: Ask, how: str = "") -> Reply:
        """Fails."""
        if how == "told":
            raise NotFound("gone", what="it")
        raise RuntimeError(how)

    @action("again")
    async def again(self, ask: Ask, target: str, shared: str) -> Reply:
        """Says what it was pressed with."""
        return notice(Message("pressed", {"target": target, "shared": shared}))


async def things(ask: Ask, typed: str) -> list[Choice]:
    """Offers too much, too long, or fails."""
    if typed == "boom":
        raise RuntimeError(typed)
    return [Choice(f"{typed}{n}", str(n)) for n in range(40)] + [Choice("x" * 101, "x"), Choice("", "y")]


@pytest.fixture
def registry() -> Registry:
    return Registry([Room()], {"things": things})


def said(reply: Reply) -> Message:
    block = reply.blocks[0]
    assert isinstance(block, Notice)
    return block.message


async def test_a_signature_becomes_the_declaration(registry: Registry) -> None:
    say = registry.commands["say"]

    assert [(p.name, p.required, p.arg.complete) for p in say.parameters] == [
        ("what", True, "things"),
        ("to", False, None),
        ("private", False, None),
    ]
    assert say.parameters[0].arg.longest == 9
    assert (say.examples, usage(say)) == (("say hallo",), "/say <what> [to=…] [private=yes]")


@pytest.mark.parametrize(
    ("line", "what", "to"),
    [
        ("/say hallo daar", "hallo daar", "allen"),
        ("say hallo to=jou", "hallo", "jou"),
        ('SAY to="jullie allemaal" hallo', "hallo", "jullie allemaal"),
        ("/say hallo --to=jou", "hallo", "jou"),
        ("/say hallo daar:x y=z", "hallo daar:x y=z", "allen"),
        ("/say what=hallo jou", "hallo", "jou"),
        ("/say  spaties   binnen ", "spaties   binnen", "allen"),
        ("/say to:jou", "to:jou", "allen"),
    ],
)
async def test_a_line_is_read_as_arguments(registry: Registry, ask: Ask, line: str, what: str, to: str) -> None:
    assert said(await registry.line(ask, line)).values == {"what": what, "to": to}


async def test_a_missing_argument_is_named(registry: Registry, ask: Ask) -> None:
    assert said(await registry.line(ask, "/say")) == Message("argument-missing", {"command": "say", "argument": "what"})
    with pytest.raises(BadInput):
        arguments(registry.commands["say"], "to=x")


@pytest.mark.parametrize("line", ["/nope", "/", "", "/say\x00"])
async def test_an_unknown_command_is_told_so(registry: Registry, ask: Ask, line: str) -> None:
    reply = await registry.line(ask, line)

    assert said(reply).key == "command-unknown"
    assert reply.private


async def test_a_rule_that_fails_is_told_to_the_asker_alone(registry: Registry, ask: Ask) -> None:
    reply = await registry.run(ask, "fail", {"how": "told"})

    assert (said(reply), reply.private) == (Message("gone", {"what": "it"}), True)


async def test_a_defect_is_told_as_one(registry: Registry, ask: Ask) -> None:
    with capture_logs() as logged:
        reply = await registry.run(ask, "fail", {"how": "oops"})

    assert said(reply).key == "internal-error"
    [entry] = logged
    assert (entry["event"], entry["error"]) == ("command failed", "RuntimeError")
    assert "test_registry.fail" in str(entry["at"])
    assert "oops" not in str(entry)
    assert "exc_info" not in entry


async def test_a_public_reply_is_in_the_communitys_language_and_a_private_one_in_the_askers(registry: Registry) -> None:
    ask = Ask("en", "nl")

    assert (await registry.line(ask, "/say hallo")).locale == "nl"
    assert (await registry.press(ask, "again", "t", "s")).locale == "en"


async def test_an_action_is_given_what_its_button_carried(registry: Registry, ask: Ask) -> None:
    assert said(await registry.press(ask, "again", "t", "s")).values == {"target": "t", "shared": "s"}
    assert said(await registry.press(ask, "never", "t", "s")).key == "action-unknown"


async def test_completion_never_fails_and_offers_at_most_what_discord_takes(registry: Registry, ask: Ask) -> None:
    choices = await registry.complete(ask, "say", "what", "a")

    assert len(choices) == 25
    assert all(0 < len(c.name) <= 100 for c in choices)
    assert await registry.complete(ask, "say", "what", "boom") == []
    assert await registry.complete(ask, "say", "to", "a") == []
    assert await registry.complete(ask, "never", "what", "a") == []


def test_a_name_is_declared_once() -> None:
    with pytest.raises(ValueError, match="declared twice"):
        Registry([Room(), Room()], {})


class Switches:
    """A command with options that are yes or no."""

    @command("show")
    async def show(self, ask: Ask, what: str = "all", *, card: bool = False, loud: bool | None = None) -> Reply:
        """Says what it was given."""
        return notice(Message("said", {"what": what, "card": str(card), "loud": str(loud)}))


@pytest.mark.parametrize(
    ("line", "what", "card", "loud"),
    [
        ("/show", "all", "False", "None"),
        ("/show card=yes", "all", "True", "None"),
        ("/show it card=JA loud=no", "it", "True", "False"),
        ("/show card:true loud=Nee", "all", "True", "False"),
        ("/show card=false it loud=yes", "it", "False", "True"),
        ("/show yes", "yes", "False", "None"),
    ],
)
async def test_yes_and_no_are_read_in_a_line(ask: Ask, line: str, what: str, card: str, loud: str) -> None:
    reply = await Registry([Switches()], {}).line(ask, line)

    assert said(reply).values == {"what": what, "card": card, "loud": loud}


async def test_what_is_neither_yes_nor_no_is_told_so(ask: Ask) -> None:
    reply = await Registry([Switches()], {}).line(ask, "/show card=maybe")

    assert (said(reply), reply.private) == (Message("argument-yes-or-no", {"argument": "card"}), True)


def test_options_that_are_yes_or_no_are_declared_and_shown_as_such() -> None:
    show = Registry([Switches()], {}).commands["show"]

    assert [(p.kind, p.default) for p in show.parameters] == [(str, "all"), (bool, False), (bool, None), (bool, None)]
    assert usage(show) == "/show [what] [card=yes] [loud=yes] [private=yes]"


def test_an_argument_of_another_type_is_a_defect() -> None:
    class Counting:
        @command("count")
        async def count(self, ask: Ask, times: int) -> Reply:
            """Takes a number, which no front end can give."""
            raise NotImplementedError

    with pytest.raises(TypeError, match="yes or no"):
        Registry([Counting()], {})


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
    assert (usage(add), add.key, add.parameters[0].key) == (
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


async def privately(ask: Ask) -> bool:
    """What one community wants."""
    return ask.community == "shy"


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
    registry = Registry([Room()], {}, privately=privately)

    reply = await registry.line(Ask("en", "nl", community, overheard=overheard), line)

    assert (reply.private, reply.locale) == (private, "en" if private else "nl")
    assert said(reply).key != "internal-error"


async def test_a_community_that_wants_replies_private_changes_nothing_for_a_group() -> None:
    registry = Registry([Minutes()], {}, privately=privately)

    reply = await registry.line(Ask("nl", "nl", "shy", role=Role.MODERATOR, overheard=True), "minutes add x")

    assert not reply.private
    assert registry.commands["minutes add"].parameter("private") is None
