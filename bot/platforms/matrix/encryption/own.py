"""The keys of the bot's own device: made once, known to the homeserver, never made anew in silence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import structlog
from vodozemac import Account, Curve25519PublicKey

from bot.errors import PlatformRefused
from bot.platforms.matrix.credentials import Credentials
from bot.platforms.matrix.crosssigning import Device as Signer
from bot.platforms.matrix.encryption import secret as secrets
from bot.platforms.matrix.encryption.safe import ACCOUNT, Safe, account_of
from bot.platforms.matrix.encryption.secret import Secret
from bot.platforms.matrix.homeserver import Homeserver, Rejected
from bot.platforms.matrix.signing import signed
from bot.platforms.matrix.synced import ALGORITHM
from bot.platforms.matrix.untrusted import mapping, string
from bot.store.vault import Vault

log = structlog.get_logger(__name__)

OLM, MEGOLM = "m.olm.v1.curve25519-aes-sha2", "m.megolm.v1.aes-sha2"
# So often keys are made anew where the homeserver has others under their names: after a backup was brought back.
MOST_TRIES = 20


@dataclass(frozen=True, slots=True)
class Own:
    """The bot's device as others know it."""

    user: str
    device: str
    agreeing: str
    signing: str


class OwnKeys:
    """The bot's keys, in the safe."""

    def __init__(self, homeserver: Homeserver, safe: Safe, account: Account) -> None:
        me = homeserver.me
        self._homeserver = homeserver
        self.safe = safe
        self._account = account
        self.own = Own(me.user, me.device, account.curve25519_key.to_base64(), account.ed25519_key.to_base64())

    @property
    def signer(self) -> Signer:
        """What the identity is told of the device."""
        return Signer(self.own.user, self.own.device, self.own.signing, self._sign)

    def _sign(self, message: bytes) -> str:
        return self._account.sign(message).to_base64()

    async def tell(self) -> None:
        """Makes the device's keys known, and with them those that begin talks: whoever knows the one has the other."""
        me = self.own
        keys = {f"curve25519:{me.device}": me.agreeing, f"ed25519:{me.device}": me.signing}
        told = {"user_id": me.user, "device_id": me.device, "algorithms": [OLM, MEGOLM], "keys": keys}
        await self._hand_over(0, lasting=True, beside={"device_keys": self._signed(told)})

    async def top_up(self, left: int, *, spent: bool = False) -> None:
        """Hands over keys to be used once, where the homeserver has few `left`: each begins one talk.

        And another lasting key, which begins talks while there are none of those, where the last one was `spent`.
        """
        if spent or left < self._most // 2:
            await self._hand_over(left, lasting=spent, beside={})

    @property
    def _most(self) -> int:
        """How many keys to be used once a homeserver is to have."""
        return self._account.max_number_of_one_time_keys

    async def _hand_over(self, left: int, *, lasting: bool, beside: Mapping[str, Any]) -> None:
        """They are kept before, and handed over again where nobody knows whether they were."""
        account = await self.safe.account()
        for tries in reversed(range(MOST_TRIES)):
            account.generate_one_time_keys(max(self._most - left - len(account.one_time_keys), 0))
            if lasting and not _lasting(account):
                account.generate_fallback_key()  # type: ignore[attr-defined]  # left out of the library's types
            await self._keep(account)
            try:
                await self._homeserver.post("keys", "upload", body={**beside, **self._beginning(account)})
            except Rejected as e:
                log.warning("matrix keys not taken", code=e.code)
                account.mark_keys_as_published()
                if not tries:
                    raise
                continue
            account.mark_keys_as_published()
            await self._keep(account)
            return

    def _beginning(self, account: Account) -> Mapping[str, Any]:
        """The keys that begin talks and were not handed over yet."""
        once = {name: {"key": key.to_base64()} for name, key in account.one_time_keys.items()}
        lasting = {name: {"key": key.to_base64(), "fallback": True} for name, key in _lasting(account).items()}
        kinds: Mapping[str, Mapping[str, Any]] = {"one_time_keys": once, "fallback_keys": lasting}
        return {
            kind: {f"{ALGORITHM}:{name}": self._signed(key) for name, key in keys.items()}
            for kind, keys in kinds.items()
            if keys
        }

    async def _keep(self, account: Account) -> None:
        self.safe.put_account(account)
        await self.safe.vault.keep()

    def _signed(self, value: Mapping[str, Any]) -> Mapping[str, Any]:
        return signed(value, self.own.user, f"ed25519:{self.own.device}", self._sign)


def _lasting(account: Account) -> Mapping[str, Curve25519PublicKey]:
    """The key that begins talks while there is no other, by its name, as long as it was not handed over."""
    made: Mapping[str, Curve25519PublicKey] = account.fallback_key  # type: ignore[attr-defined]  # as above
    return made


async def found(homeserver: Homeserver, vault: Vault, state: Path) -> OwnKeys | None:
    """The keys of the device, which the homeserver knows then; None where there never were any.

    PlatformRefused as in `check`.
    """
    known, kept = await told_key(homeserver), await vault.get(ACCOUNT)
    opened = check(homeserver.me, known, kept, secrets.read(state))
    if opened is None:
        return None
    secret, account = opened
    keys = OwnKeys(homeserver, Safe(vault, secret), account)
    if not known:
        await keys.tell()
    return keys


def check(me: Credentials, known: str | None, kept: str | None, secret: Secret | None) -> tuple[Secret, Account] | None:
    """The secret and the keys of the device that are `kept`; None where there are none.

    PlatformRefused where the homeserver has `known` keys of this device, and they are not these: with new ones in their
    place members would be warned of somebody who passes for the bot.
    """
    own = secret is not None and (secret.user, secret.device) == (me.user, me.device)
    account = account_of(kept, secret) if secret and own else None
    if account is None or secret is None:
        if known:
            raise PlatformRefused("matrix-keys-lost", user=me.user, device=me.device)
        return None
    if known and known != account.ed25519_key.to_base64():
        raise PlatformRefused("matrix-device-other", user=me.user, device=me.device)
    return secret, account


async def made(homeserver: Homeserver, vault: Vault, state: Path) -> OwnKeys:
    """New keys of the device: kept first, then told."""
    me, account = homeserver.me, Account()
    secret = Secret.fresh(me.user, me.device)
    secrets.write(state, secret)
    await vault.clear()
    safe = Safe(vault, secret)
    safe.put_account(account)
    await vault.keep()
    keys = OwnKeys(homeserver, safe, account)
    await keys.tell()
    return keys


async def told_key(homeserver: Homeserver) -> str | None:
    """The key of this device that the homeserver knows; None where it knows none."""
    me = homeserver.me
    answer = await homeserver.post("keys", "query", body={"device_keys": {me.user: []}})
    device = mapping(mapping(mapping(answer.get("device_keys")).get(me.user)).get(me.device))
    return string(mapping(device.get("keys")).get(f"ed25519:{me.device}"))
