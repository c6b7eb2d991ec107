"""A room of Matrix without a homeserver: what is said in it, what the bot answers, and its messages as they stand."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from bot.dispatch.command import Value
from bot.dispatch.registry import Registry
from bot.i18n import Languages
from bot.model import Ask, Role
from bot.platforms.matrix.attached import Fetch
from bot.platforms.matrix.events import RoomFacts, said
from bot.platforms.matrix.following import Follower, Following
from bot.platforms.matrix.forms import opened
from bot.platforms.matrix.messages import Where, content, edit
from bot.platforms.matrix.reactions import reaction, standing
from bot.platforms.matrix.rendering import Body
from bot.platforms.matrix.showing import Showing, Shown
from bot.reply import Reply

ME, ANNA, BEN = "@tegenspraak:here", "@anna:here", "@ben:here"
Event = dict[str, Any]


@dataclass(frozen=True)
class Answer:
    """What the bot answered: its messages, the reply that they show, and what it reacts to the last with."""

    events: list[Event]
    reply: Reply
    shown: Shown

    @property
    def last(self) -> Event:
        """The message under which something can be done."""
        return self.events[-1]

    @property
    def bodies(self) -> list[Body]:
        """The texts of the messages."""
        return list(self.shown.bodies)


@dataclass
class Room:
    """Everything that the bot knows of what was said before stands in the events of the room, as JSON."""

    registry: Registry
    languages: Languages
    ask: Ask
    direct: bool = False
    fetch: Fetch | None = None
    events: dict[str, Event] = field(default_factory=dict)

    async def say(
        self,
        body: str,
        sender: str = ANNA,
        to: Event | None = None,
        **more: Any,  # noqa: ANN401 - JSON
    ) -> Answer | None:
        """Somebody says something, in reply to a message of the bot or not."""
        relation = {"m.relates_to": {"m.in_reply_to": {"event_id": to["event_id"]}}} if to else {}
        event = self.sent(sender, {"msgtype": "m.text", "body": body, **more, **relation})
        what = said(event, RoomFacts(ME, "Tegenspraak", "!", self.direct, self.registry.commands))
        if what is None:
            return None
        under = standing(self.events[what.to]) if what.to in self.events else None
        following = await Follower(self.registry, ME, self.fetch).said(self._ask(sender), what, under)
        return self._answered(following, event, sender) if following else None

    async def react(self, to: Event, sign: str, sender: str = ANNA, role: Role | None = None) -> Answer | None:
        """Somebody reacts to a message of the bot."""
        relation = {"rel_type": "m.annotation", "event_id": to["event_id"], "key": sign}
        event = self.sent(sender, {"m.relates_to": relation})
        what = reaction(event, ME)
        assert what
        under = standing(self.events[what.to])
        following = await Follower(self.registry, ME, self.fetch).reacted(self._ask(sender, role), what, under)
        return self._answered(following, event, sender) if following else None

    async def run(self, name: str, values: Mapping[str, Value]) -> Answer:
        """Anna gives a command with its arguments by name."""
        event = self.sent(ANNA, {"msgtype": "m.text", "body": name})
        reply = await self.registry.run(self._ask(ANNA), name, values)
        return self._answered(Following(opened(reply, ANNA)), event, ANNA)

    def copied(self, event: Event) -> Event:
        """The same message once more, which no choice under the other changes."""
        return self.sent(ME, event["content"])

    def _ask(self, sender: str, role: Role | None = None) -> Ask:
        return replace(self.ask, member=sender, role=self.ask.role if role is None else role)

    def _answered(self, following: Following, event: Event, sender: str) -> Answer:
        shown = Showing(self.languages, "!").step(following.step, sender)
        return Answer(list(self._messages(following, shown, event)), following.step.reply, shown)

    def _messages(self, following: Following, shown: Shown, event: Event) -> list[Event]:
        made = [
            content(body, Where(thread=event["event_id"]), kept=shown.kept if body is shown.bodies[-1] else None)
            for body in shown.bodies
        ]
        if following.changes and shown.changeable:
            changed = self.events[following.changes]
            edited = {"sender": ME, "content": edit(made[0], following.changes)}
            changed["unsigned"] = {"m.relations": {"m.replace": json.loads(json.dumps(edited))}}
            return [changed]
        return [self.sent(ME, of) for of in made]

    def sent(self, sender: str, content: Mapping[str, Any]) -> Event:
        """The event as everybody gets it: it went through JSON."""
        event = {"sender": sender, "event_id": f"${len(self.events)}", "content": json.loads(json.dumps(content))}
        self.events[event["event_id"]] = event
        return event
