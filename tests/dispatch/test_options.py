from __future__ import annotations

from typing import Annotated, TypedDict, Unpack

import pytest

from bot.dispatch.command import Arg, command
from bot.dispatch.line import usage
from bot.dispatch.registry import Registry
from bot.model import Ask, Message
from bot.reply import Reply, notice
from tests.dispatch.room import said


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
    assert usage(show).line == "/show [what] [card=yes] [loud=yes] [private=yes]"


class Wanted(TypedDict, total=False):
    """What two commands are asked for alike."""

    colour: Annotated[str, Arg(complete="colours")]
    loud: bool | None


class Painting:
    """Two commands that share options."""

    @command("paint", private=True)
    async def paint(self, ask: Ask, what: str, **wanted: Unpack[Wanted]) -> Reply:
        """Says what it was asked for."""
        return notice(Message("painted", {"what": what, "wanted": repr(wanted)}), private=False)

    @command("repaint", private=True)
    async def repaint(self, ask: Ask, what: str = "", **wanted: Unpack[Wanted]) -> Reply:
        """The same, again."""
        return await self.paint(ask, what, **wanted)


async def test_options_that_commands_share_are_declared_once_and_each_may_be_left_out(ask: Ask) -> None:
    registry = Registry([Painting()], {})
    paint, repaint = registry.commands["paint"], registry.commands["repaint"]

    assert [(p.name, p.key, p.kind, p.required, p.default) for p in paint.parameters] == [
        ("what", "option-paint-what", str, True, None),
        ("colour", "option-paint-colour", str, False, ""),
        ("loud", "option-paint-loud", bool, False, None),
    ]
    assert [p.key for p in repaint.parameters[1:]] == ["option-repaint-colour", "option-repaint-loud"]
    assert [p.arg.complete for p in repaint.parameters] == [None, "colours", None]
    reply = await registry.run(ask, "repaint", {"loud": True})
    assert said(reply).values == {"what": "", "wanted": "{'loud': True}"}


def test_an_argument_of_another_type_is_a_defect() -> None:
    class Counting:
        @command("count")
        async def count(self, ask: Ask, times: int) -> Reply:
            """Takes a number, which no front end can give."""
            raise NotImplementedError

    with pytest.raises(TypeError, match="yes or no"):
        Registry([Counting()], {})
