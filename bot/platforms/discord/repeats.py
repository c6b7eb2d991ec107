"""Posts no quotation twice in a channel within ten minutes: who asks for it again is led to where it stands."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

import aiohttp
import discord

from bot.model import Message
from bot.platforms.recent import Post, Recent, quoted
from bot.reply import Link, Reply

LOOK_S = 1.0


class Repeats:
    """What stands in the channels of servers, as far as this process posted it lately.

    In private nobody else reads along, and people ask again what they want to see again.
    """

    def __init__(self, recent: Recent) -> None:
        self._recent = recent

    async def instead(self, interaction: discord.Interaction[Any], reply: Reply) -> Reply:
        """The reply to post; where its quotation stands there already, a private one that leads there and shows it.

        Of what was to be shared the asker has a reply already, and is led there alone.
        """
        quote = None if reply.private else quoted(reply)
        post = self._recent.find(str(interaction.channel_id), quote) if quote else None
        if post is None:
            return reply
        if not await _stands(interaction, post):
            self._recent.forget(post.id)
            return reply
        link = Link(Message("posted-already"), post.link)
        if reply.fresh:
            return Reply((link,), private=True, locale=reply.locale)
        return replace(reply, blocks=(link, *reply.blocks), private=True, again=None)

    def posted(self, interaction: discord.Interaction[Any], reply: Reply, message: int) -> None:
        """A reply was posted as this message."""
        quote, guild, channel = quoted(reply), interaction.guild_id, interaction.channel_id
        if quote is not None and guild is not None:
            link = f"https://discord.com/channels/{guild}/{channel}/{message}"
            self._recent.note(str(channel), quote, Post(str(message), link, interaction.token))

    def changing(self, interaction: discord.Interaction[Any]) -> None:
        """The message whose button was pressed is about to show something else."""
        if interaction.message is not None:
            self._recent.forget(str(interaction.message.id))


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
