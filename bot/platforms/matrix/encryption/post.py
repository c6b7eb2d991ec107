"""What other devices tell the bot's device: keys of rooms, and what went wrong with them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

import structlog

from bot.errors import BotError, traced
from bot.platforms.matrix.encryption.devices import Devices
from bot.platforms.matrix.encryption.hearing import ROOM_KEY, Hearing
from bot.platforms.matrix.encryption.speaking import NO_TALK, WITHHELD
from bot.platforms.matrix.encryption.talks import Closed, Talks
from bot.platforms.matrix.synced import ENCRYPTED, Event
from bot.platforms.matrix.untrusted import string
from bot.store.moment import Clock, utc_now

log = structlog.get_logger(__name__)

DUMMY = "m.dummy"
# Why others give no key: what they write besides is not for the log.
CODES = (NO_TALK, "m.blacklisted", "m.unverified", "m.unauthorised", "m.unavailable")
# A talk that broke is begun anew so often at most: whoever breaks it on purpose keeps nobody busy.
PAUSE = timedelta(hours=1)
MOST_BROKEN = 1_000


class Post:
    """Opens letters, and mends talks that broke."""

    def __init__(self, talks: Talks, hearing: Hearing, devices: Devices, clock: Clock = utc_now) -> None:
        self._talks = talks
        self._hearing = hearing
        self._devices = devices
        self._clock = clock
        # Of whom, and which device by its key; and when one was last mended.
        self._broken: set[tuple[str, str]] = set()
        self._mended: dict[tuple[str, str], datetime] = {}

    async def opened(self, letters: Iterable[Event]) -> list[tuple[str, str]]:
        """The rooms and names of keys that came with these letters."""
        found = []
        for event in letters:
            try:
                key = await self._take(event)
            except BotError:
                raise
            except Exception as e:  # noqa: BLE001 - one letter must not hold up all that come after it
                log.error("matrix letter failed", **traced(e))  # noqa: TRY400 - a message could hold words
                continue
            if key:
                found.append(key)
        return found

    async def _take(self, event: Event) -> tuple[str, str] | None:
        if event["type"] == WITHHELD:
            code = event["content"].get("code")
            log.info("matrix room key withheld", code=code if code in CODES else "-")
            if code == NO_TALK:
                self._mark(event)
        if event["type"] != ENCRYPTED:
            return None
        try:
            letter = await self._talks.opened(event)
        except Closed:
            log.warning("matrix letter not opened")
            self._mark(event)
            return None
        return await self._hearing.take(letter) if letter.kind == ROOM_KEY else None

    def _mark(self, event: Event) -> None:
        """A talk with the device of an event broke."""
        device = string(event["content"].get("sender_key"))
        if device and len(self._broken) < MOST_BROKEN:
            self._broken.add((str(event["sender"]), device))

    async def mend(self) -> None:
        """Begins those talks anew that broke: the other side goes on with the one that is new."""
        now = self._clock()
        self._mended = {of: at for of, at in self._mended.items() if now - at < PAUSE}
        broken, self._broken = self._broken - self._mended.keys(), set()
        if not broken:
            return
        self._mended |= dict.fromkeys(broken, now)
        known = await self._devices.of(sorted({user for user, _ in broken}))
        wanted = [device for device in known if (device.user, device.agreeing) in broken]
        sessions = await self._talks.begun(wanted, anew=True)
        await self._talks.send({of: self._talks.sealed(of, session, DUMMY, {}) for of, session in sessions.items()})
