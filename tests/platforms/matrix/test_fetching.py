"""Files that members hand over, on a real homeserver."""

from __future__ import annotations

from collections.abc import AsyncIterator
from uuid import uuid4

import pytest
import pytest_asyncio
from nio.crypto.attachments import encrypt_attachment

from bot.errors import BadInput, PlatformUnreachable
from bot.platforms.matrix.attached import Attachment
from bot.platforms.matrix.fetching import Fetching
from bot.platforms.matrix.homeserver import Homeserver
from tests.matrix.homeserver import LocalHomeserver
from tests.matrix.stage import Stage
from tests.platforms.discord.busy import FILE

CONTENT = b"x" * 100_000


@pytest_asyncio.fixture
async def there(homeserver: LocalHomeserver) -> AsyncIterator[Homeserver]:
    async with Homeserver(homeserver.register(f"bot-{uuid4().hex[:8]}")) as opened:
        yield opened


async def test_a_file_is_fetched_as_it_was_uploaded(there: Homeserver) -> None:
    address = await there.upload(CONTENT, "text/plain", "a.txt")

    assert await Fetching(there).fetch(Attachment("a.txt", address), len(CONTENT)) == CONTENT


async def test_of_a_file_that_is_too_large_no_more_is_read(there: Homeserver) -> None:
    address = await there.upload(CONTENT, "text/plain", "a.txt")

    with pytest.raises(BadInput, match="upload-long"):
        await Fetching(there).fetch(Attachment("a.txt", address), len(CONTENT) - 1)


async def test_a_file_of_an_encrypted_room_is_decrypted(there: Homeserver) -> None:
    hidden, keys = encrypt_attachment(CONTENT)
    address = await there.upload(hidden, "application/octet-stream", "a.txt")

    assert await Fetching(there).fetch(Attachment("a.txt", address, keys), len(CONTENT)) == CONTENT


async def test_a_file_that_is_not_what_its_message_says_is_not_taken(there: Homeserver) -> None:
    hidden, keys = encrypt_attachment(CONTENT)
    address = await there.upload(hidden[:-1] + b"y", "application/octet-stream", "a.txt")

    for wrong in (keys, {}, {**keys, "key": 3}, {**keys, "iv": "!"}):
        with pytest.raises(PlatformUnreachable, match="upload-unreachable"):
            await Fetching(there).fetch(Attachment("a.txt", address, wrong), len(CONTENT))


@pytest.mark.parametrize(
    "address", ["", "https://example.org/a", "mxc://", "mxc://here", "mxc://x/../y", "mxc://here/none"]
)
async def test_a_file_that_is_nowhere_is_not_taken(there: Homeserver, address: str) -> None:
    with pytest.raises(PlatformUnreachable, match="upload-unreachable"):
        await Fetching(there).fetch(Attachment("a.txt", address), len(CONTENT))


async def test_a_moderator_hands_topics_over_in_a_file(stage: Stage) -> None:
    async with stage.serving():
        room = await stage.room(stage.person().id)
        async with Homeserver(stage.anna.me) as anna:
            address = await anna.upload(FILE, "text/plain", "topics.toml")
        file = {"msgtype": "m.file", "filename": "topics.toml", "url": address}
        sent = await stage.anna.say(room, "topics.toml", **file)
        await stage.anna.say(room, "!topic import", **{"m.relates_to": {"m.in_reply_to": {"event_id": sent}}})
        await stage.anna.say(room, "!topic import", **file)
        answers = await stage.anna.answers(room, stage.bot, 2)

    assert all("Wieken" in answer["content"]["body"] for answer in answers)
