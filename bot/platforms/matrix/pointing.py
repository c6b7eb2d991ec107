"""Finds the rooms that people name in what they type, to have the bot post there."""

from __future__ import annotations

from urllib.parse import unquote

from bot.errors import BadInput
from bot.model import Ask, Channel
from bot.platforms.matrix.grounds import Grounds
from bot.platforms.matrix.homeserver import Homeserver, Rejected
from bot.platforms.matrix.untrusted import string
from bot.platforms.matrix.wording import TO

HERE = frozenset({"here", "hier"})
ALIAS = "#"


class Pointing:
    """Rooms of the asker's community: the one where they ask, or by address, id or link."""

    def __init__(self, homeserver: Homeserver, grounds: Grounds) -> None:
        self._homeserver = homeserver
        self._grounds = grounds

    async def room(self, ask: Ask, typed: str) -> Channel:
        """The room, with what the bot lacks to write there; BadInput where the community has none of that name."""
        room = await self._id(ask, typed.strip())
        lacking = await self._grounds.lacking(ask.community, room, ["post"])
        if lacking is None:
            raise BadInput("room-unknown")
        return Channel(room, lacking)

    async def _id(self, ask: Ask, typed: str) -> str:
        if typed.casefold() in HERE:
            return ask.place
        # A link may go on with where the room is to be found.
        named = unquote(typed.removeprefix(TO).partition("?")[0]) if typed.startswith(TO) else typed
        return await self._of_alias(named) if named.startswith(ALIAS) else named

    async def _of_alias(self, alias: str) -> str:
        try:
            found = string((await self._homeserver.get("directory", "room", alias)).get("room_id"))
        except Rejected:
            found = None
        if found is None:
            raise BadInput("room-unknown")
        return found
