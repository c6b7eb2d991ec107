"""What follows when somebody speaks to the bot or reacts to one of its messages: the reply, and where it belongs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.dispatch.registry import Registry
from bot.model import Ask
from bot.platforms.matrix.attached import Attached, Fetch, attachment, naming, takes_file
from bot.platforms.matrix.events import Said
from bot.platforms.matrix.forms import Step, answered, opened, question
from bot.platforms.matrix.reactions import Reaction, chosen
from bot.platforms.matrix.untrusted import mapping, string
from bot.reply import Reply


@dataclass(frozen=True, slots=True)
class Following:
    """What is said next. Where it is shown in one message, that may take the place of the one that it `changes`."""

    step: Step
    changes: str | None = None


class Follower:
    """Runs what is said and chosen. `me` is the bot's user id; `fetch` gets files that members hand over.

    The event that somebody replies or reacts to is given as it is `standing`; None where it cannot be had.
    """

    def __init__(self, registry: Registry, me: str, fetch: Fetch | None = None) -> None:
        self._registry = registry
        self._me = me
        self._fetch = fetch

    def looks(self, what: Said) -> bool:
        """Whether what follows depends on the event that is replied to: what it offers, or its file."""
        return what.chooses or (what.line is not None and takes_file(what.line, self._registry.commands))

    async def said(self, ask: Ask, what: Said, under: Mapping[str, Any] | None) -> Following | None:
        """What follows a message; None where it was not for the bot after all."""
        if what.chooses and under is not None:
            asked = question(under, self._me)
            if asked and asked.asker == ask.member and what.text:
                return Following(await answered(self._registry, ask, asked, what.text))
            found = chosen(what.text, under, self._me)
            if found:
                # What was typed stands below the message, and so does what comes of it.
                reply = await self._registry.press(ask, found.verb, found.target, found.shared)
                return Following(opened(reply, ask.member))
        if what.named:
            return Following(opened(await self._registry.run(ask, what.named.name, what.named.values), ask.member))
        if what.line is None:
            return None
        return Following(opened(await self._line(ask, what, what.line, under), ask.member))

    async def _line(self, ask: Ask, what: Said, line: str, under: Mapping[str, Any] | None) -> Reply:
        """The reply to a line, which may take the file that it was said under or in reply to."""
        found = what.attached or (attachment(mapping(under.get("content"))) if under else None)
        fetch = self._fetch
        if found is None or fetch is None:
            return await self._registry.line(ask, line)
        file = Attached(found, fetch)
        return await self._registry.line(ask, naming(line, self._registry.commands), lambda _: file)

    async def reacted(self, ask: Ask, what: Reaction, under: Mapping[str, Any]) -> Following | None:
        """What follows a reaction; None where it chooses nothing."""
        found = chosen(what.sign, under, self._me)
        if found is None:
            return None
        reply = await self._registry.press(ask, found.verb, found.target, found.shared)
        event = string(under.get("event_id"))
        return Following(opened(reply, ask.member), event if found.changes(ask.member, ask.role) else None)
