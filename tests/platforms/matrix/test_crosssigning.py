"""The bot's identity on a real homeserver."""

from __future__ import annotations

import stat
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import pytest_asyncio
from vodozemac import Account

from bot.errors import PlatformRefused, SettingsError
from bot.platforms.matrix import identity as identities
from bot.platforms.matrix.credentials import Credentials
from bot.platforms.matrix.crosssigning import Device, cross_sign
from bot.platforms.matrix.homeserver import Homeserver
from bot.platforms.matrix.identity import Identity
from bot.platforms.matrix.signing import signed, verifies
from tests.matrix.homeserver import LocalHomeserver


def device_of(me: Credentials, account: Account) -> Device:
    def sign(message: bytes) -> str:
        return str(account.sign(message).to_base64())

    return Device(me.user, me.device, account.ed25519_key.to_base64(), sign)


async def upload(homeserver: Homeserver, device: Device, account: Account) -> None:
    """Makes the device's keys known, as a client does that encrypts."""
    keys = {device.key: device.public, f"curve25519:{device.id}": account.curve25519_key.to_base64()}
    told = {"user_id": device.user, "device_id": device.id, "algorithms": [], "keys": keys}
    await homeserver.post("keys", "upload", body={"device_keys": signed(told, device.user, device.key, device.sign)})


@pytest.fixture
def account() -> Account:
    return Account()


@pytest_asyncio.fixture
async def there(homeserver: LocalHomeserver, account: Account) -> AsyncIterator[tuple[Homeserver, Device]]:
    """The homeserver as the bot sees it, which knows the keys of its device."""
    me = homeserver.register(f"bot-{uuid4().hex[:8]}")
    async with Homeserver(me) as opened:
        device = device_of(me, account)
        await upload(opened, device, account)
        yield opened, device


async def known(homeserver: Homeserver, device: Device) -> dict[str, Any]:
    return dict(await homeserver.post("keys", "query", body={"device_keys": {device.user: []}}))


async def test_the_homeserver_knows_the_identity_and_that_it_signed_the_device(
    there: tuple[Homeserver, Device], tmp_path: Path
) -> None:
    homeserver, device = there

    identity = await cross_sign(homeserver, device, tmp_path)

    found, user = await known(homeserver, device), device.user
    master, own = found["master_keys"][user], found["self_signing_keys"][user]
    assert master["usage"] == ["master"]
    assert master["keys"] == {identity.master.id: identity.master.public}
    assert verifies(master, user, device.key, device.public)
    assert own["usage"] == ["self_signing"]
    assert verifies(own, user, identity.master.id, identity.master.public)
    assert verifies(found["user_signing_keys"][user], user, identity.master.id, identity.master.public)
    signed_device = found["device_keys"][user][device.id]
    assert verifies(signed_device, user, identity.own.id, identity.own.public)
    assert verifies(signed_device, user, device.key, device.public)


class Counting:
    """A homeserver whose requests are noted."""

    def __init__(self, inner: Homeserver) -> None:
        self._inner = inner
        self.asked: list[str] = []

    async def post(self, *path: str, body: Any = None) -> Any:  # noqa: ANN401 - JSON
        self.asked.append("/".join(path))
        return await self._inner.post(*path, body=body)


async def test_at_the_next_start_nothing_is_left_to_do(there: tuple[Homeserver, Device], tmp_path: Path) -> None:
    homeserver, device = there
    first = await cross_sign(homeserver, device, tmp_path)
    counting = Counting(homeserver)

    assert await cross_sign(counting, device, tmp_path) == first
    assert counting.asked == ["keys/query"]


async def test_what_was_broken_off_is_gone_on_with(there: tuple[Homeserver, Device], tmp_path: Path) -> None:
    homeserver, device = there
    identities.write(tmp_path, kept := Identity.fresh())

    assert await cross_sign(homeserver, device, tmp_path) == kept
    assert identities.read(tmp_path) == kept


async def test_keys_of_the_device_that_are_not_the_bots_are_not_signed(
    there: tuple[Homeserver, Device], tmp_path: Path
) -> None:
    opened, device = there
    first = await cross_sign(opened, device, tmp_path)
    account = Account()
    other = Device(device.user, device.id, account.ed25519_key.to_base64(), device_of(opened.me, account).sign)

    # The homeserver has another key for this device: it is not signed, whoever put it there.
    with pytest.raises(PlatformRefused, match="matrix-device-other"):
        await cross_sign(opened, other, tmp_path)
    assert identities.read(tmp_path) == first


async def test_an_account_with_another_identity_is_left_alone(there: tuple[Homeserver, Device], tmp_path: Path) -> None:
    homeserver, device = there
    await cross_sign(homeserver, device, tmp_path / "first")

    with pytest.raises(PlatformRefused, match="matrix-identity-other"):
        await cross_sign(homeserver, device, tmp_path / "lost")
    identities.write(tmp_path / "other", Identity.fresh())
    with pytest.raises(PlatformRefused, match="matrix-identity-other"):
        await cross_sign(homeserver, device, tmp_path / "other")
    assert not list((tmp_path / "lost").glob("*"))


def test_the_identity_is_kept_for_its_owner_alone(tmp_path: Path) -> None:
    identity = Identity.fresh()
    file = identities.write(tmp_path / "state", identity)

    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert identities.read(tmp_path / "state") == identity
    assert [found.name for found in file.parent.iterdir()] == [file.name]


@pytest.mark.parametrize(
    "content", ["", "[]", "{}", '{"master": 1}', '{"master": "?", "self_signing": "", "user_signing": ""}']
)
def test_a_file_that_holds_no_identity_is_refused_without_saying_what_it_holds(tmp_path: Path, content: str) -> None:
    (tmp_path / identities.FILE).write_text(content)

    with pytest.raises(SettingsError) as refused:
        identities.read(tmp_path)
    assert refused.value.key == "matrix-identity-unusable"
    assert refused.value.values["reason"] == "JSON"
