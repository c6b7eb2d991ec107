"""Puts Matrix together: its service, and what the command line asks a homeserver."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass

from bot.app.commands import registry
from bot.app.reading import languages
from bot.communities.desk import Desk, desk
from bot.config import Config, MatrixConfig
from bot.daily.agenda import agenda
from bot.dispatch.cooldown import Cooldown
from bot.errors import PlatformUnreachable, SettingsError
from bot.library.library import Library
from bot.observe import configure
from bot.platforms.matrix.credentials import Credentials, read
from bot.platforms.matrix.homeserver import Homeserver, Rejected
from bot.platforms.matrix.login import whoami, with_password, with_token
from bot.platforms.matrix.means import Guests, Means
from bot.platforms.matrix.service import Matrix
from bot.store.answers import Answers
from bot.store.communities import Communities
from bot.store.database import Database
from bot.store.moving import Moving


def matrix(
    config: Config,
    library: Library,
    database: Database,
    *,
    answers: type[Answers] = Answers,
    homeserver: type[Homeserver] = Homeserver,
) -> Matrix:
    """The service; SettingsError where there are no credentials that can be used. Tests hand in parts that fail."""
    me = read(config.state)
    made = desk(database, library, agenda(database, library).derived)
    means = Means(
        registry=registry(library, cooldown=Cooldown(config.cooldown), desk=made),
        languages=languages(config),
        authors=tuple(library.authors),
        guests=guests(config.matrix),
        answers=answers(database, me.user),
        membership=Communities(database),
        move=_Mover(Moving(database), made).move,
    )
    return Matrix(me, means, homeserver)


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
    desk: Desk

    async def move(self, old: str, new: str, places: Mapping[str, str]) -> bool:
        moved = await self.moving.move(old, new, places)
        for community in (old, new):
            self.desk.keeper.changed(community)
        return moved


@dataclass(frozen=True, slots=True)
class Standing:
    """How a homeserver knows the bot."""

    user: str
    device: str
    homeserver: str
    rooms: int


def logged_in(address: str, user: str, secret: str, known: Credentials | None, *, token: bool) -> Credentials:
    """The credentials that a password, or else a `token`, gives."""
    configure(secrets=(secret,))
    login = with_token(address, secret, known) if token else with_password(address, user, secret, known)
    return asyncio.run(login)


def standing(me: Credentials) -> Standing:
    """How the homeserver knows the bot; PlatformRefused where it does not take the token, or not as this device's."""
    return asyncio.run(_standing(me))


async def _standing(me: Credentials) -> Standing:
    async with Homeserver(me) as homeserver:
        told = await whoami(homeserver)
        if (told.get("user_id"), told.get("device_id")) != (me.user, me.device):
            raise SettingsError("matrix-unusable", file="matrix.json", reason="device_id")
        try:
            rooms = (await homeserver.get("joined_rooms")).get("joined_rooms")
        except Rejected as e:
            raise PlatformUnreachable("matrix-unreachable", homeserver=me.homeserver, reason=e.code) from None
        return Standing(me.user, me.device, me.homeserver, len(rooms) if isinstance(rooms, list) else 0)
