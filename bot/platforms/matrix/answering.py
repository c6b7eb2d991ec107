"""Answers what is said to the bot, and reactions to what it said."""

from __future__ import annotations

from collections.abc import Coroutine, Sequence
from contextlib import nullcontext
from dataclasses import replace
from typing import Any

from bot.communities.settings import PREFIX
from bot.model import Ask, Message, Role
from bot.platforms.matrix.asking import ask_of
from bot.platforms.matrix.confiding import Confiding
from bot.platforms.matrix.courtesy import Courtesy
from bot.platforms.matrix.directs import Directs, origin_of
from bot.platforms.matrix.earlier import Earlier, thread_of
from bot.platforms.matrix.encryption.encryption import Encryption
from bot.platforms.matrix.events import RoomFacts, Said, said
from bot.platforms.matrix.fetching import Fetching
from bot.platforms.matrix.files import Files
from bot.platforms.matrix.following import Follower, Following
from bot.platforms.matrix.forms import Step
from bot.platforms.matrix.homeserver import Homeserver
from bot.platforms.matrix.means import Means
from bot.platforms.matrix.messages import Where
from bot.platforms.matrix.people import is_direct, members_of
from bot.platforms.matrix.posting import Addressed, Posting
from bot.platforms.matrix.reactions import Reaction, reaction
from bot.platforms.matrix.repeats import Repeats
from bot.platforms.matrix.rooms import Names, Room, Rooms, community_of
from bot.platforms.matrix.showing import Showing
from bot.platforms.matrix.synced import MESSAGE, REACTION, Event
from bot.platforms.recent import Recent
from bot.reply import notice
from bot.store.answers import Answer
from bot.store.answers import Event as Seen
from bot.store.unread import Waiting


class Answering:
    """What is done with the events of rooms. Rejected where the bot may not see, or is no longer there."""

    def __init__(
        self, homeserver: Homeserver, rooms: Rooms, courtesy: Courtesy, means: Means, encryption: Encryption
    ) -> None:
        self._homeserver = homeserver
        self._rooms = rooms
        self._courtesy = courtesy
        self._earlier = Earlier(homeserver, encryption)
        self._commands = means.registry.commands
        self._follower = Follower(means.registry, homeserver.me.user, Fetching(homeserver).fetch, means.point)
        files = Files(homeserver, means.languages, means.authors)
        self._posting = Posting(Showing(means.languages, PREFIX, Names(rooms)), files, encryption.covers)
        self._directs = Directs(homeserver, rooms)
        self._confiding = Confiding(self._posting, self._directs)
        self._repeats = Repeats(self._earlier, means.answers, Recent())
        self._prefix = means.prefix
        self._answers = means.answers
        self._locale = means.languages.default
        self._operators = means.guests.operators
        self._name = ""

    async def answers(self, room: Room, event: Event) -> Sequence[Answer]:
        """What is to be sent in answer to an event, given as it was before it was encrypted."""
        if room.is_space:
            return ()
        if event["type"] == REACTION:
            reacted = reaction(event, self._homeserver.me.user)
            return await self._to_reaction(room, reacted) if reacted else ()
        what = said(event, await self._facts(room)) if event["type"] == MESSAGE else None
        return await self._to_words(room, what) if what else ()

    async def unreadable(self, room: Room, waiting: Waiting) -> Sequence[Answer]:
        """That the bot cannot read an event, said below it."""
        hint = replace(notice(Message("matrix-unread")), locale=self._locale)
        where = Where(thread_of(waiting.content), waiting.event)
        to = Addressed(room.id, f"{waiting.event} unread", "", where, PREFIX)
        return await self._posting.answers(to, Following(Step(hint)))

    async def _to_words(self, room: Room, what: Said) -> Sequence[Answer]:
        sure = what.line is not None or what.named is not None
        async with self._courtesy.typing(room.id) if sure else nullcontext():
            ask = await self._ask(room, what.sender)
            under = await self._under(room, what)
            choosing = await self._choosing(room, what.sender, under)
            following = await self._once(room, what.event, self._follower.said(ask, what, under, choosing))
            if ask.alone and following:
                await self._directs.heard(what.sender, room.id)
            where = Where(what.thread or what.event, what.event)
            return await self._posted(room, what.event, choosing or ask, following, where)

    async def _to_reaction(self, room: Room, what: Reaction) -> Sequence[Answer]:
        under = await self._earlier.event(room.id, what.to)
        if under is None or under.get("sender") != self._homeserver.me.user:
            return ()
        ask = await self._choosing(room, what.sender, under) or await self._ask(room, what.sender)
        following = await self._once(room, what.event, self._follower.reacted(ask, what, under))
        return await self._posted(room, what.event, ask, following, Where(thread_of(under), what.to))

    async def _once(self, room: Room, event: str, doing: Coroutine[Any, Any, Following | None]) -> Following | None:
        """What follows; where something was done for an event already, that it was, and it is not done again."""
        name = Seen(room.id, event)
        if await self._answers.begun(name):
            doing.close()
            return Following(Step(replace(notice(Message("matrix-interrupted")), locale=self._locale)))
        with self._answers.doing(name):
            return await doing

    async def _posted(
        self, room: Room, event: str, ask: Ask, following: Following | None, where: Where
    ) -> Sequence[Answer]:
        if following is None:
            return ()
        if not ask.alone:
            to = Addressed(room.id, event, ask.member, where, await self._prefix(ask.community))
            following = await self._repeats.instead(room.id, following)
            made = await self._confiding.answers(to, following)
            self._repeats.posted(room.id, following, made)
            return made
        origin = ask.place if following.choice and ask.place != room.id else ""
        return await self._posting.answers(Addressed(room.id, event, ask.member, where, PREFIX, origin), following)

    async def _choosing(self, room: Room, member: str, under: Event | None) -> Ask | None:
        """Who chooses under what was said to them alone of another room, where they still are; None under all else."""
        origin = self._rooms.get(origin_of(under, self._homeserver.me.user)) if under else None
        if origin is None or not await is_direct(self._homeserver, room):
            return None
        if member not in await members_of(self._homeserver, origin):
            return None
        return replace(await self._ask(origin, member), alone=True, overheard=False)

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
        prefix = PREFIX if direct else await self._prefix(community_of(self._rooms.home(room)))
        return RoomFacts(self._homeserver.me.user, self._name, prefix, direct, self._commands)

    async def _ask(self, room: Room, member: str) -> Ask:
        names = await members_of(self._homeserver, room)
        home = None if await is_direct(self._homeserver, room) else self._rooms.home(room)
        ask = ask_of(member, names.get(member, member), room, home, self._locale)
        return replace(ask, role=Role.OPERATOR) if member in self._operators else ask
