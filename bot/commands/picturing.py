"""Quotations as pictures: the actions under them, and what a reply becomes when a picture was asked for."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace

from bot.cards.drawing import Cards
from bot.commands.held import Held
from bot.commands.place import read_place, read_search
from bot.commands.quoting import quotation
from bot.dispatch.command import action
from bot.errors import BadInput
from bot.library.library import Library
from bot.model import Ask, Message
from bot.reply import Action, Notice, Picture, Quotation, Reply

TOO_LONG = "picture-too-long"


class Picturing:
    """Gives quotations as pictures, which the platforms draw. `cards` knows what can be drawn."""

    def __init__(self, library: Library, held: Held, cards: Cards) -> None:
        self._library = library
        self._held = held
        self._cards = cards

    @action("picture")
    async def picture(self, ask: Ask, target: str, kept: str) -> Reply:
        """The quotation as a picture, dark on light."""
        return await self._pictured(ask, target, kept, dark=False)

    @action("dark")
    async def dark(self, ask: Ask, target: str, kept: str) -> Reply:
        """The quotation as a picture, light on dark."""
        return await self._pictured(ask, target, kept, dark=True)

    async def instead(self, reply: Reply) -> Reply:
        """The reply with a picture in the place of its quotation, or with a sentence that there is no room for it."""
        for at, block in enumerate(reply.blocks):
            if isinstance(block, Quotation):
                shown = await asyncio.to_thread(self._shown, block, dark=False)
                if not shown:
                    return replace(reply, blocks=(*reply.blocks, Notice(Message(TOO_LONG), quiet=True)))
                blocks = (*reply.blocks[:at], *shown, *reply.blocks[at + 1 :])
                return replace(reply, blocks=blocks, actions=_actions("", dark=False), again=Action("picture"))
        return reply

    async def _pictured(self, ask: Ask, target: str, kept: str, *, dark: bool) -> Reply:
        place, search = read_place(target, kept), read_search(kept)
        held = await self._held(ask)
        result = await self._library.consult(self._library.at, place.passage, place.span, search.query, held)
        shown = await asyncio.to_thread(self._shown, quotation(self._library, result), dark=dark)
        if not shown:
            raise BadInput(TOO_LONG)
        again = Action("dark" if dark else "picture", target)
        return Reply(shown, _actions(target, dark=dark), kept, again=again)

    def _shown(self, of: Quotation, *, dark: bool) -> tuple[Picture | Notice, ...]:
        """The picture, and what it lacks; nothing where a card has no room for the quotation."""
        return tuple(self._blocks(of, dark=dark)) if self._cards.fits(of.quote.text) else ()

    def _blocks(self, of: Quotation, *, dark: bool) -> Iterator[Picture | Notice]:
        yield Picture(of, dark)
        if self._cards.lack(of.quote.text):
            yield Notice(Message("picture-lacks"), quiet=True)


def _actions(target: str, *, dark: bool) -> tuple[Action, ...]:
    """The other way round, back to the text, and what is to be taken along."""
    turned = Action("picture", target, Message("action-light")) if dark else Action("dark", target)
    return turned, Action("open", target, Message("action-text")), Action("cite", target), Action("report", target)
