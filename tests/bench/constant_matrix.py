"""A bot on Matrix that answers whatever is said with the same message: what a reply costs without anything to say.

`python -m tests.bench.constant_matrix FOLDER`: the folder has its credentials, and the message in `reply.json`. It says
in a line when it listens.
"""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path

from bot.platforms.matrix.credentials import read
from tests.matrix.person import Event, News, Person

REPLY, READY = "reply.json", b"ready\n"
LIMIT = 50


async def serve(folder: Path) -> None:
    """Syncs and sends until it is ended."""
    content: Event = json.loads((folder / REPLY).read_text("utf-8"))
    async with Person(read(folder)) as me:
        news = News(me, LIMIT)
        await news.more()
        sys.stdout.buffer.write(READY)
        sys.stdout.flush()
        while True:
            for room, event in await news.more():
                if event["sender"] != me.id:
                    await me.send(room, "m.room.message", content | {"m.relates_to": thread(event["event_id"])})


def thread(command: str) -> Event:
    """The relation of an answer in the thread on a command, as ours has it."""
    return {
        "rel_type": "m.thread",
        "event_id": command,
        "is_falling_back": True,
        "m.in_reply_to": {"event_id": command},
    }


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1])))
