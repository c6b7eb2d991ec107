"""What a community wants to be otherwise than the bot has it, and what an asker is to be told besides."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.model import Ask
from bot.reply import Block


@dataclass(frozen=True, slots=True)
class Customs:
    """What holds in a community.

    Its `language` ("" is the platform's), whether replies are `private` where the asker does not say, and how many
    times `slower` than elsewhere one may ask there.
    """

    language: str = ""
    private: bool = False
    slower: float = 1.0


USUAL = Customs()

Customary = Callable[[Ask], Awaitable[Customs]]
"""What holds where somebody asks. It is asked before every answer, so it must know."""

News = Callable[[Ask], Awaitable[tuple[Block, ...]]]
"""What the asker is to be told besides the reply, once."""


Missed = Callable[[Ask, str], Awaitable[None]]
"""Hears what somebody asked about in vain."""


async def as_usual(ask: Ask) -> Customs:
    """Where nobody has set anything."""
    return USUAL


async def no_news(ask: Ask) -> tuple[Block, ...]:
    """Where nobody waits for anything."""
    return ()


async def unheard(ask: Ask, words: str) -> None:
    """Where nobody wants to know."""


@dataclass(frozen=True, slots=True)
class Local:
    """What is asked about the asker and their community, whatever the command."""

    customs: Customary = as_usual
    news: News = no_news
    missed: Missed = unheard
