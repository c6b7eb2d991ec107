"""Signs the bot's device with its identity, so that clients which talk to signed devices only talk to it.

Written from the specification (cross-signing, under end-to-end encryption). It can be done again at every start: what
stands on the homeserver already is left as it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from bot.errors import PlatformRefused
from bot.platforms.matrix import identity as identities
from bot.platforms.matrix.homeserver import Rejected
from bot.platforms.matrix.identity import Identity
from bot.platforms.matrix.signing import Json, Sign, SigningKey, signed, verifies
from bot.platforms.matrix.untrusted import mapping


class Keys(Protocol):
    """A homeserver, as far as keys are kept there."""

    async def post(self, *path: str, body: Json | None = None) -> Json:
        """Does something there."""


class Approving(Protocol):
    """A homeserver, where it takes the password again for some things."""

    async def approved(self, *path: str, body: Json, password: str) -> Json:
        """Does something there; Rejected where the password is not enough."""


@dataclass(frozen=True, slots=True)
class Device:
    """The bot's device: its key as others know it, and how it signs."""

    user: str
    id: str
    public: str
    sign: Sign

    @property
    def key(self) -> str:
        """What its signatures are found under."""
        return f"ed25519:{self.id}"


async def cross_sign(homeserver: Keys, device: Device, state: Path) -> Identity:
    """The identity, which the homeserver knows when this ends, and knows to have signed the device.

    One is made where neither the state folder nor the homeserver has one. PlatformRefused where the homeserver has
    another identity for the account, or another key for the device: then what was kept here is lost, or there is a
    second bot, and somebody has to decide.
    """
    known, identity = await _known(homeserver, device.user), identities.read(state)
    master = _checked(known, device.user, identity)
    if identity is None:
        identity = Identity.fresh()
        identities.write(state, identity)
    if not (master and _stands(known, device.user, identity)):
        await homeserver.post("keys", "device_signing", "upload", body=keys_of(identity, device))
    await _sign_device(homeserver, known, device, identity)
    return identity


async def check_identity(homeserver: Keys, user: str, state: Path) -> None:
    """PlatformRefused where the homeserver has another identity for the account than the state folder has."""
    _checked(await _known(homeserver, user), user, identities.read(state))


async def replace(homeserver: Approving, user: str, password: str, state: Path) -> None:
    """Puts a new identity in the place of any other; PlatformRefused where the password is not enough for that.

    It is kept once it is there: who is killed in between does the same again.
    """
    identity = Identity.fresh()
    try:
        await homeserver.approved(
            "keys", "device_signing", "upload", body=_public_keys(identity, user), password=password
        )
    except Rejected as e:
        raise PlatformRefused("matrix-identity-stays", user=user, wanted=e.code) from None
    identities.write(state, identity)


def keys_of(identity: Identity, device: Device) -> dict[str, Any]:
    """The public keys of an identity: those under the master key signed by it, the master key signed by the device."""
    keys = _public_keys(identity, device.user)
    return {**keys, "master_key": signed(keys["master_key"], device.user, device.key, device.sign)}


def _public_keys(identity: Identity, user: str) -> dict[str, Any]:
    under = {"self_signing": identity.own, "user_signing": identity.others}
    signed_keys = {usage: _by(identity.master, _described(key, usage, user), user) for usage, key in under.items()}
    return {
        "master_key": _described(identity.master, "master", user),
        **{f"{usage}_key": key for usage, key in signed_keys.items()},
    }


async def _known(homeserver: Keys, user: str) -> Json:
    """What the homeserver knows of an account's keys."""
    return await homeserver.post("keys", "query", body={"device_keys": {user: []}})


def _checked(known: Json, user: str, identity: Identity | None) -> Mapping[str, Any] | None:
    """The master key that the homeserver has, where it has one; PlatformRefused where it is another identity's."""
    master = _key_of(known, "master_keys", user)
    if master and (identity is None or _public(master) != identity.master.public):
        raise PlatformRefused("matrix-identity-other", user=user)
    return master


async def _sign_device(homeserver: Keys, known: Json, device: Device, identity: Identity) -> None:
    """Signs the device as the homeserver has it, unless it is signed."""
    found = mapping(mapping(mapping(known.get("device_keys")).get(device.user)).get(device.id))
    if mapping(found.get("keys")).get(device.key) != device.public:
        # To sign it would be to vouch for somebody else's key.
        raise PlatformRefused("matrix-device-other", user=device.user, device=device.id)
    if verifies(found, device.user, identity.own.id, identity.own.public):
        return
    told = {name: value for name, value in found.items() if name != "unsigned"}
    body = {device.user: {device.id: _by(identity.own, told, device.user)}}
    answer = await homeserver.post("keys", "signatures", "upload", body=body)
    if mapping(answer.get("failures")):
        raise PlatformRefused("matrix-device-other", user=device.user, device=device.id)


def _stands(known: Json, user: str, identity: Identity) -> bool:
    """Whether the homeserver has the key that signs devices, under the master key."""
    found = _key_of(known, "self_signing_keys", user)
    right = found is not None and _public(found) == identity.own.public
    return right and verifies(found or {}, user, identity.master.id, identity.master.public)


def _described(key: SigningKey, usage: str, user: str) -> dict[str, Any]:
    return {"user_id": user, "usage": [usage], "keys": {key.id: key.public}}


def _by(key: SigningKey, value: Json, user: str) -> dict[str, Any]:
    return signed(value, user, key.id, key.sign)


def _key_of(known: Json, kind: str, user: str) -> Mapping[str, Any] | None:
    found = mapping(mapping(known.get(kind)).get(user))
    return found or None


def _public(key: Mapping[str, Any]) -> object:
    """The one key that a description of one holds."""
    return next(iter(mapping(key.get("keys")).values()), None)
