"""Reads what is said in encrypted rooms, with the keys that members' devices gave the bot's."""

from __future__ import annotations

import json
from dataclasses import dataclass

import structlog
from vodozemac import InboundGroupSession, MegolmMessage, SessionKey

from bot.platforms.matrix.encryption.devices import Devices
from bot.platforms.matrix.encryption.own import MEGOLM
from bot.platforms.matrix.encryption.safe import Group, Safe
from bot.platforms.matrix.encryption.talks import Letter
from bot.platforms.matrix.synced import Event
from bot.platforms.matrix.untrusted import coded, mapping, string, writable

log = structlog.get_logger(__name__)

RELATION = "m.relates_to"
ROOM_KEY = "m.room_key"


class Unreadable(Exception):
    """An event that cannot be decrypted; its key, of that name, may come yet."""

    def __init__(self, session: str) -> None:
        super().__init__(session)
        self.session = session


@dataclass(frozen=True, slots=True)
class Heard:
    """An event as it was before it was encrypted, and what it was encrypted as: nobody says two things by one."""

    event: Event
    mark: str


class Hearing:
    """Takes keys of rooms in, and opens events with them."""

    def __init__(self, safe: Safe, devices: Devices) -> None:
        self._safe = safe
        self._devices = devices

    async def take(self, letter: Letter) -> tuple[str, str] | None:
        """The room and the name of a key that came; None where it is none, or tells nothing new."""
        room, session = _key(letter)
        if room is None or session is None or not await self._devices.has(letter.sender, letter.device, letter.signing):
            log.warning("matrix room key not taken")
            return None
        known = await self._safe.group(room, session.session_id)
        if known and (known.device != letter.device or known.session.first_known_index <= session.first_known_index):
            return None
        self._safe.put_group(room, Group(letter.sender, letter.device, session))
        return room, session.session_id

    async def heard(self, room: str, event: Event) -> Heard | None:
        """An encrypted event, opened; None where it is not what it passes for. Unreadable where its key is lacking."""
        content = event["content"]
        session, cipher = coded(content.get("session_id")), string(content.get("ciphertext"))
        if content.get("algorithm") != MEGOLM or session is None or cipher is None:
            return None
        group = await self._safe.group(room, session)
        if group is None:
            raise Unreadable(session)
        if group.sender != event["sender"]:
            return None
        return _opened(group, room, event, cipher)


def _opened(group: Group, room: str, event: Event, cipher: str) -> Heard | None:
    try:
        message = MegolmMessage.from_base64(cipher)
        if message.message_index() < group.session.first_known_index:
            raise Unreadable(group.session.session_id)
        found = group.session.decrypt(message)
        said = mapping(json.loads(found.plaintext))
    except (ValueError, RecursionError):
        return None
    kind, content = string(said.get("type")), said.get("content")
    if said.get("room_id") != room or kind is None or not isinstance(content, dict) or "state_key" in event:
        return None
    # What an event is related to stands outside, where the homeserver sees it too.
    outside = event["content"].get(RELATION)
    inside = {name: of for name, of in content.items() if name != RELATION}
    related = inside if outside is None else {**inside, RELATION: outside}
    return Heard({**event, "type": kind, "content": related}, f"{group.session.session_id} {found.message_index}")


def _key(letter: Letter) -> tuple[str | None, InboundGroupSession | None]:
    """The room that a key is for, and the key."""
    of = letter.content
    key = string(of.get("session_key"))
    if of.get("algorithm") != MEGOLM or key is None:
        return None, None
    try:
        session = InboundGroupSession(SessionKey(key))
    except ValueError:
        return None, None
    room = string(of.get("room_id"))
    right = room is not None and room == writable(room) and session.session_id == of.get("session_id")
    return (room, session) if right else (None, None)
