"""Gets the bot a token, and finds out whether one that is given can be the bot's."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from bot.errors import PlatformRefused, PlatformUnreachable
from bot.platforms.matrix.credentials import Credentials, write
from bot.platforms.matrix.crosssigning import check_identity, replace
from bot.platforms.matrix.homeserver import Homeserver, Json, Rejected
from bot.platforms.matrix.untrusted import mapping, string

DEVICE_NAME = "Tegenspraak"


async def with_password(address: str, user: str, password: str, known: Credentials | None = None) -> Credentials:
    """Logs in as the device that is known, where it is the same account's; else as a new one.

    PlatformRefused where the homeserver does not take the password.
    """
    device = known.device if known and known.user == user else ""
    body = {
        "type": "m.login.password",
        "identifier": {"type": "m.id.user", "user": user},
        "password": password,
        "initial_device_display_name": DEVICE_NAME,
        **({"device_id": device} if device else {}),
    }
    async with Homeserver(Credentials(address, user, device, "")) as homeserver:
        try:
            told = await homeserver.post("login", body=body)
        except Rejected as e:
            raise PlatformRefused("matrix-login-refused", user=user, code=e.code) from None
    return _credentials(address, told, string(told.get("access_token")))


async def with_token(address: str, token: str, known: Credentials | None = None) -> Credentials:
    """Takes a token over.

    PlatformRefused where it is another device's than the one that is known, or one that somebody else reads with:
    two that share a device take each other's keys away.
    """
    async with Homeserver(Credentials(address, "", "", token)) as homeserver:
        told = await whoami(homeserver)
        found = _credentials(address, told, token)
        if known and known.user == found.user and known.device != found.device:
            raise PlatformRefused("matrix-token-other-device", device=found.device, known=known.device)
        if not known and await _has_keys(homeserver, found):
            raise PlatformRefused("matrix-token-shared", device=found.device)
    return found


async def vouched(made: Credentials, state: Path, password: str, known: Credentials | None, *, renew: bool) -> None:
    """Sees to it that the bot can vouch for its device, and has to `renew` the account's identity with the password.

    PlatformRefused where it has one that is not kept here. A device that was made by the `password` is gone then; of
    the one that is known, the token is kept that took the place of the old one.
    """
    async with Homeserver(made) as homeserver:
        try:
            if renew:
                await replace(homeserver, made.user, password, state)
            else:
                await check_identity(homeserver, made.user, state)
        except PlatformRefused:
            if known and known.device == made.device:
                write(state, made)
            elif password:
                with suppress(Rejected, PlatformUnreachable):
                    await homeserver.post("logout")
            raise


async def whoami(homeserver: Homeserver) -> Json:
    """Whose token it is: `user_id` and `device_id`."""
    try:
        return await homeserver.get("account", "whoami")
    except Rejected as e:
        raise PlatformRefused("matrix-login-refused", user=homeserver.me.user or "-", code=e.code) from None


async def _has_keys(homeserver: Homeserver, of: Credentials) -> bool:
    """Whether somebody has made keys for this device."""
    found = await homeserver.post("keys", "query", body={"device_keys": {of.user: []}})
    return of.device in mapping(mapping(found.get("device_keys")).get(of.user))


def _credentials(address: str, told: Json, token: str | None) -> Credentials:
    user, device = string(told.get("user_id")), string(told.get("device_id"))
    if not (user and device and token):
        # Of an application service, or of a guest.
        raise PlatformUnreachable("matrix-unreachable", homeserver=address, reason="device_id")
    return Credentials(address, user, device, token)
