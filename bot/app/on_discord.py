"""Puts together what is served on Discord: answers, and posts."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from bot.app.editions import Editions
from bot.app.fronts import Lent, front
from bot.app.leased import Service
from bot.app.membership import Kept
from bot.app.ports import Ports
from bot.app.posting import Target, Tempo
from bot.app.reading import languages
from bot.config import Config, DiscordConfig
from bot.daily.ticker import Ticker
from bot.dispatch.cooldown import Cooldown
from bot.platforms.discord.announcing import Announcements
from bot.platforms.discord.boxes import boxes
from bot.platforms.discord.client import Client, Place
from bot.platforms.discord.giving import Roles
from bot.platforms.discord.grounds import Grounds
from bot.platforms.discord.identifying import Limits
from bot.platforms.discord.lasting import Lasting
from bot.platforms.discord.layout import Layout
from bot.platforms.discord.leading import Alone, Shared
from bot.platforms.discord.membership import PLATFORM
from bot.platforms.discord.polls import Polls
from bot.platforms.discord.requests import Requests
from bot.platforms.discord.supervisor import Discord, set_up
from bot.reply.accents import Accents
from bot.store.database import Database
from bot.store.leases import Leases, Taken
from bot.store.portions import Portion


@dataclass(frozen=True, slots=True)
class OnDiscord:
    """What is needed to serve there, but for the database."""

    config: Config
    discord: DiscordConfig
    editions: Editions
    tempo: Tempo

    def services(self, database: Database, kept: Kept) -> Iterable[Service]:
        """What answers, and what posts."""
        set_up(self.discord.api_base, self.discord.gateway)
        shared = self._shared(database)
        lasting = Lasting(self.config.state, membership=kept, leading=shared or Alone())
        spoken, authors, shards = languages(self.config), self.editions.authors, self.discord.shards
        grounds = Grounds(lasting.requests, spoken)
        outbox = boxes(lasting.requests, grounds, Layout(spoken, Accents(authors)))
        mine = shared.portion if shared else lambda: Portion(frozenset(shards.numbers), shards.of)
        target = Target(PLATFORM, outbox, grounds.spoken, Polls(lasting.requests), mine)
        ports = Ports(lasting.announcements, grounds.spoken, grounds, Roles(lasting.requests))
        made = front(
            self.editions, database, Lent(target, ports, Cooldown(self.config.cooldown), lasting.cards), self.tempo
        )
        client = partial(Client, made.commands, spoken, authors=authors, lasting=lasting)
        answers = [
            Discord(self.discord.token, partial(client, place=self._place(shard, database))) for shard in shards.numbers
        ]
        services = [partial(_answer, answers, lasting.announcements), partial(_post, made.posts, lasting.requests)]
        return [*services, shared.run] if shared else services

    def _place(self, shard: int, database: Database) -> Place:
        return Place(shard, self.discord.shards.of, Limits(shard, Leases(database), self.tempo.apart))

    def _shared(self, database: Database) -> Shared | None:
        """Who leads which shard, where other processes may serve over the same database."""
        if self.config.database_url is None:
            return None
        return Shared(self.discord.shards, Leases(database), Taken(database), self.tempo.lease)


async def _answer(shards: Iterable[Discord], announcements: Announcements, stop: asyncio.Event) -> None:
    """Answers in the servers of all shards; whatever is left to announce at the end is lost."""
    try:
        async with asyncio.TaskGroup() as group:
            for shard in shards:
                group.create_task(shard.run(stop))
    finally:
        announcements.give_up()


async def _post(posts: Ticker, requests: Requests, stop: asyncio.Event) -> None:
    """Posts what is due; at the end the client stays for what is under way."""
    with requests.needed(stop):
        await posts.run(stop)
