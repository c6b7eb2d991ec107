"""The bot's part in encrypted rooms: what is read there is decrypted, what is said there encrypted."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import structlog

from bot.errors import PlatformUnreachable
from bot.platforms.matrix.crosssigning import cross_sign
from bot.platforms.matrix.encryption.devices import Devices
from bot.platforms.matrix.encryption.hearing import Heard, Hearing, Unreadable
from bot.platforms.matrix.encryption.own import OwnKeys, found, made
from bot.platforms.matrix.encryption.post import Post
from bot.platforms.matrix.encryption.secrecy import Secrecy
from bot.platforms.matrix.encryption.speaking import Speaking
from bot.platforms.matrix.encryption.talks import Talks
from bot.platforms.matrix.homeserver import Homeserver, Rejected
from bot.platforms.matrix.people import members_of
from bot.platforms.matrix.rooms import Room, Rooms
from bot.platforms.matrix.synced import ENCRYPTED, REACTION, Event, Sync
from bot.platforms.matrix.untrusted import mapping
from bot.store.moment import Clock, utc_now
from bot.store.vault import Vault

log = structlog.get_logger(__name__)

# An identity that a homeserver did not take is offered again after so long.
AGAIN = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class _Parts:
    """What works with the keys of the device, once they are there."""

    keys: OwnKeys
    devices: Devices
    hearing: Hearing
    speaking: Speaking
    post: Post


class Encryption:
    """The keys of the bot's device at work. `state` is the folder with its secrets."""

    def __init__(self, homeserver: Homeserver, rooms: Rooms, vault: Vault, state: Path, clock: Clock = utc_now) -> None:
        self._homeserver = homeserver
        self._rooms = rooms
        self._vault = vault
        self._state = state
        self._clock = clock
        self._secrecy = Secrecy(homeserver, rooms, vault)
        self._parts: _Parts | None = None
        # Whoever changes keys does so alone until they are kept.
        self._alone = asyncio.Lock()
        self._sign_at: datetime | None = None

    async def begin(self) -> None:
        """Finds the keys of the device, or makes them where there never were any; makes them known and signs them.

        PlatformRefused where they were lost, or the identity was. Once it is done, it is done.
        """
        if self._parts:
            return
        async with self.alone():
            keys = await found(self._homeserver, self._vault, self._state)
            keys = keys or await made(self._homeserver, self._vault, self._state)
            await self._secrecy.recall()
            await self._sign(keys)
            self._parts = self._made(keys)

    def _made(self, keys: OwnKeys) -> _Parts:
        devices = Devices(self._homeserver, self._vault)
        talks = Talks(self._homeserver, keys.safe, keys.own)
        hearing = Hearing(keys.safe, devices)
        speaking = Speaking(keys.safe, devices, talks, keys.own, self._clock)
        return _Parts(keys, devices, hearing, speaking, Post(talks, hearing, devices, self._clock))

    async def _sign(self, keys: OwnKeys) -> None:
        """Has the identity sign the device. Where a homeserver wants more for that than a token, the bot does without.

        Members see then that nobody vouches for the bot, and some clients give it no keys.
        """
        try:
            await cross_sign(self._homeserver, keys.signer, self._state)
        except (Rejected, PlatformUnreachable) as e:
            log.warning("matrix device not signed", reason=str(e))
            self._sign_at = self._clock() + AGAIN
        else:
            self._sign_at = None

    @asynccontextmanager
    async def alone(self) -> AsyncIterator[None]:
        """Nobody else changes keys meanwhile. What of the changes is not kept in it is as if it had not been."""
        async with self._alone:
            try:
                yield
            finally:
                self._vault.forget()

    async def receive(self, sync: Sync) -> Sequence[tuple[str, str]]:
        """Takes in what a sync tells of keys; the rooms and names of those that came."""
        parts = self._ready()
        self._secrecy.learn(sync)
        await parts.devices.changed(sync.keys.changed, sync.keys.gone)
        return await parts.post.opened(sync.keys.letters)

    async def heard(self, room: str, event: Event) -> Heard | None:
        """An encrypted event, opened; None where it is not what it passes for. Unreadable where its key is lacking."""
        return await self._ready().hearing.heard(room, event)

    async def plain(self, room: str, event: Event) -> Event:
        """An event, and the edit that comes with it, opened if they were encrypted and can be read."""
        opened = await self._opened(room, event)
        unsigned = mapping(opened.get("unsigned"))
        relations = mapping(unsigned.get("m.relations"))
        edit = mapping(relations.get("m.replace"))
        if edit.get("type") != ENCRYPTED or not isinstance(edit.get("content"), Mapping):
            return opened
        replaced = {**relations, "m.replace": await self._opened(room, edit)}
        return {**opened, "unsigned": {**unsigned, "m.relations": replaced}}

    async def _opened(self, room: str, event: Event) -> Event:
        if event.get("type") != ENCRYPTED:
            return event
        try:
            heard = await self.heard(room, event)
        except Unreadable:
            return event
        return heard.event if heard else event

    def covers(self, room: str) -> bool:
        """Whether what is said in a room is encrypted, as far as is known."""
        return self._secrecy.covers(room)

    async def sealed(self, room: str, kind: str, content: Mapping[str, Any]) -> tuple[str, Mapping[str, Any]]:
        """The kind and the content that an event has where it is sent: encrypted, in a room that is.

        Reactions never are: homeservers count them.
        """
        parts = self._ready()
        settings = None if kind == REACTION else await self._secrecy.settings(room)
        if settings is None:
            return kind, content
        async with self.alone():
            members = await members_of(self._homeserver, self._rooms.get(room) or Room(room))
            return ENCRYPTED, await parts.speaking.said(room, members, settings, kind, content)

    async def stock(self, sync: Sync) -> None:
        """Hands over more keys, where a sync tells that few are left: before anybody new can ask for one."""
        keys = self._ready().keys
        if sync.keys.left is not None:
            async with self._tended():
                await keys.top_up(sync.keys.left, spent=sync.keys.spent)

    async def tend(self) -> None:
        """Does what else is to be done for keys after a sync: mends what broke."""
        parts = self._ready()
        async with self._tended():
            await parts.post.mend()
            if self._sign_at and self._clock() >= self._sign_at:
                await self._sign(parts.keys)

    @asynccontextmanager
    async def _tended(self) -> AsyncIterator[None]:
        """What is done in it for keys can be done without, where the homeserver refuses it."""
        try:
            async with self.alone():
                yield
        except Rejected as e:
            log.warning("matrix keys not tended", code=e.code)

    def _ready(self) -> _Parts:
        if self._parts is None:
            raise PlatformUnreachable("matrix-unreachable", homeserver=self._homeserver.me.homeserver, reason="keys")
        return self._parts
