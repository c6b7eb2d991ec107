"""Puts Matrix together: its service, and what the command line asks a homeserver."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.app.editions import Editions
from bot.app.fronts import Lent, front
from bot.app.ports import Ports
from bot.app.posting import Target, Tempo
from bot.app.reading import languages
from bot.app.storing import backend_of
from bot.communities.desk import Desk
from bot.communities.settings import PREFIX
from bot.config import Config, MatrixConfig
from bot.dispatch.cooldown import Cooldown
from bot.errors import PlatformUnreachable, SettingsError, StoreUnreachable
from bot.observe import configure
from bot.platforms.matrix import identity as identities
from bot.platforms.matrix.announcing import Announcements
from bot.platforms.matrix.credentials import Credentials, read
from bot.platforms.matrix.crosssigning import check_identity
from bot.platforms.matrix.encryption import secret as secrets
from bot.platforms.matrix.encryption.own import check, told_key
from bot.platforms.matrix.encryption.safe import ACCOUNT
from bot.platforms.matrix.grounds import Grounds
from bot.platforms.matrix.homeserver import Homeserver, Rejected
from bot.platforms.matrix.login import vouched, whoami, with_password, with_token
from bot.platforms.matrix.means import Guests, Means
from bot.platforms.matrix.outbox import Outbox
from bot.platforms.matrix.pointing import Pointing
from bot.platforms.matrix.polls import Polls
from bot.platforms.matrix.posts import Posts
from bot.platforms.matrix.putting import Putting
from bot.platforms.matrix.rooms import PLATFORM, Names, Rooms
from bot.platforms.matrix.sending import Sending
from bot.platforms.matrix.service import Matrix
from bot.platforms.matrix.showing import Showing
from bot.store.answers import Answers
from bot.store.communities import Communities
from bot.store.database import Database
from bot.store.migrating import Migrations
from bot.store.moving import Moved, Moving
from bot.store.unread import Unread
from bot.store.vault import Vault
from bot.store.vault import kept as kept_in_vault


def matrix(  # noqa: PLR0913 - what `serve` and tests have apart
    config: Config,
    editions: Editions,
    database: Database,
    tempo: Tempo | None = None,
    *,
    answers: type[Answers] = Answers,
    homeserver: type[Homeserver] = Homeserver,
) -> Matrix:
    """The service; SettingsError where there are no credentials that can be used. Tests hand in parts that fail."""
    me = read(config.state)
    # What cannot be used of the secrets is said now, and not when it is needed.
    identities.read(config.state)
    secrets.read(config.state)
    spoken, there, rooms = languages(config), homeserver(me), Rooms()
    putting, kept = Putting(there), answers(database, me.user)
    sending, showing = Sending(putting, kept), Showing(spoken, PREFIX, Names(rooms))
    grounds, announcements = Grounds(me, rooms, spoken), Announcements(rooms, showing, sending)
    outbox = Outbox(there, putting, rooms, Posts(spoken, showing), sending)
    target = Target(PLATFORM, outbox, grounds.spoken, Polls(there, putting, rooms, spoken))
    ports = Ports(announcements, grounds.spoken, grounds, typed=True)
    serving = front(editions, database, Lent(target, ports, Cooldown(config.cooldown)), tempo or Tempo())
    means = Means(
        registry=serving.commands,
        languages=spoken,
        authors=editions.authors,
        guests=guests(config.matrix),
        answers=kept,
        vault=Vault(database, vault_of(me)),
        unread=Unread(database, me.user),
        state=config.state,
        membership=Communities(database),
        move=_Mover(Moving(database), serving.desk).move,
        prefix=_Prefixes(serving.desk).of,
        rooms=rooms,
        point=Pointing(there, grounds).room,
        sending=sending,
        announcements=announcements,
        posts=serving.posts,
    )
    return Matrix(there, means)


def vault_of(me: Credentials) -> str:
    """What the vault of a device is called."""
    return f"{me.user} {me.device}"


def guests(config: MatrixConfig) -> Guests:
    """Who may invite the bot, sorted by the sign that each begins with."""
    return Guests(
        operators=frozenset(config.operators),
        users=frozenset(of for of in config.invites if of.startswith("@")),
        spaces=frozenset(of for of in config.invites if of.startswith("!")),
        servers=frozenset(of for of in config.invites if of[0] not in "@!"),
    )


@dataclass(frozen=True, slots=True)
class _Mover:
    """Moves what a community owns, and has it read anew."""

    moving: Moving
    desk: Callable[[], Desk]

    async def move(self, old: str, new: str, places: Mapping[str, str]) -> Moved:
        moved = await self.moving.move(old, new, places)
        for community in (old, new):
            self.desk().keeper.changed(community)
        return moved


@dataclass(frozen=True, slots=True)
class _Prefixes:
    """Knows what commands begin with; as everywhere while nobody can tell."""

    desk: Callable[[], Desk]

    async def of(self, community: str) -> str:
        try:
            return (await self.desk().keeper.state(community)).settings.prefix
        except StoreUnreachable:
            return PREFIX


@dataclass(frozen=True, slots=True)
class Standing:
    """How a homeserver knows the bot."""

    user: str
    device: str
    homeserver: str
    rooms: int


@dataclass(frozen=True, slots=True)
class Given:
    """What somebody logs in with: the `user` and the password as `secret`, or else a `token`.

    With a password, a new identity takes the place of the account's where `renew` says so.
    """

    address: str
    user: str
    secret: str
    token: bool = False
    renew: bool = False


def logged_in(state: Path, given: Given, known: Credentials | None) -> Credentials:
    """The credentials that a password, or else a token, gives; PlatformRefused where they would be of no use."""
    configure(secrets=(given.secret,))
    return asyncio.run(_logged_in(state, given, known))


async def _logged_in(state: Path, given: Given, known: Credentials | None) -> Credentials:
    if given.token:
        made, password = await with_token(given.address, given.secret, known), ""
    else:
        made, password = await with_password(given.address, given.user, given.secret, known), given.secret
    await vouched(made, state, password, known, renew=given.renew)
    return made


def standing(config: Config, me: Credentials) -> Standing:
    """How the homeserver knows the bot; PlatformRefused where it does not take the token, or not as this device's.

    And where it knows keys of the device, or an identity of the account, that are lost here.
    """
    kept = kept_in_vault(backend_of(config), Migrations(), vault_of(me), ACCOUNT)
    return asyncio.run(_standing(me, kept, config.state))


async def _standing(me: Credentials, kept: str | None, state: Path) -> Standing:
    async with Homeserver(me) as homeserver:
        told = await whoami(homeserver)
        if (told.get("user_id"), told.get("device_id")) != (me.user, me.device):
            raise SettingsError("matrix-unusable", file="matrix.json", reason="device_id")
        check(me, await told_key(homeserver), kept, secrets.read(state))
        await check_identity(homeserver, me.user, state)
        try:
            rooms = (await homeserver.get("joined_rooms")).get("joined_rooms")
        except Rejected as e:
            raise PlatformUnreachable("matrix-unreachable", homeserver=me.homeserver, reason=e.code) from None
        return Standing(me.user, me.device, me.homeserver, len(rooms) if isinstance(rooms, list) else 0)
