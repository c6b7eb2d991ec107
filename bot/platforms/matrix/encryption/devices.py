"""The devices of others, with the keys that they are known by."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import structlog

from bot.platforms.matrix.homeserver import Homeserver
from bot.platforms.matrix.signing import verifies
from bot.platforms.matrix.untrusted import mapping, string
from bot.store.vault import Name, Vault

log = structlog.get_logger(__name__)

DEVICES = "devices"
# Of how many users it is asked at once.
AT_ONCE = 250

Known = dict[str, dict[str, "Device"]]


@dataclass(frozen=True, slots=True)
class Device:
    """A device: whose, and its keys, the one that it agrees on secrets with and the one that it signs with."""

    user: str
    id: str
    agreeing: str
    signing: str


class Devices:
    """Asks for the devices of users when they have to be known, and again once the homeserver says that they changed.

    No member compares keys with the bot: it trusts what the homeserver tells, as it does for who says what.
    """

    def __init__(self, homeserver: Homeserver, vault: Vault) -> None:
        self._homeserver = homeserver
        self._vault = vault
        # Counts how often something changed.
        self.version = 0
        # Those whose homeserver did not answer when they were last asked about.
        self._silent: set[str] = set()

    async def of(self, users: Collection[str]) -> list[Device]:
        """All devices of these users that can encrypt."""
        known, asked = await self._known(users)
        told = await self._asked(sorted(asked), known) if asked else {}
        return [device for user in users for device in {**known, **told}.get(user, {}).values()]

    async def has(self, user: str, agreeing: str, signing: str) -> bool:
        """Whether a user has a device with these keys; also where their homeserver does not answer that."""
        if await self._finds(user, agreeing, signing):
            return True
        await self.changed([user], ())
        return await self._finds(user, agreeing, signing) or user in self._silent

    async def _finds(self, user: str, agreeing: str, signing: str) -> bool:
        return any((of.agreeing, of.signing) == (agreeing, signing) for of in await self.of([user]))

    async def changed(self, users: Collection[str], gone: Collection[str]) -> None:
        """Some have other devices now, some are nobody's concern any more."""
        if not (users or gone):
            return
        self.version += 1
        for name, kept in (await self._vault.of(DEVICES, [""], users)).items():
            self._vault.put(name, json.dumps({**json.loads(kept), "stale": True}))
        for name in await self._vault.of(DEVICES, [""], gone):
            self._vault.drop(name)

    async def _known(self, users: Collection[str]) -> tuple[Known, set[str]]:
        """What is known of users, and whom of them is to be asked about."""
        known: Known = {}
        fresh = set()
        for name, kept in (await self._vault.of(DEVICES, [""], users)).items():
            of = json.loads(kept)
            known[name.name] = {id_: Device(name.name, id_, *keys) for id_, keys in of["devices"].items()}
            if not of.get("stale"):
                fresh.add(name.name)
        return known, set(users) - fresh

    async def _asked(self, users: list[str], known: Known) -> Known:
        """What the homeserver tells of users; those are left out whose own homeserver does not answer it."""
        told: Known = {}
        for start in range(0, len(users), AT_ONCE):
            some = users[start : start + AT_ONCE]
            answer = await self._homeserver.post("keys", "query", body={"device_keys": {user: [] for user in some}})
            found, failed = mapping(answer.get("device_keys")), mapping(answer.get("failures"))
            told |= {
                user: dict(_devices(user, mapping(found.get(user)), known.get(user, {})))
                for user in some
                if user in found or user.partition(":")[2] not in failed
            }
        self._silent = self._silent - told.keys() | {user for user in users if user not in told}
        for user, devices in told.items():
            kept = {of.id: [of.agreeing, of.signing] for of in devices.values()}
            self._vault.put(Name(DEVICES, "", user), json.dumps({"devices": kept}))
        return told


def _devices(user: str, told: Mapping[str, Any], known: Mapping[str, Device]) -> Iterator[tuple[str, Device]]:
    """The devices that say by their own signature that they are; one that has another key than before is a stranger."""
    for id_, of in told.items():
        found = _device(user, id_, mapping(of))
        if found is None:
            continue
        if id_ in known and known[id_].signing != found.signing:
            log.warning("matrix device with another key left aside", device=id_)
            found = known[id_]
        yield id_, found


def _device(user: str, id_: str, told: Mapping[str, Any]) -> Device | None:
    keys = mapping(told.get("keys"))
    agreeing, signing = string(keys.get(f"curve25519:{id_}")), string(keys.get(f"ed25519:{id_}"))
    own = (told.get("user_id"), told.get("device_id")) == (user, id_)
    if not (own and agreeing and signing and verifies(told, user, f"ed25519:{id_}", signing)):
        return None
    return Device(user, id_, agreeing, signing)
