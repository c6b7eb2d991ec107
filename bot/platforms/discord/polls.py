"""Polls: messages in Discord's old form, which says who voted for what."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import discord

from bot.daily.outbox import CannotSee, Refused, Removed
from bot.daily.polls import Tally
from bot.platforms.discord.refusals import asked, channel_of
from bot.platforms.discord.requests import Requests
from bot.reply import Poll

QUESTION, ANSWER = 300, 55


def drawn(poll: Poll, question: str) -> discord.Poll:
    """A poll as Discord takes it; its question and answers, which are no quotations, may be shortened."""
    made = discord.Poll(question[:QUESTION], timedelta(hours=poll.hours))
    for answer in poll.answers:
        made.add_answer(text=answer[:ANSWER])
    return made


class Polls:
    """The polls that the bot held."""

    def __init__(self, requests: Requests) -> None:
        self._requests = requests

    async def tally(self, place: str, message: str) -> Tally:
        """How a poll stands; CannotSee where its message is gone, or Discord does not tell."""
        channel, number = channel_of(place), channel_of(message)

        async def read(client: discord.Client) -> Mapping[str, Any]:
            return await client.http.get_message(channel, number)

        try:
            told = await asked(self._requests, place, read)
        except (Refused, Removed):
            raise CannotSee from None
        return _tally(told.get("poll") or {})


def _tally(poll: Mapping[str, Any]) -> Tally:
    results = poll.get("results")
    if results is None:
        raise CannotSee
    # An answer that nobody chose is not counted at all.
    counts = {of["id"]: of["count"] for of in results["answer_counts"]}
    votes = tuple(counts.get(of["answer_id"], 0) for of in poll["answers"])
    return Tally(votes, bool(results["is_finalized"]))
