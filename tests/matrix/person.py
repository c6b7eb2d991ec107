"""Somebody who uses Matrix: makes rooms, says things, reads what is said."""

from __future__ import annotations

import asyncio
import itertools
import json
from collections.abc import Callable
from types import TracebackType
from typing import Any, Self
from urllib.parse import quote

import aiohttp

from bot.platforms.matrix.credentials import Credentials

Event = dict[str, Any]
COUNT = itertools.count()
PATIENCE_S = 60.0
# So long a homeserver waits for news.
NEWS_S = 5


def said(limit: int) -> str:
    """The filter of a sync: of what is new in rooms only what was said, and of each room no more than the last."""
    nothing: dict[str, list[str]] = {"types": []}
    timeline = {"types": ["m.room.message"], "limit": limit}
    room = {"timeline": timeline, "state": nothing, "ephemeral": nothing, "account_data": nothing}
    return json.dumps({"room": room, "presence": nothing, "account_data": nothing})


class News:
    """What is said in somebody's rooms; at first what was said last in each, then what is new."""

    def __init__(self, person: Person, limit: int) -> None:
        self._person = person
        self._filter = said(limit)
        self._since: dict[str, str] = {}

    async def more(self) -> list[tuple[str, Event]]:
        """Waits until somebody says something, but not for long; each with its room."""
        query = {"filter": self._filter, "timeout": str(NEWS_S * 1000), **self._since}
        told = await self._person.do("GET", "sync", **query)
        self._since = {"since": told["next_batch"]}
        rooms = told.get("rooms", {}).get("join", {})
        return [(room, event) for room, new in rooms.items() for event in new["timeline"]["events"]]


class Person:
    """An account in use; an asynchronous context."""

    def __init__(self, me: Credentials) -> None:
        self.me = me
        self._session = aiohttp.ClientSession(headers={"Authorization": f"Bearer {me.token}"})
        self._news = News(self, 1)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._session.close()

    @property
    def id(self) -> str:
        """The user id."""
        return self.me.user

    async def do(self, method: str, *path: str, body: Any = None, base: str = "v3", **query: str) -> Any:  # noqa: ANN401 - JSON
        """What the homeserver answers; an assertion where it refuses. Where it says "later", it is asked later."""
        url = f"{self.me.homeserver}/_matrix/client/{base}/" + "/".join(quote(part, safe="") for part in path)
        while True:
            async with self._session.request(method, url, json=body, params=query) as answer:
                told = await answer.json()
                if answer.status == 429:
                    await asyncio.sleep(told["retry_after_ms"] / 1000)
                    continue
                assert answer.status < 300, (method, url, told)
                return told

    async def room(self, *guests: str, version: str = "12", **settings: Any) -> str:  # noqa: ANN401 - JSON
        """A new room, to which these are invited."""
        body = {"room_version": version, "invite": list(guests), "preset": "private_chat", **settings}
        made: str = (await self.do("POST", "createRoom", body=body))["room_id"]
        return made

    async def space(self, *guests: str) -> str:
        """A new space."""
        return await self.room(*guests, creation_content={"type": "m.space"})

    async def join(self, room: str) -> None:
        """Comes into a room."""
        await self.do("POST", "join", room, body={})

    async def leave(self, room: str) -> None:
        """Leaves a room."""
        await self.do("POST", "rooms", room, "leave", body={})

    async def say(self, room: str, body: str, **content: object) -> str:
        """Says something; the id of the event."""
        return await self.send(room, "m.room.message", {"msgtype": "m.text", "body": body, **content})

    async def send(self, room: str, kind: str, content: Event) -> str:
        """Sends an event; its id."""
        told = await self.do("PUT", "rooms", room, "send", kind, f"test{next(COUNT)}", body=content)
        return str(told["event_id"])

    async def put(self, room: str, kind: str, key: str, content: Event) -> None:
        """Sets the state of a room."""
        await self.do("PUT", "rooms", room, "state", kind, key, body=content)

    async def state(self, room: str, kind: str, key: str = "") -> Event:
        """The content of a room's state."""
        found: Event = await self.do("GET", "rooms", room, "state", kind, key)
        return found

    async def members(self, room: str) -> set[str]:
        """Who is in a room."""
        return set((await self.do("GET", "rooms", room, "joined_members"))["joined"])

    async def messages(self, room: str, by: str = "") -> list[Event]:
        """What was said in a room, the earliest first; by one person where that is given."""
        found: list[Event] = []
        query = {"dir": "f", "limit": "200"}
        while True:
            page = await self.do("GET", "rooms", room, "messages", **query)
            found += [event for event in page["chunk"] if event["type"] == "m.room.message"]
            if not page["chunk"] or "end" not in page:
                return [event for event in found if by in ("", event["sender"])]
            query["from"] = page["end"]

    async def download(self, address: str) -> bytes:
        """An uploaded file."""
        url = f"{self.me.homeserver}/_matrix/client/v1/media/download/{address.removeprefix('mxc://')}"
        async with self._session.get(url) as answer:
            return await answer.read()

    async def answers(self, room: str, by: str, number: int = 1, patience_s: float = PATIENCE_S) -> list[Event]:
        """What somebody said in a room, once it is so much."""
        async with asyncio.timeout(patience_s):
            found = await self.messages(room, by)
            while len(found) < number:
                await self._news.more()
                found = await self.messages(room, by)
        return found


async def until(holds: Callable[[], Any], patience_s: float = PATIENCE_S) -> None:
    """Waits until something holds; an assertion where it does not in time."""
    async with asyncio.timeout(patience_s):
        while not await holds():  # noqa: ASYNC110 - others hold it
            await asyncio.sleep(0.05)
