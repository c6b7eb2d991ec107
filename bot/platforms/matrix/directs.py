"""Rooms where a member is alone with the bot: what is for nobody else is said there."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass

import structlog

from bot.errors import PlatformUnreachable
from bot.platforms.matrix.encryption.own import MEGOLM
from bot.platforms.matrix.homeserver import Homeserver, Json, Rejected
from bot.platforms.matrix.names import KEPT, ORIGIN
from bot.platforms.matrix.rooms import Rooms
from bot.platforms.matrix.synced import ENCRYPTION, MEMBER, Event, events_in, state_key
from bot.platforms.matrix.untrusted import mapping, string

log = structlog.get_logger(__name__)

DIRECT = "m.direct"
# Homeservers let a user make few rooms at a time, and all others wait for their answers meanwhile.
PATIENCE_S = 10.0
JOINED, INVITED = "join", "invite"


@dataclass(frozen=True, slots=True)
class Direct:
    """A room with a member, who is `there` already or was asked to come."""

    room: str
    there: bool


class Directs:
    """Finds the room with a member, and makes it where there is none. Which it is, the account keeps as clients do."""

    def __init__(self, homeserver: Homeserver, rooms: Rooms) -> None:
        self._homeserver = homeserver
        self._rooms = rooms
        self._listed: dict[str, list[str]] | None = None

    async def reach(self, member: str, *, secret: bool) -> Direct | None:
        """The room with a member, encrypted where what is said is `secret`; None where they cannot be asked to one."""
        try:
            async with asyncio.timeout(PATIENCE_S):
                return await self._found(member, secret=secret) or await self._made(member, secret=secret)
        except (Rejected, PlatformUnreachable, TimeoutError) as e:
            # Their homeserver may be away, or take no invitations: that must hold up nobody else.
            log.warning("matrix member not reached", reason=type(e).__name__)
            return None

    async def heard(self, member: str, room: str) -> None:
        """A member speaks with the bot alone in this room."""
        try:
            if room not in (await self._list()).get(member, ()):
                await self._note(member, room)
        except Rejected as e:
            log.warning("matrix direct room not kept", room=room, code=e.code)

    async def _found(self, member: str, *, secret: bool) -> Direct | None:
        """The latest room with a member that can be used."""
        for room in (await self._list()).get(member, ()):
            found = await self._usable(room, member)
            if found and (not secret or await self._is_encrypted(room)):
                return found
        return None

    async def _usable(self, room: str, member: str) -> Direct | None:
        """The room, where nobody else reads along; who left it is asked once more."""
        known = self._rooms.get(room)
        if known and (known.is_space or known.replacement):
            return None
        try:
            inside = await self._inside(room)
            if inside.get(self._homeserver.me.user) != JOINED or set(inside) - {self._homeserver.me.user, member}:
                return None
            if member not in inside:
                await self._homeserver.post("rooms", room, "invite", body={"user_id": member})
        except Rejected:
            return None
        return Direct(room, inside.get(member) == JOINED)

    async def _is_encrypted(self, room: str) -> bool:
        known = self._rooms.get(room)
        if known:
            return known.is_encrypted
        try:
            return bool(await self._homeserver.get("rooms", room, "state", ENCRYPTION, ""))
        except Rejected:
            return False

    async def _inside(self, room: str) -> Mapping[str, str]:
        """Who is in a room or asked to come, and which of both."""
        events = events_in((await self._homeserver.get("rooms", room, "members")).get("chunk"))
        found = {state_key(of) or "": string(of["content"].get("membership")) for of in events if of["type"] == MEMBER}
        return {user: standing for user, standing in found.items() if standing in {JOINED, INVITED}}

    async def _made(self, member: str, *, secret: bool) -> Direct:
        room = (
            string((await self._homeserver.post("createRoom", body=_private(member, secret=secret))).get("room_id"))
            or ""
        )
        await self._note(member, room)
        return Direct(room, there=False)

    async def _list(self) -> dict[str, list[str]]:
        """The rooms by member, as the account keeps them."""
        if self._listed is None:
            try:
                kept = await self._homeserver.get("user", self._homeserver.me.user, "account_data", DIRECT)
            except Rejected:
                # Nobody was spoken with alone before.
                kept = {}
            self._listed = {user: [of for of in rooms if string(of)] for user, rooms in kept.items() if _is_list(rooms)}
        return self._listed

    async def _note(self, member: str, room: str) -> None:
        """Keeps a room before the others with that member."""
        listed = await self._list()
        listed[member] = [room, *(of for of in listed.get(member, ()) if of != room)]
        await self._homeserver.put("user", self._homeserver.me.user, "account_data", DIRECT, body=listed)


def _private(member: str, *, secret: bool) -> Json:
    """What is asked of the homeserver for a room with a member: only whoever is asked comes in."""
    encryption = {"type": ENCRYPTION, "state_key": "", "content": {"algorithm": MEGOLM}}
    asked: Json = {"preset": "private_chat", "visibility": "private", "is_direct": True, "invite": [member]}
    return {**asked, "initial_state": [encryption]} if secret else asked


def _is_list(value: object) -> bool:
    return isinstance(value, list)


def origin_of(event: Event, me: str) -> str:
    """The room that a message of the bot in private came from; "" where it came from none."""
    of = mapping(mapping(event.get("content")).get(KEPT))
    return (string(of.get(ORIGIN)) or "") if event.get("sender") == me else ""
