"""Posts that nobody asked for by a command: kept in a queue, and brought to their channels one after another."""

from __future__ import annotations

import asyncio
import base64
import hashlib
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

import aiohttp
import discord
import structlog

from bot.platforms.discord.layout import Layout
from bot.platforms.discord.limits import OverLimit, fitting
from bot.platforms.discord.mishaps import described
from bot.platforms.discord.signs import ID
from bot.reply import Reply
from bot.request import begun, current
from bot.store.deliveries import Write, nothing_else

log = structlog.get_logger(__name__)

MOST = 1000
QUEUE = "announcements"
# Between attempts, where Discord might take it the next time.
RETRIES_S = (1.0, 5.0, 30.0, 120.0)
# Discord takes no longer nonce.
NONCE = 25
SERVER_ERROR, TOO_MANY = 500, 429


@dataclass(frozen=True, slots=True)
class Post:
    """A reply for a channel; `lost` hears where it cannot be posted. Discord posts what has the same `key` once.

    It is posted for the `request` that it was made in.
    """

    place: str
    reply: Reply
    key: str
    lost: Callable[[], None]
    request: str = field(default_factory=current)


class Announcements:
    """What waits to be posted, the oldest first. It outlives the client, whose successor goes on with it."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._waiting: deque[Post] = deque()
        self._came = asyncio.Event()
        self._emptied = asyncio.Event()
        self._emptied.set()
        # Of several clients, one brings what waits.
        self.bringing = asyncio.Lock()

    def announce(self, place: str, reply: Reply, key: str, lost: Callable[[], None]) -> None:
        """Has a reply posted soon; lost where too much waits already."""
        if len(self._waiting) >= self._most:
            lost()
            return
        self._waiting.append(Post(place, reply, key, lost))
        log.debug("queue", queue=QUEUE, length=len(self._waiting))
        self._emptied.clear()
        self._came.set()

    def writing(self, place: str, reply: Reply, key: str) -> Write:
        """Keeps nothing: what waits when the bot is killed is lost."""
        return nothing_else

    async def first(self) -> Post:
        """What is to be posted next; it stays there until it is `done`."""
        await self._came.wait()
        return self._waiting[0]

    def done(self) -> None:
        """The first was posted, or is lost."""
        self._waiting.popleft()
        log.debug("queue", queue=QUEUE, length=len(self._waiting))
        if not self._waiting:
            self._came.clear()
            self._emptied.set()

    async def emptied(self) -> None:
        """Waits until nothing is left."""
        await self._emptied.wait()

    def give_up(self) -> None:
        """Whatever is left is lost: nobody will post it any more."""
        while self._waiting:
            self._waiting[0].lost()
            self.done()


class Posting:
    """Brings what waits to its channels, as long as a client lives and no other does."""

    def __init__(
        self,
        client: discord.Client,
        layout: Layout,
        announcements: Announcements,
        retries_s: tuple[float, ...] = RETRIES_S,
    ) -> None:
        self._client = client
        self._layout = layout
        self._announcements = announcements
        self._retries_s = retries_s
        self._running: asyncio.Task[None] | None = None
        self._bringing = False

    def start(self) -> None:
        """Begins with it."""
        self._running = asyncio.create_task(self._run(), name="discord-posting")

    async def stop(self, seconds: float) -> None:
        """Goes on for at most so long; what is left then waits for the next client."""
        if self._running is None:
            return
        if not self._bringing:
            # Another client does.
            seconds = 0
        emptied = asyncio.create_task(self._announcements.emptied(), name="discord-posted")
        await asyncio.wait({emptied, self._running}, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        for task in (emptied, self._running):
            task.cancel()
        await asyncio.wait({emptied, self._running})

    async def _run(self) -> None:
        async with self._announcements.bringing:
            self._bringing = True
            while True:
                post = await self._announcements.first()
                with begun(post.request):
                    if not await self._posted(post):
                        post.lost()
                self._announcements.done()

    async def _posted(self, post: Post) -> bool:
        """Whether it stands there now; tried again where Discord might take it later."""
        for seconds in (*self._retries_s, None):
            try:
                await self._post(post)
            except (discord.HTTPException, discord.RateLimited, aiohttp.ClientError, OSError) as e:
                log.info("announcement not posted", **described(e))
                if seconds is None or not _passing(e):
                    return False
                await asyncio.sleep(seconds)
            except OverLimit as e:
                log.warning("announcement over Discord's limits", findings=e.findings)
                return False
            except Exception as e:  # noqa: BLE001 - the next is to be posted all the same
                log.error("announcement failed", **described(e))  # noqa: TRY400 - a message could hold what was typed
                return False
            else:
                return True
        return False

    async def _post(self, post: Post) -> None:
        if not ID.fullmatch(post.place):
            raise OverLimit(["a place that is no channel"])
        page = fitting(self._layout.page(post.reply))
        channel = self._client.get_partial_messageable(int(post.place))
        files = [enclosure.file() for enclosure in page.enclosed]
        await channel.send(view=page.view, files=files, nonce=nonce(post.key))


def nonce(key: str) -> str:
    """What Discord knows a post by, for some minutes."""
    return base64.b32encode(hashlib.sha256(key.encode()).digest()).decode()[:NONCE].lower()


def _passing(error: Exception) -> bool:
    """Whether it may go better the next time."""
    if isinstance(error, discord.HTTPException):
        return error.status >= SERVER_ERROR or error.status == TOO_MANY
    return True
