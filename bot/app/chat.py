"""Puts the terminal chat together."""

from __future__ import annotations

import asyncio

from bot.app.commands import registry
from bot.i18n import Languages
from bot.library.library import Library
from bot.observe import configure
from bot.platforms.console.chat import Chat


def run(library: Library, languages: Languages) -> None:
    """Chats until the input ends."""
    configure()
    asyncio.run(Chat(registry(library), languages).run())
