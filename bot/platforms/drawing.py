"""Draws the pictures of a reply, off the event loop."""

from __future__ import annotations

import asyncio

from bot.cards.drawing import Cards
from bot.i18n import Languages
from bot.model import Message
from bot.reply import Picture, Reply
from bot.reply.accents import Accents
from bot.reply.picturing import card


class Drawing:
    """Draws the pictures of replies; each author has a colour."""

    def __init__(self, cards: Cards, languages: Languages, accents: Accents) -> None:
        self._cards = cards
        self._languages = languages
        self._accents = accents

    async def drawn(self, reply: Reply) -> tuple[bytes, ...]:
        """The pictures of a reply as PNG, in their order, their words in the reply's own language."""
        return tuple([await self.picture(block, reply.locale) for block in reply.blocks if isinstance(block, Picture)])

    async def picture(self, picture: Picture, locale: str) -> bytes:
        """A picture as PNG, its words in that language."""
        return await asyncio.to_thread(self._draw, picture, locale)

    def _draw(self, picture: Picture, locale: str) -> bytes:
        def say(message: Message) -> str:
            return self._languages.say(message, locale)

        return self._cards.draw(card(picture, self._accents.of(picture.quotation.author_key), locale, say))
