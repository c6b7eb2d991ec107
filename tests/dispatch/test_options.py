from __future__ import annotations

import pytest

from bot.dispatch.command import command
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


def test_an_argument_of_another_type_is_a_defect() -> None:
    class Counting:
        @command("count")
        async def count(self, ask: Ask, times: int) -> Reply:
            """Takes a number, which no front end can give."""
            raise NotImplementedError

    with pytest.raises(TypeError, match="yes or no"):
        Registry([Counting()], {})
