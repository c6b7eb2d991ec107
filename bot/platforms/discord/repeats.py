"""Posts nothing twice in a channel within ten minutes: who asks or shares it again is led to where it stands."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

import aiohttp
import discord

from bot.model import Message
from bot.platforms.recent import Post, Recent, content
from bot.reply import Link, Reply

LOOK_S = 1.0


class Repeats:
    """What stands in the channels of servers, as far as this process posted it lately, and what it is about to post.

    In private nobody else reads along, and people ask again what they want to see again.
    """

    def __init__(self, recent: Recent) -> None:
        self._recent = recent
        # What is on its way to a channel, with what is set when it has arrived or failed.
        self._coming: dict[tuple[str, str], asyncio.Event] = {}
        self._brought: dict[int, tuple[str, str]] = {}

    async def instead(self, interaction: discord.Interaction[Any], reply: Reply) -> Reply:
        """The reply to post; where its quotation stands there already, a private one that leads there and shows it.

        Of what was to be shared the asker has a reply already, and is led there alone. Where the same is on its way
        there, that is waited for. What is to be posted is on its way until it is `settled`.
        """
        shown = None if reply.private else content(reply)
        if shown is None or (interaction.guild_id is None and not reply.fresh):
            return reply
        post = await self._standing(interaction, (str(interaction.channel_id), shown))
        if post is None:
            return reply
        if reply.fresh:
            return Reply((Link(Message("shared-already"), post.link),), private=True, locale=reply.locale)
        link = Link(Message("posted-already"), post.link)
        return replace(reply, blocks=(link, *reply.blocks), private=True, again=None)

    def posted(self, interaction: discord.Interaction[Any], reply: Reply, message: int) -> None:
        """A reply was posted as this message."""
        shown, guild, channel = content(reply), interaction.guild_id, interaction.channel_id
        if shown is not None and (guild is not None or reply.fresh):
            link = f"https://discord.com/channels/{guild or '@me'}/{channel}/{message}"
            self._recent.note(str(channel), shown, Post(str(message), link, interaction.token))

    def settled(self, interaction: discord.Interaction[Any]) -> None:
        """An interaction was answered, or its answer failed."""
        brought = self._brought.pop(interaction.id, None)
        if brought is not None:
            self._coming.pop(brought).set()

    def changing(self, interaction: discord.Interaction[Any]) -> None:
        """The message whose button was pressed is about to show something else."""
        if interaction.message is not None:
            self._recent.forget(str(interaction.message.id))

    async def _standing(self, interaction: discord.Interaction[Any], shown: tuple[str, str]) -> Post | None:
        """The post that shows this; None where there is none, and this interaction is to bring it."""
        while True:
            post = self._recent.find(*shown)
            if post is not None and await _stands(interaction, post):
                return post
            if post is not None:
                self._recent.forget(post.id)
            elif shown in self._coming:
                await self._coming[shown].wait()
            else:
                self._coming[shown] = asyncio.Event()
                self._brought[interaction.id] = shown
                return None


async def _stands(interaction: discord.Interaction[Any], post: Post) -> bool:
    """Whether a post was not deleted. Its own interaction may look at it, for which the bot needs no permission."""
    webhook = discord.Webhook.partial(interaction.application_id, post.key, client=interaction.client)
    try:
        await asyncio.wait_for(webhook.fetch_message(int(post.id)), LOOK_S)
    except discord.NotFound:
        return False
    except (discord.DiscordException, aiohttp.ClientError, OSError):
        # Discord did not say. The private reply shows the quotation in any case. (A timeout is an OSError.)
        return True
    return True
