"""What a picture of a quotation shows, and what describes it to those who do not see it."""

from __future__ import annotations

from collections.abc import Callable

from bot.cards.card import Card
from bot.model import Message
from bot.reply import Picture
from bot.reply.telling import footing

Say = Callable[[Message], str]
"""Puts a sentence into words."""


def card(picture: Picture, accent: int, locale: str, say: Say) -> Card:
    """The card to draw."""
    speaker, *source = map(say, footing(picture.quotation, locale))
    return Card(picture.quotation.quote.text, speaker, tuple(source), accent, picture.dark)


def small_print(picture: Picture, locale: str, say: Say) -> str:
    """What stands under the quotation, as lines of text."""
    return "\n".join(f"— {say(message)}" for message in footing(picture.quotation, locale))


def described(picture: Picture, locale: str, say: Say) -> str:
    """All that the picture shows, as text."""
    return f"{picture.quotation.quote.text}\n\n{small_print(picture, locale, say)}"
