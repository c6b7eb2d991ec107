"""Answers interactions: runs what was asked and delivers the reply. Whatever goes wrong on the way ends here."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

import aiohttp
import discord
import structlog
from discord import app_commands

from bot.dispatch.command import Value
from bot.dispatch.registry import Registry
from bot.i18n import Languages
from bot.model import Ask, Message
from bot.platforms.discord.asking import ask_of, may_change, seen_by_one
from bot.platforms.discord.delivery import Delivery
from bot.platforms.discord.drawing import Drawing
from bot.platforms.discord.flight import Flight
from bot.platforms.discord.layout import Layout
from bot.platforms.discord.limits import CHOICES, Fitting, OverLimit, choice_fits, fitting
from bot.platforms.discord.mishaps import ALREADY_ANSWERED, TOO_LATE, described, is_code
from bot.platforms.discord.state import Press, read
from bot.reply import Reply, notice

log = structlog.get_logger(__name__)

# Discord waits 3 seconds; the deferral has to arrive within them too.
PATIENCE_S = 1.5
# The registry knows no such verb, and says so to the member.
UNREADABLE = Press("", "", "")
Made = TypeVar("Made")


class Answering:
    """What a client does with interactions. `flight` counts those under way."""

    def __init__(
        self, registry: Registry, languages: Languages, layout: Layout, drawing: Drawing, flight: Flight
    ) -> None:
        self._registry = registry
        self._languages = languages
        self._layout = layout
        self._drawing = drawing
        self._flight = flight

    async def command(self, interaction: discord.Interaction[Any], name: str, values: Mapping[str, Value]) -> None:
        """Answers a slash command."""
        ask = ask_of(interaction, self._languages)
        await self._answer(interaction, ask, self._registry.run(ask, name, values))

    async def chosen(self, interaction: discord.Interaction[Any], name: str, values: Mapping[str, Value]) -> None:
        """Answers a choice in the menu of somebody's message, to the asker alone: nobody else asked."""

        async def private() -> Reply:
            return replace(await self._registry.run(ask, name, values), private=True)

        ask = ask_of(interaction, self._languages)
        await self._answer(interaction, ask, private())

    async def press(self, interaction: discord.Interaction[Any], ids: Iterable[str]) -> None:
        """Answers the press of a button, given the ids of all buttons of its message."""
        ask = ask_of(interaction, self._languages)
        press = read(interaction.custom_id or "", ids) or UNREADABLE
        await self._answer(interaction, ask, self._registry.press(ask, press.verb, press.target, press.shared))

    async def say(self, interaction: discord.Interaction[Any], key: str) -> None:
        """Tells the asker alone one sentence."""

        async def sentence() -> Reply:
            return notice(Message(key))

        await self._answer(interaction, ask_of(interaction, self._languages), sentence())

    async def offer(self, interaction: discord.Interaction[Any], name: str, argument: str, typed: str) -> None:
        """Answers autocompletion. A late answer is usual there: the member has typed on."""
        with self._flight.boarding() as aboard:
            if not aboard:
                return
            ask = ask_of(interaction, self._languages)
            found = await self._registry.complete(ask, name, argument, typed)
            choices = [app_commands.Choice(name=c.name, value=c.value) for c in found if choice_fits(c.name, c.value)]
            try:
                await interaction.response.autocomplete(choices[:CHOICES])
            except (discord.HTTPException, aiohttp.ClientError, OSError) as e:
                log.info("completion not delivered", **described(e))

    async def _answer(self, interaction: discord.Interaction[Any], ask: Ask, work: Coroutine[Any, Any, Reply]) -> None:
        with self._flight.boarding() as aboard:
            if not aboard:
                work.close()
                return
            delivery = Delivery(interaction)
            try:
                page, alone = await _in_time(self._made(interaction, ask, work), delivery)
                await (delivery.alone(page) if alone else delivery.openly(page))
            except Exception as e:  # noqa: BLE001 - nobody above would tell the member, and discord.py logs too much
                await self._failed(ask, delivery, e)

    async def _made(
        self, interaction: discord.Interaction[Any], ask: Ask, work: Coroutine[Any, Any, Reply]
    ) -> tuple[Fitting, bool]:
        """What to show, and whether to the asker alone."""
        reply = await work
        pressed = interaction.type is discord.InteractionType.component
        alone = reply.private or (pressed and not may_change(interaction, ask))
        if alone or (pressed and seen_by_one(interaction)):
            reply = replace(reply, locale=ask.locale)
        try:
            return self._fitting(reply, await self._drawing.drawn(reply)), alone
        except OverLimit as e:
            log.warning("reply over Discord's limits", findings=e.findings)
            return self._sentence("too-long", ask), True

    async def _failed(self, ask: Ask, delivery: Delivery, error: Exception) -> None:
        """Notes what went wrong; tells the asker too, where Discord still takes a word."""
        if is_code(error, ALREADY_ANSWERED, TOO_LATE):
            log.info("answer came too late or twice", **described(error))
            return
        log.error("answer failed", **described(error))
        try:
            await delivery.alone(self._sentence("internal-error", ask))
        except Exception as e:  # noqa: BLE001 - the first failure is the one that counts
            log.info("failure not told", **described(e))

    def _sentence(self, key: str, ask: Ask) -> Fitting:
        return self._fitting(replace(notice(Message(key)), locale=ask.locale))

    def _fitting(self, reply: Reply, drawn: Sequence[bytes] = ()) -> Fitting:
        return fitting(lambda: self._layout.page(reply, drawn))


async def _in_time(work: Coroutine[Any, Any, Made], delivery: Delivery) -> Made:
    """What the work makes; deferred where it takes longer than Discord would wait."""
    running = asyncio.ensure_future(work)
    try:
        done, _ = await asyncio.wait({running}, timeout=PATIENCE_S)
        if not done:
            await delivery.defer()
        return await running
    finally:
        running.cancel()
