"""Registries that misbehave, around the real one."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from bot.dispatch.command import Value
from bot.dispatch.registry import Registry
from bot.dispatch.rooms import Choice
from bot.model import Ask, Message
from bot.reply import Action, Notice, Reply


class Around(Registry):
    """The commands of another registry, unchanged."""

    def __init__(self, inner: Registry) -> None:
        super().__init__((), {})
        self.inner = inner
        self.give_way(inner)

    async def run(self, ask: Ask, name: str, values: Mapping[str, Value]) -> Reply:
        return await self.inner.run(ask, name, values)

    async def press(self, ask: Ask, verb: str, target: str, shared: str) -> Reply:
        return await self.inner.press(ask, verb, target, shared)

    async def submit(self, ask: Ask, verb: str, target: str, shared: str, filled: Mapping[str, str]) -> Reply:
        return await self.inner.submit(ask, verb, target, shared, filled)

    async def complete(self, ask: Ask, name: str, argument: str, typed: str) -> list[Choice]:
        return await self.inner.complete(ask, name, argument, typed)


class Slow(Around):
    """Answers nothing before the door is opened."""

    def __init__(self, inner: Registry) -> None:
        super().__init__(inner)
        self.door = asyncio.Event()
        self.begun = asyncio.Event()

    async def run(self, ask: Ask, name: str, values: Mapping[str, Value]) -> Reply:
        self.begun.set()
        await self.door.wait()
        return await super().run(ask, name, values)

    async def press(self, ask: Ask, verb: str, target: str, shared: str) -> Reply:
        self.begun.set()
        await self.door.wait()
        return await super().press(ask, verb, target, shared)

    async def submit(self, ask: Ask, verb: str, target: str, shared: str, filled: Mapping[str, str]) -> Reply:
        self.begun.set()
        await self.door.wait()
        return await super().submit(ask, verb, target, shared, filled)


class Broken(Around):
    """Fails with what was typed in the error, as a careless defect would."""

    async def run(self, ask: Ask, name: str, values: Mapping[str, Value]) -> Reply:
        raise RuntimeError(str(values))

    async def press(self, ask: Ask, verb: str, target: str, shared: str) -> Reply:
        raise RuntimeError(shared)

    async def submit(self, ask: Ask, verb: str, target: str, shared: str, filled: Mapping[str, str]) -> Reply:
        raise RuntimeError(str(filled))


class Huge(Around):
    """Replies with more than Discord shows."""

    async def run(self, ask: Ask, name: str, values: Mapping[str, Value]) -> Reply:
        told = Notice(Message("suggestions", {"words": "veel " * 190}))
        return Reply((told,) * 5, (Action("next"),), locale=ask.public_locale)


class ManyParts(Around):
    """Replies in more parts than Discord shows."""

    async def run(self, ask: Ask, name: str, values: Mapping[str, Value]) -> Reply:
        return Reply((Notice(Message("no-more")),) * 41, locale=ask.public_locale)


class Listening(Around):
    """Notes who asks."""

    def __init__(self, inner: Registry) -> None:
        super().__init__(inner)
        self.heard: list[Ask] = []

    async def run(self, ask: Ask, name: str, values: Mapping[str, Value]) -> Reply:
        self.heard.append(ask)
        return await super().run(ask, name, values)
