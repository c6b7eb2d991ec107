"""The client: one connection's worth of Discord, from login to close."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterable, Sequence
from typing import Any

import discord
import structlog
from discord.gateway import KeepAliveHandler

from bot.dispatch.registry import Registry
from bot.i18n import Languages
from bot.platforms.discord.announcing import Posting
from bot.platforms.discord.answering import Answering
from bot.platforms.discord.buttons import ActionButton
from bot.platforms.discord.flight import Flight
from bot.platforms.discord.forms import Forms
from bot.platforms.discord.integrations import Integrations
from bot.platforms.discord.lasting import Lasting
from bot.platforms.discord.layout import Layout
from bot.platforms.discord.membership import Share, community_of
from bot.platforms.discord.registration import Registration
from bot.platforms.discord.repeats import Repeats
from bot.platforms.discord.replying import Replier
from bot.platforms.discord.tree import Translator, Tree
from bot.platforms.drawing import Drawing
from bot.reply.accents import Accents

log = structlog.get_logger(__name__)

LANDING_S = 6.0
# For posts where the answers took all of that.
POSTING_S = 0.5
RATE_LIMIT_S = 30.0


class SessionLost(Exception):
    """Discord has forgotten the session. A new one is begun by a new client, after the supervisor's back-off."""


class Client(discord.Client):
    """Answers interactions with what the registry gives; keeps no messages, members or views."""

    def __init__(self, registry: Registry, languages: Languages, *, authors: Sequence[str], lasting: Lasting) -> None:
        super().__init__(
            intents=discord.Intents(guilds=True),
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_ratelimit_timeout=RATE_LIMIT_S,
            http_trace=lasting.requests.trace,
            # Nothing here waits for "ready"; while discord.py does, a server joined and left again is told in reverse.
            guild_ready_timeout=0,
        )
        self.session_began = False
        self._flight = Flight()
        self._languages = languages
        accents = Accents(authors)
        drawing = Drawing(lasting.cards, languages, accents)
        layout = Layout(languages, accents)
        replier = Replier(layout, Forms(languages), drawing, self._flight, Repeats(lasting.recent))
        self._posting = Posting(self, layout, lasting.announcements)
        self._integrations = Integrations(self)
        self._answering = Answering(registry, languages, self._integrations, replier)
        self._tree = Tree(self, registry, languages, self._answering)
        self._registration = Registration(self._tree, lasting.state)
        self._registering: asyncio.Task[None] | None = None
        self._membership = lasting.membership
        self._requests = lasting.requests

    async def setup_hook(self) -> None:
        """Makes buttons and commands known; before the gateway opens, so that no interaction comes too early."""
        self.add_dynamic_items(ActionButton)
        await self._tree.set_translator(Translator(self._languages))
        self._registering = asyncio.create_task(self._registration.keep_trying(), name="discord-registration")
        self._posting.start()

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Lets a client begin one session only: discord.py would begin the next without end or pause."""
        if not initial:
            raise SessionLost

    async def on_connect(self) -> None:
        """Notes that a session began, which Discord allows a thousand times a day, and hands on its servers."""
        self.session_began = True
        log.info("discord connected", shard=self.shard_id or 0)
        self._requests.take(self)
        share = Share(self.shard_id or 0, self.shard_count or 1)
        await self._membership.present({community_of(guild.id) for guild in self.guilds}, share)

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Hands on that the bot was added to a server."""
        await self._membership.joined(community_of(guild.id))

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Hands on that the bot was removed from a server; discord.py tells of an outage elsewhere."""
        self._integrations.forget(guild.id)
        await self._membership.left(community_of(guild.id))

    async def on_resumed(self) -> None:
        """Notes that the session goes on after a break."""
        log.info("discord connection resumed", shard=self.shard_id or 0)

    async def on_disconnect(self) -> None:
        """Notes that the connection broke; it may be resumed."""
        log.info("discord disconnected", shard=self.shard_id or 0)

    async def on_raw_app_command_permissions_update(self, changed: discord.RawAppCommandPermissionsUpdateEvent) -> None:
        """Notes that a server's admins decided anew who may use a command."""
        self._integrations.forget(changed.guild.id)

    async def pressed(self, interaction: discord.Interaction[Any], ids: Iterable[str]) -> None:
        """Acts on the press of a button."""
        await self._answering.press(interaction, ids)

    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        """Acts on a form that was filled in. discord.py itself knows only forms that this process opened."""
        if interaction.type is discord.InteractionType.modal_submit:
            await self._answering.submit(interaction)

    async def close(self) -> None:
        """Lets the answers under way arrive, and what is to be posted, then closes; discord.py would cut them off."""
        if self._registering:
            self._registering.cancel()
        loop = asyncio.get_running_loop()
        until = loop.time() + LANDING_S
        await asyncio.gather(self._flight.land(LANDING_S), self._requests.let_go(LANDING_S))
        await self._posting.stop(max(until - loop.time(), POSTING_S))
        await self._close_unbegun()
        await super().close()

    async def _close_unbegun(self) -> None:
        """Closes what discord.py forgets: a connection, with its heartbeat, that broke off before its session began."""
        for thread in threading.enumerate():
            if not isinstance(thread, KeepAliveHandler) or thread.ws is self.ws:
                continue
            if thread.ws._connection is self._connection:  # noqa: SLF001 - nothing else tells whose it is
                await thread.ws.close()
