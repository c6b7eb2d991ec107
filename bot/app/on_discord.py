"""Puts together what is served on Discord: answers, and posts."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

from bot.app.editions import Editions
from bot.app.fronts import Lent, front
from bot.app.membership import Kept
from bot.app.ports import Ports
from bot.app.posting import Target, Tempo
from bot.app.reading import languages
from bot.config import Config, DiscordConfig
from bot.daily.ticker import Ticker
from bot.dispatch.cooldown import Cooldown
from bot.platforms.discord.boxes import boxes
from bot.platforms.discord.client import Client
from bot.platforms.discord.giving import Roles
from bot.platforms.discord.grounds import Grounds
from bot.platforms.discord.lasting import Lasting
from bot.platforms.discord.layout import Layout
from bot.platforms.discord.membership import PLATFORM
from bot.platforms.discord.polls import Polls
from bot.platforms.discord.requests import Requests
from bot.platforms.discord.supervisor import Discord, set_up
from bot.reply.accents import Accents
from bot.store.database import Database

Service = Callable[[asyncio.Event], Coroutine[Any, Any, None]]
"""Serves until the event is set."""


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
        lasting = Lasting(self.config.state, membership=kept)
        spoken, authors = languages(self.config), self.editions.authors
        grounds = Grounds(lasting.requests, spoken)
        outbox = boxes(lasting.requests, grounds, Layout(spoken, Accents(authors)))
        target = Target(PLATFORM, outbox, grounds.spoken, Polls(lasting.requests))
        ports = Ports(lasting.announcements, grounds.spoken, grounds, Roles(lasting.requests))
        lent = Lent(target, ports, Cooldown(self.config.cooldown), lasting.cards)
        made = front(self.editions, database, lent, self.tempo)
        client = partial(Client, made.commands, spoken, authors=authors, lasting=lasting)
        answers = Discord(self.discord.token, client, at_end=lasting.announcements.give_up)
        return answers.run, partial(_post, made.posts, lasting.requests)


async def _post(posts: Ticker, requests: Requests, stop: asyncio.Event) -> None:
    """Posts what is due; at the end the client stays for what is under way."""
    with requests.needed(stop):
        await posts.run(stop)
