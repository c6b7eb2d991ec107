"""A second device that encrypts: somebody with matrix-nio's own encryption, which shares nothing with the bot's."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from nio import AsyncClient, AsyncClientConfig, Event, MegolmEvent, SyncResponse
from nio.store import SqliteMemoryStore

from bot.platforms.matrix.credentials import Credentials
from tests.matrix.person import PATIENCE_S

WAIT_MS = 2_000
ENCRYPTION: dict[str, Any] = {
    "type": "m.room.encryption",
    "state_key": "",
    "content": {"algorithm": "m.megolm.v1.aes-sha2"},
}


class Device:
    """An account in use on a device with keys."""

    def __init__(self, me: Credentials) -> None:
        self.me = me
        settings = AsyncClientConfig(store=SqliteMemoryStore, encryption_enabled=True, pickle_key="anna")
        self.client = AsyncClient(me.homeserver, me.user, me.device, store_path="-", config=settings)
        self.client.restore_login(me.user, me.device, me.token)
        # What came, opened where that could be, by room.
        self.timeline: dict[str, list[Event]] = {}

    async def sync(self, wait_ms: int = 0) -> None:
        """Takes in what is new, for which it may wait, and does what it asks for."""
        client = self.client
        answer = await client.sync(timeout=wait_ms)
        assert isinstance(answer, SyncResponse), answer
        for room, news in answer.rooms.join.items():
            self.timeline.setdefault(room, []).extend(news.timeline.events)
        await client.send_to_device_messages()
        if client.should_upload_keys:
            await client.keys_upload()
        if client.should_query_keys:
            await client.keys_query()
        if client.should_claim_keys:
            await client.keys_claim(client.get_users_for_key_claiming())

    async def say(self, room: str, body: str, **content: object) -> str:
        """Says something, encrypted; the id of the event."""
        await self.sync()
        said = {"msgtype": "m.text", "body": body, **content}
        sent = await self.client.room_send(room, "m.room.message", said, ignore_unverified_devices=True)
        return str(sent.event_id)

    async def withholds(self, room: str) -> list[dict[str, Any]]:
        """Makes a new key to what is said in a room and gives it to nobody: the letters that would do so."""
        client, olm = self.client, self.client.olm
        async with asyncio.timeout(PATIENCE_S):
            # To a device that it cannot write to, there would be no letter.
            await self.sync()
            while missing := client.get_missing_sessions(room):
                await client.keys_claim(missing)
                await self.sync()
        olm.create_outbound_group_session(room)
        users = list(client.rooms[room].users)
        letters = [of for _, of in olm.share_group_session_parallel(room, users, ignore_unverified_devices=True)]
        olm.outbound_group_sessions[room].mark_as_shared()
        return letters

    async def heard(self, room: str, by: str, number: int = 1) -> list[dict[str, Any]]:
        """The events of somebody in a room, as they were before they were encrypted, once they are so many."""
        async with asyncio.timeout(PATIENCE_S):
            while True:
                await self.sync()
                events = [event for event in self.timeline.get(room, []) if event.sender == by]
                assert not [event for event in events if isinstance(event, MegolmEvent)], "not to be opened"
                found = [event.source for event in events if event.decrypted]
                if len(found) >= number:
                    return found
                await self.sync(WAIT_MS)


@asynccontextmanager
async def device(me: Credentials) -> AsyncIterator[Device]:
    """A device that has made its keys known."""
    made = Device(me)
    try:
        await made.sync()
        yield made
    finally:
        await made.client.close()
