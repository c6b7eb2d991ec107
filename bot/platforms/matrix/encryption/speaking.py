"""Encrypts what the bot says, with a key for each room that all devices of its members get first.

Also those that nobody has verified: a bot knows nobody to compare keys with. A key lives as long as the process at
most, so that none is ever used twice alike; who leaves, or a device that is removed, ends it too.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import structlog
from vodozemac import GroupSession, InboundGroupSession

from bot.platforms.matrix.encryption.devices import Device, Devices
from bot.platforms.matrix.encryption.hearing import RELATION, ROOM_KEY
from bot.platforms.matrix.encryption.own import MEGOLM, Own
from bot.platforms.matrix.encryption.safe import Group, Safe
from bot.platforms.matrix.encryption.talks import Talks
from bot.platforms.matrix.names import KEY
from bot.store.moment import Clock, utc_now

log = structlog.get_logger(__name__)

WITHHELD, NO_TALK = "m.room_key.withheld", "m.no_olm"
# What a room demands that demands nothing, and what is sensible.
USUAL_AGE, LONGEST_AGE = timedelta(days=7), timedelta(days=30)
USUAL_USES, MOST_USES = 100, 10_000
# A device that could not be talked with is tried again after so long.
PAUSE = timedelta(minutes=15)


@dataclass
class Voice:
    """A key to what the bot says in a room, and the devices that have it."""

    made_at: datetime
    session: GroupSession = field(default_factory=GroupSession)
    uses: int = 0
    given: set[Device] = field(default_factory=set)
    # Those that could not be given it, and when.
    failed: dict[Device, datetime] = field(default_factory=dict)
    # Whose devices these are, and by which state of what is known of devices.
    members: Collection[str] = ()
    version: int = -1

    def is_worn(self, settings: Mapping[str, Any], now: datetime) -> bool:
        """Whether it has been used as long as the room's settings let it be."""
        age = timedelta(milliseconds=_number(settings.get("rotation_period_ms"), USUAL_AGE / timedelta(milliseconds=1)))
        uses = _number(settings.get("rotation_period_msgs"), USUAL_USES)
        return self.uses >= min(uses, MOST_USES) or now - self.made_at >= min(age, LONGEST_AGE)


class Speaking:
    """The bot's keys to what it says, by rooms."""

    def __init__(self, safe: Safe, devices: Devices, talks: Talks, own: Own, clock: Clock = utc_now) -> None:
        self._safe = safe
        self._devices = devices
        self._talks = talks
        self._own = own
        self._clock = clock
        self._voices: dict[str, Voice] = {}

    async def said(
        self, room: str, members: Collection[str], settings: Mapping[str, Any], kind: str, content: Mapping[str, Any]
    ) -> dict[str, Any]:
        """The encrypted content of an event of a kind, once all devices of the members have the key to it."""
        try:
            voice = await self._voice(room, members, settings)
        except BaseException:
            # Who has the key is not certain, nor whether the bot has it to read by.
            self._voices.pop(room, None)
            raise
        inside = {name: of for name, of in content.items() if name != RELATION}
        text = json.dumps({"type": kind, "content": inside, "room_id": room}, ensure_ascii=False)
        voice.uses += 1
        return {
            "algorithm": MEGOLM,
            "ciphertext": voice.session.encrypt(text.encode()).to_base64(),
            "session_id": voice.session.session_id,
            "sender_key": self._own.agreeing,
            "device_id": self._own.device,
            # Homeservers make threads and edits of the one; by the other the bot finds what it sent.
            **{name: content[name] for name in (RELATION, KEY) if name in content},
        }

    async def _voice(self, room: str, members: Collection[str], settings: Mapping[str, Any]) -> Voice:
        now, voice = self._clock(), self._voices.get(room)
        if voice and voice.is_worn(settings, now):
            voice = None
        if voice and voice.members is members and voice.version == self._devices.version and not voice.failed:
            return voice
        devices = await self._listeners(members)
        if voice is None or not voice.given <= devices:
            voice = self._voices[room] = self._fresh(room, now)
        waiting = {of for of, at in voice.failed.items() if now - at < PAUSE}
        await self._give(room, voice, devices - voice.given - waiting)
        voice.members, voice.version = members, self._devices.version
        return voice

    async def _listeners(self, members: Collection[str]) -> set[Device]:
        """All devices of the members but the bot's own."""
        own = self._own.user, self._own.device
        return {of for of in await self._devices.of(members) if (of.user, of.id) != own}

    def _fresh(self, room: str, now: datetime) -> Voice:
        """A new key; the bot keeps it too, to read what it said where somebody chooses something there."""
        voice = Voice(now)
        key = InboundGroupSession(voice.session.session_key)
        self._safe.put_group(room, Group(self._own.user, self._own.agreeing, key))
        return voice

    async def _give(self, room: str, voice: Voice, devices: Collection[Device]) -> None:
        """Gives devices the key, from the next event on; those that cannot be talked with are told so."""
        sessions = await self._talks.begun(devices) if devices else {}
        key = {"algorithm": MEGOLM, "room_id": room, "session_id": voice.session.session_id}
        whole = {**key, "session_key": voice.session.session_key.to_base64()}
        letters = {device: self._talks.sealed(device, session, ROOM_KEY, whole) for device, session in sessions.items()}
        await self._talks.send(letters)
        voice.given |= letters.keys()
        lacking = set(devices) - letters.keys()
        refused = {
            "algorithm": MEGOLM,
            "sender_key": self._own.agreeing,
            "code": NO_TALK,
            "reason": "no keys to use once",
        }
        await self._talks.send(dict.fromkeys(lacking - voice.failed.keys(), refused), WITHHELD)
        voice.failed |= dict.fromkeys(lacking, self._clock())


def _number(told: object, usual: float) -> float:
    return told if isinstance(told, int) and not isinstance(told, bool) and told > 0 else usual
