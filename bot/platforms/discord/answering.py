"""Answers interactions: runs what was asked, by those who may ask it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

import aiohttp
import discord
import structlog
from discord import app_commands

from bot.dispatch.command import PRIVATE, Group, Value
from bot.dispatch.registry import Registry
from bot.i18n import Languages
from bot.model import Ask, Message
from bot.platforms.discord.asking import ask_of
from bot.platforms.discord.forms import filled_in
from bot.platforms.discord.integrations import Integrations
from bot.platforms.discord.limits import CHOICES, choice_fits
from bot.platforms.discord.mishaps import described
from bot.platforms.discord.replying import Replier
from bot.platforms.discord.state import Press, read
from bot.reply import Reply, notice

Deed = Callable[[Ask], Awaitable[Reply]]

log = structlog.get_logger(__name__)

# The registry knows no such verb, and says so to the member.
UNREADABLE = Press("", "", "")


class Answering:
    """What a client does with interactions."""

    def __init__(
        self,
        registry: Registry,
        languages: Languages,
        integrations: Integrations,
        replier: Replier,
    ) -> None:
        self._registry = registry
        self._languages = languages
        self._integrations = integrations
        self._replier = replier

    async def command(self, interaction: discord.Interaction[Any], name: str, values: Mapping[str, Value]) -> None:
        """Answers a slash command."""

        async def once() -> Reply:
            return await self._replier.repeats.instead(interaction, await self._registry.run(ask, name, values))

        ask = self._let_through(interaction, name)
        if ask.overheard and values.get(PRIVATE.name) is True:
            ask = replace(ask, alone=True)
        await self._replier.answer(interaction, ask, once())

    async def chosen(self, interaction: discord.Interaction[Any], name: str, values: Mapping[str, Value]) -> None:
        """Answers a choice in the menu of somebody's message, to the asker alone: nobody else asked."""
        ask = replace(ask_of(interaction, self._languages), alone=True)
        await self._replier.answer(interaction, ask, self._registry.run(ask, name, values))

    async def press(self, interaction: discord.Interaction[Any], ids: Iterable[str]) -> None:
        """Answers the press of a button, given the ids of all buttons of its message."""

        async def once() -> Reply:
            reply = await self._act(interaction, ask, self._registry.group_of(press.verb), act)
            return await self._replier.repeats.instead(interaction, reply) if reply.fresh else reply

        async def act(who: Ask) -> Reply:
            return await self._registry.press(who, press.verb, press.target, press.shared)

        ask = ask_of(interaction, self._languages)
        press = read(interaction.custom_id or "", ids) or UNREADABLE
        await self._replier.answer(interaction, ask, once())

    async def submit(self, interaction: discord.Interaction[Any]) -> None:
        """Answers a form that was filled in, known by its id alone: it may have been opened before a restart."""

        async def once() -> Reply:
            reply = await self._act(interaction, ask, self._registry.group_of_form(form.verb), take)
            new = reply.fresh or interaction.message is None
            return await self._replier.repeats.instead(interaction, reply) if new else reply

        async def take(who: Ask) -> Reply:
            return await self._registry.submit(who, form.verb, form.target, form.shared, filled)

        ask, custom_id = ask_of(interaction, self._languages), interaction.custom_id or ""
        form, filled = read(custom_id, [custom_id]) or UNREADABLE, filled_in(interaction)
        await self._replier.answer(interaction, ask, once())

    async def say(self, interaction: discord.Interaction[Any], key: str) -> None:
        """Tells the asker alone one sentence."""

        async def sentence() -> Reply:
            return notice(Message(key))

        await self._replier.answer(interaction, ask_of(interaction, self._languages), sentence())

    async def offer(self, interaction: discord.Interaction[Any], name: str, argument: str, typed: str) -> None:
        """Answers autocompletion. A late answer is usual there: the member has typed on. Who follows gives none."""
        with self._replier.flight.boarding(interaction.id) as aboard:
            if not aboard or not self._replier.turn.leads:
                return
            ask = self._let_through(interaction, name)
            found = await self._registry.complete(ask, name, argument, typed)
            named = [(self._languages.say(c.label, ask.locale) if c.label else c.name, c.value) for c in found]
            choices = [app_commands.Choice(name=name, value=value) for name, value in named if choice_fits(name, value)]
            try:
                await interaction.response.autocomplete(choices[:CHOICES])
            except (discord.HTTPException, aiohttp.ClientError, OSError) as e:
                log.info("completion not delivered", **described(e))

    def _let_through(self, interaction: discord.Interaction[Any], name: str) -> Ask:
        """Who uses a command. Discord has checked it, with what the server's admins decided; in private nobody has."""
        ask = ask_of(interaction, self._languages)
        found = self._registry.commands.get(name)
        if found is None or found.group is None:
            return ask
        return replace(ask, granted={found.group.name: interaction.guild_id is not None})

    async def _act(
        self,
        interaction: discord.Interaction[Any],
        ask: Ask,
        group: Group | None,
        act: Callable[[Ask], Awaitable[Reply]],
    ) -> Reply:
        """Does what a button or a form says, for those whom it is for. Here Discord has checked nothing."""
        if group:
            may = await self._integrations.admits(interaction, group.name, by_default=group.admits(ask))
            ask = replace(ask, granted={group.name: may})
        return await act(ask)
