"""Members who want to hear of daily posts: they give themselves the role that is called, and take it off again."""

from __future__ import annotations

from typing import Protocol

from bot.commands.daily.discussing import TELL, TELL_NOT
from bot.communities.desk import Desk
from bot.daily.schedule import Schedule
from bot.dispatch.command import action
from bot.errors import NotFound
from bot.model import Ask, MentionedRole, Message
from bot.reply import Reply, notice
from bot.store.schedules import KIND


class Roles(Protocol):
    """The roles of a chat platform. NotAllowed where a role is not for everybody to take, or the bot may not."""

    async def give(self, community: str, member: str, role: str) -> None:
        """Gives a member a role, which they may have already."""

    async def take(self, community: str, member: str, role: str) -> None:
        """Takes a role off a member, who may have it no more."""


class Calling:
    """Gives and takes the roles that schedules call, and no others: what an action says of them proves nothing."""

    def __init__(self, desk: Desk, roles: Roles) -> None:
        self._desk = desk
        self._roles = roles

    @action(TELL)
    async def tell(self, ask: Ask, target: str, shared: str) -> Reply:
        """From now on the member is called."""
        role = await self._role(ask, target)
        await self._roles.give(ask.community, ask.member, role)
        return notice(Message("call-from-now", {"role": MentionedRole(role)}))

    @action(TELL_NOT)
    async def tell_not(self, ask: Ask, target: str, shared: str) -> Reply:
        """From now on the member is called no more."""
        role = await self._role(ask, target)
        await self._roles.take(ask.community, ask.member, role)
        return notice(Message("call-no-more", {"role": MentionedRole(role)}))

    async def _role(self, ask: Ask, schedule: str) -> str:
        """The role that a schedule of the asker's community calls now."""
        document = (await self._desk.state(ask)).documents.get(KIND, {}).get(schedule)
        role = Schedule.of(document.content).role if document else None
        if role is None:
            raise NotFound("call-none")
        return role
