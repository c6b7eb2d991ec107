"""Answers what is said to the bot, and reactions to what it said."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import replace

from bot.model import Ask, Message, Role
from bot.platforms.matrix.asking import ask_of
from bot.platforms.matrix.courtesy import Courtesy
from bot.platforms.matrix.earlier import Earlier, thread_of
from bot.platforms.matrix.events import RoomFacts, Said, said
from bot.platforms.matrix.fetching import Fetching
from bot.platforms.matrix.files import Files
from bot.platforms.matrix.following import Follower, Following
from bot.platforms.matrix.forms import Step
from bot.platforms.matrix.homeserver import Homeserver
from bot.platforms.matrix.means import Means
from bot.platforms.matrix.messages import Where
from bot.platforms.matrix.people import is_direct, members_of
from bot.platforms.matrix.posting import Posting
from bot.platforms.matrix.reactions import Reaction, reaction
from bot.platforms.matrix.rooms import Room, Rooms
from bot.platforms.matrix.showing import Showing
from bot.platforms.matrix.synced import ENCRYPTED, ENCRYPTION, MESSAGE, REACTION, Event
from bot.reply import notice
from bot.store.answers import Answer

PREFIX = "!"


class Answering:
    """What is done with the events of rooms. Rejected where the bot may not see, or is no longer there."""

    def __init__(self, homeserver: Homeserver, rooms: Rooms, courtesy: Courtesy, means: Means) -> None:
        self._homeserver = homeserver
        self._rooms = rooms
        self._courtesy = courtesy
        self._earlier = Earlier(homeserver)
        self._commands = means.registry.commands
        self._follower = Follower(means.registry, homeserver.me.user, Fetching(homeserver).fetch)
        files = Files(homeserver, means.languages, means.authors)
        self._posting = Posting(Showing(means.languages, PREFIX), files)
        self._locale = means.languages.default
        self._operators = means.guests.operators
        self._name = ""
        # The encrypted rooms where it was said that the bot cannot read them.
        self._hinted: set[str] = set()

    async def answers(self, room: Room, event: Event) -> Sequence[Answer]:
        """What is to be sent in answer to an event; nothing where it is not for the bot."""
        if room.is_space:
            return ()
        if room.is_encrypted:
            return await self._unreadable(room, event)
        if event["type"] == REACTION:
            reacted = reaction(event, self._homeserver.me.user)
            return await self._to_reaction(room, reacted) if reacted else ()
        what = said(event, await self._facts(room)) if event["type"] == MESSAGE else None
        return await self._to_words(room, what) if what else ()

    async def _unreadable(self, room: Room, event: Event) -> Sequence[Answer]:
        """That the bot reads no encrypted messages, said once in a room; nothing else is said there in the clear."""
        if event["type"] != ENCRYPTED or event["sender"] == self._homeserver.me.user or room.id in self._hinted:
            return ()
        self._hinted.add(room.id)
        hint = replace(notice(Message("matrix-encrypted")), locale=self._locale)
        return await self._posting.answers(room.id, ENCRYPTION, "", Following(Step(hint)), Where())

    async def _to_words(self, room: Room, what: Said) -> Sequence[Answer]:
        sure = what.line is not None or what.named is not None
        async with self._courtesy.typing(room.id) if sure else nullcontext():
            ask = await self._ask(room, what.sender)
            following = await self._follower.said(ask, what, await self._under(room, what))
            where = Where(what.thread or what.event, what.event)
            return await self._posted(room, what.event, ask, following, where)

    async def _to_reaction(self, room: Room, what: Reaction) -> Sequence[Answer]:
        under = await self._earlier.event(room.id, what.to)
        if under is None or under.get("sender") != self._homeserver.me.user:
            return ()
        ask = await self._ask(room, what.sender)
        following = await self._follower.reacted(ask, what, under)
        return await self._posted(room, what.event, ask, following, Where(thread_of(under), what.to))

    async def _posted(
        self, room: Room, event: str, ask: Ask, following: Following | None, where: Where
    ) -> Sequence[Answer]:
        return await self._posting.answers(room.id, event, ask.member, following, where) if following else ()

    async def _under(self, room: Room, what: Said) -> Event | None:
        """The message that words may choose something under, or take the file of."""
        if not self._follower.looks(what):
            return None
        if what.to:
            return await self._earlier.event(room.id, what.to)
        return await self._earlier.own_latest(room.id) if what.chooses else None

    async def _facts(self, room: Room) -> RoomFacts:
        self._name = self._name or await self._homeserver.called()
        direct = await is_direct(self._homeserver, room)
        return RoomFacts(self._homeserver.me.user, self._name, PREFIX, direct, self._commands)

    async def _ask(self, room: Room, member: str) -> Ask:
        names = await members_of(self._homeserver, room)
        home = None if await is_direct(self._homeserver, room) else self._rooms.home(room)
        ask = ask_of(member, names.get(member, member), room, home, self._locale)
        return replace(ask, role=Role.OPERATOR) if member in self._operators else ask
