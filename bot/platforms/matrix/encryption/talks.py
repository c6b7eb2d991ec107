"""Talks between two devices: what one tells the other alone, above all the keys of rooms."""

from __future__ import annotations

import json
import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import structlog
from vodozemac import AnyOlmMessage, Curve25519PublicKey, Session

from bot.platforms.matrix.encryption.devices import Device
from bot.platforms.matrix.encryption.own import OLM, Own
from bot.platforms.matrix.encryption.safe import Safe
from bot.platforms.matrix.homeserver import Homeserver
from bot.platforms.matrix.signing import padded, unpadded, verifies
from bot.platforms.matrix.synced import ALGORITHM, ENCRYPTED, Event
from bot.platforms.matrix.untrusted import coded, mapping, string

log = structlog.get_logger(__name__)

# To so many devices a message goes at once.
AT_ONCE = 50


class Closed(Exception):
    """What a device told could not be opened."""


@dataclass(frozen=True, slots=True)
class Letter:
    """What a device of the `sender` told the bot's, by the keys of that device."""

    sender: str
    device: str
    signing: str
    kind: str
    content: Mapping[str, Any]


class Talks:
    """The bot's side of all talks."""

    def __init__(self, homeserver: Homeserver, safe: Safe, own: Own) -> None:
        self._homeserver = homeserver
        self._safe = safe
        self._own = own

    async def opened(self, event: Event) -> Letter:
        """What an encrypted event tells the bot's device; Closed where that cannot be found out."""
        content = event["content"]
        device, mine = coded(content.get("sender_key")), mapping(content.get("ciphertext")).get(self._own.agreeing)
        if content.get("algorithm") != OLM or device is None or not isinstance(mine, Mapping):
            raise Closed
        try:
            message = AnyOlmMessage.from_parts(mine.get("type"), padded(mine.get("body", "")))  # type: ignore[arg-type]
            told = json.loads(await self._decrypted(device, message))
        except (ValueError, TypeError, RecursionError):
            raise Closed from None
        return self._letter(str(event["sender"]), device, mapping(told))

    async def _decrypted(self, device: str, message: AnyOlmMessage) -> bytes:
        """What a message says. The first of a talk begins it, if that has not been."""
        first = message.to_pre_key()
        for session in (await self._safe.sessions([device])).get(device, []):
            if first and not session.session_matches(first):
                continue
            try:
                said = session.decrypt(message)
            except ValueError:
                continue
            self._safe.put_session(device, session)
            return said
        if first is None:
            raise Closed
        account = await self._safe.account()
        session, said = account.create_inbound_session(Curve25519PublicKey.from_base64(device), first)
        self._safe.put_account(account)
        self._safe.put_session(device, session)
        return said

    def _letter(self, sender: str, device: str, told: Mapping[str, Any]) -> Letter:
        """What was told, where it was told by whom it seems, to the bot."""
        signing, mine = (string(mapping(told.get(of)).get("ed25519")) for of in ("keys", "recipient_keys"))
        named = told.get("sender"), told.get("recipient"), mine
        kind = string(told.get("type"))
        if named != (sender, self._own.user, self._own.signing) or not (signing and kind):
            raise Closed
        return Letter(sender, device, signing, kind, mapping(told.get("content")))

    async def begun(self, devices: Collection[Device], *, anew: bool = False) -> dict[Device, Session]:
        """A talk with each of these devices that takes part in one; with those of old begun again where `anew`."""
        known = {} if anew else await self._safe.sessions([device.agreeing for device in devices])
        found = {device: known[device.agreeing][0] for device in devices if device.agreeing in known}
        lacking = [device for device in devices if device not in found]
        return found | (await self._begin(lacking) if lacking else {})

    async def _begin(self, devices: Sequence[Device]) -> dict[Device, Session]:
        wanted: dict[str, dict[str, str]] = {}
        for device in devices:
            wanted.setdefault(device.user, {})[device.id] = ALGORITHM
        answer = await self._homeserver.post("keys", "claim", body={"one_time_keys": wanted})
        claimed, account = mapping(answer.get("one_time_keys")), await self._safe.account()
        found = {}
        for device in devices:
            key = _once(device, mapping(mapping(claimed.get(device.user)).get(device.id)))
            if key:
                found[device] = account.create_outbound_session(Curve25519PublicKey.from_base64(device.agreeing), key)
        return found

    def sealed(self, device: Device, session: Session, kind: str, content: Mapping[str, Any]) -> Mapping[str, Any]:
        """The content of a message to a device, which it alone can open. The talk is to be kept before it is sent."""
        own = self._own
        told = {
            "type": kind,
            "content": content,
            "sender": own.user,
            "sender_device": own.device,
            "keys": {"ed25519": own.signing},
            "recipient": device.user,
            "recipient_keys": {"ed25519": device.signing},
        }
        type_, body = session.encrypt(json.dumps(told, ensure_ascii=False).encode()).to_parts()
        self._safe.put_session(device.agreeing, session)
        sealed = {device.agreeing: {"type": type_, "body": unpadded(body)}}
        return {"algorithm": OLM, "sender_key": own.agreeing, "ciphertext": sealed}

    async def send(self, messages: Mapping[Device, Mapping[str, Any]], kind: str = ENCRYPTED) -> None:
        """Sends each device its message; what is new of the talks is kept first."""
        await self._safe.vault.keep()
        rest = iter(messages.items())
        while some := list(islice(rest, AT_ONCE)):
            await self._homeserver.put("sendToDevice", kind, uuid.uuid4().hex, body={"messages": _by_user(some)})


def _by_user(messages: Iterable[tuple[Device, Mapping[str, Any]]]) -> dict[str, dict[str, Mapping[str, Any]]]:
    found: dict[str, dict[str, Mapping[str, Any]]] = {}
    for device, message in messages:
        found.setdefault(device.user, {})[device.id] = message
    return found


def _once(device: Device, told: Mapping[str, Any]) -> Curve25519PublicKey | None:
    """The key to begin a talk with, which the device has signed; None where there is none."""
    for of in map(mapping, told.values()):
        key = string(of.get("key"))
        if key and verifies(of, device.user, f"ed25519:{device.id}", device.signing):
            try:
                return Curve25519PublicKey.from_base64(key)
            except ValueError:
                continue
    return None
