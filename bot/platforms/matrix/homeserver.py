"""Asks a homeserver, and says in our own words what may come of it.

matrix-nio carries the requests. Its own ways to ask again are not used: they know no end where a server is away, no
pause where a token is revoked, and drop a whole sync for one event that is not as it should be.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http.client import BAD_REQUEST, FORBIDDEN, INTERNAL_SERVER_ERROR, OK, TOO_MANY_REQUESTS, UNAUTHORIZED
from types import MappingProxyType, TracebackType
from typing import Any, Literal, Self
from urllib.parse import quote, urlencode

import aiohttp
import structlog
from nio import AsyncClient, AsyncClientConfig

from bot.dispatch.uploads import check_size
from bot.errors import PlatformRefused, PlatformUnreachable
from bot.platforms.matrix.credentials import Credentials
from bot.platforms.matrix.rests import Rests
from bot.platforms.matrix.rooms import PLATFORM
from bot.platforms.matrix.untrusted import mapping, string

log = structlog.get_logger(__name__)

Method = Literal["GET", "POST", "PUT"]
Json = Mapping[str, Any]

Seal = Callable[[str, str, Json], Awaitable[tuple[str, Json]]]
"""Gives the kind and the content that an event has where it is sent to a room: encrypted, in one that is."""

Opened = Callable[[str, Json], Awaitable[Json]]
"""Gives an event of a room as it was before it was encrypted, where it was and can be read."""

API, MEDIA = "/_matrix/client/v3/", "/_matrix/media/v3/"
# Where what was added later begins to count anew.
EARLIER_API = "/_matrix/client/v1/"
DOWNLOADS = "/_matrix/client/v1/media/download/"
PIECE = 1 << 16
NO_QUERY: Mapping[str, str] = MappingProxyType({})
PATIENCE_S = 30.0
# Where a server says "later" and not when.
LATER_S = 5.0
# Nobody is believed who asks us to wait for longer.
LONGEST_LATER_S = 120.0
MOST_LATER = 50
SENDING = "send"

# A word for why is kept and logged: nothing else that a homeserver may put there is, it could be our token.
CODE, UNKNOWN = re.compile(r"[A-Z][A-Z0-9_.]{1,63}"), "M_UNKNOWN"
# The account has no token any more, and asking again gives none.
ENDED = {"M_UNKNOWN_TOKEN", "M_MISSING_TOKEN", "M_USER_DEACTIVATED", "M_USER_LOCKED"}


class Rejected(Exception):
    """The homeserver will not do this, and would not if asked again; `code` is its word for why."""

    def __init__(self, status: int, code: str) -> None:
        super().__init__(status, code)
        self.status = status
        self.code = code


class Unasked(PlatformUnreachable):
    """The homeserver was not reached at all: it certainly did nothing."""


class TooSoon(Exception):
    """The homeserver wants to be asked again, in so many seconds."""

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class Homeserver:
    """A homeserver as one account sees it; an asynchronous context. `me` has no token yet where it is to be had."""

    def __init__(self, me: Credentials) -> None:
        self.me = me
        # Whatever is sent goes by it, so that nothing is said in the clear where it must not be.
        self.seal: Seal = _open
        # And what is read that may be encrypted.
        self.opened: Opened = _as_it_is
        self._client = AsyncClient(
            me.homeserver.rstrip("/"), me.user, me.device, config=AsyncClientConfig(encryption_enabled=False)
        )
        self._heard = ""
        # A homeserver counts all that a user sends, wherever; of the rest, each thing by itself.
        self._rests = Rests()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # Never logged out: that would delete the device with its keys.
        await self._client.close()

    async def called(self) -> str:
        """What the bot is called there."""
        try:
            told = string((await self.get("profile", self.me.user, "displayname")).get("displayname"))
        except Rejected:
            told = None
        return told or self.me.user.removeprefix("@").partition(":")[0]

    async def time(self, patience_s: float) -> datetime:
        """What time it is there; PlatformUnreachable where nobody answers. One that never says so is taken at ours."""
        status, answer, _ = await self._once("GET", _url(("account", "whoami")), None, patience_s)
        if status != TOO_MANY_REQUESTS:
            self._judged(status, answer)
        with suppress(ValueError):
            return parsedate_to_datetime(self._heard).astimezone(UTC)
        return datetime.now(UTC)

    async def get(
        self, *path: str, query: Mapping[str, str] = NO_QUERY, patience_s: float = PATIENCE_S, api: str = API
    ) -> Json:
        """What stands there."""
        return await self._asked("GET", _url(path, query, api), None, patience_s)

    async def post(self, *path: str, query: Mapping[str, str] = NO_QUERY, body: Json | None = None) -> Json:
        """Does something there."""
        return await self._asked("POST", _url(path, query), body or {}, PATIENCE_S)

    async def approved(self, *path: str, body: Json, password: str) -> Json:
        """Does something that takes more than a token: the password again.

        Rejected where the homeserver wants something else, with the ways that it offers.
        """
        url, identifier = _url(path), {"type": "m.id.user", "user": self.me.user}
        status, answer, _ = await self._once("POST", url, body, PATIENCE_S)
        if status == UNAUTHORIZED and answer and "flows" in answer:
            auth = {"type": "m.login.password", "identifier": identifier, "password": password}
            auth |= {"session": answer["session"]} if "session" in answer else {}
            status, answer, _ = await self._once("POST", url, {**body, "auth": auth}, PATIENCE_S)
            if status == UNAUTHORIZED and answer and "flows" in answer:
                raise Rejected(status, ", ".join(_stages(answer["flows"])))
        return self._judged(status, answer)

    async def put(self, *path: str, body: Json) -> Json:
        """Puts something there."""
        return await self._asked("PUT", _url(path), body, PATIENCE_S)

    async def send(self, room: str, kind: str, key: str, content: Json) -> str:
        """Sends an event to a room, once for a key; its id. TooSoon where the homeserver wants it later."""
        if left := self._rests.left(SENDING):
            raise TooSoon(left)
        sealed, hidden = await self.seal(room, kind, content)
        url = _url(("rooms", room, "send", sealed, key))
        status, answer, later_s = await self._once("PUT", url, hidden, PATIENCE_S)
        if status == TOO_MANY_REQUESTS:
            self._rests.begin(SENDING, later_s)
            raise TooSoon(later_s)
        return string(self._judged(status, answer).get("event_id")) or ""

    async def upload(self, content: bytes, kind: str, name: str = "") -> str:
        """Uploads a file of a type; its address. What nobody uses is no trouble: it may be uploaded again."""
        url = f"{MEDIA}upload" + (f"?{urlencode({'filename': name})}" if name else "")
        status, answer, _ = await self._once("POST", url, content, PATIENCE_S, kind)
        if status == TOO_MANY_REQUESTS:
            raise self._unreachable(str(status))
        address = string(self._judged(status, answer).get("content_uri"))
        if address is None:
            raise self._unreachable("content_uri")
        return address

    async def download(self, server: str, media: str, longest: int) -> bytes:
        """An uploaded file, by where it was uploaded and what it is called there; BadInput where it is longer."""
        url = DOWNLOADS + _path(server, media)
        content = bytearray()
        try:
            async with asyncio.timeout(PATIENCE_S):
                response = await self._client.send("GET", url, None, self._head(), timeout=PATIENCE_S)
                async with response:
                    async for piece in response.content.iter_chunked(PIECE):
                        content += piece
                        check_size(len(content), longest)
        except (aiohttp.ClientError, OSError, ValueError) as e:
            raise self._unreachable(type(e).__name__) from None
        if response.status != OK:
            raise self._unreachable(str(response.status))
        return bytes(content)

    def _head(self, kind: str = "application/json") -> dict[str, str]:
        """What is sent with every request: of which type it is, and by whom."""
        authorised = {"Authorization": f"Bearer {self.me.token}"} if self.me.token else {}
        return {"Content-Type": kind, **authorised}

    async def _asked(self, method: Method, url: str, body: Json | None, patience_s: float) -> Json:
        """What a homeserver answers, asked again as often as it says "later".

        Rejected where it refuses this, PlatformRefused where it does not know the bot any more, PlatformUnreachable
        where it does not answer, or nothing that could be used.
        """
        what = f"{method} {url.partition('?')[0]}"
        for _ in range(MOST_LATER):
            # It may have been somebody else who was told.
            await asyncio.sleep(self._rests.left(what))
            status, answer, later_s = await self._once(method, url, body, patience_s)
            if status != TOO_MANY_REQUESTS:
                return self._judged(status, answer)
            self._rests.begin(what, later_s)
        raise PlatformUnreachable("matrix-unreachable", homeserver=self.me.homeserver, reason="429")

    async def _once(
        self, method: Method, url: str, body: Json | bytes | None, patience_s: float, kind: str = "application/json"
    ) -> tuple[int, Json | None, float]:
        """The status, the answer where it is one, and the seconds to wait where that is wanted."""
        data = json.dumps(body, ensure_ascii=False) if isinstance(body, Mapping) else body
        try:
            async with asyncio.timeout(patience_s):
                response = await self._client.send(method, url, data, self._head(kind), timeout=patience_s)
                content = await response.read()
        except aiohttp.ClientConnectorError as e:
            raise Unasked("matrix-unreachable", homeserver=self.me.homeserver, reason=type(e).__name__) from None
        except (aiohttp.ClientError, OSError, ValueError) as e:
            log.debug("platform did not answer", platform=PLATFORM)
            raise self._unreachable(type(e).__name__) from None
        self._heard = response.headers.get("Date", self._heard)
        log.debug("platform answered", platform=PLATFORM, answer=f"{response.status // 100}xx")
        answer = _object(content)
        later_s = _later(answer or {}, response.headers)
        if response.status == TOO_MANY_REQUESTS:
            log.info("platform asks to wait", platform=PLATFORM, seconds=later_s)
        return response.status, answer, later_s

    def _judged(self, status: int, answer: Json | None) -> Json:
        code = (answer or {}).get("errcode")
        if code in ENDED and status in {UNAUTHORIZED, FORBIDDEN}:
            raise PlatformRefused("matrix-refused", user=self.me.user)
        if answer is not None and status < BAD_REQUEST:
            return answer
        # What stands before a homeserver refuses in words of its own; who it is for, it does not know.
        if BAD_REQUEST <= status < INTERNAL_SERVER_ERROR and isinstance(code, str):
            raise Rejected(status, code if CODE.fullmatch(code) else UNKNOWN)
        raise self._unreachable(str(status))

    def _unreachable(self, reason: str) -> PlatformUnreachable:
        return PlatformUnreachable("matrix-unreachable", homeserver=self.me.homeserver, reason=reason)


async def _as_it_is(room: str, event: Json) -> Json:
    return event


async def _open(room: str, kind: str, content: Json) -> tuple[str, Json]:
    return kind, content


def _url(path: tuple[str, ...], query: Mapping[str, str] = NO_QUERY, api: str = API) -> str:
    return api + _path(*path) + (f"?{urlencode(query)}" if query else "")


def _path(*parts: str) -> str:
    return "/".join(quote(part, safe="") for part in parts)


def _stages(flows: object) -> list[str]:
    """What a homeserver wants to see done, each once."""
    found = (mapping(flow).get("stages") for flow in flows) if isinstance(flows, list) else ()
    every = [str(stage) for stages in found if isinstance(stages, list) for stage in stages]
    return [*dict.fromkeys(every)]


def _object(content: bytes) -> Json | None:
    """The object that an answer is; None for anything else, such as the page of a proxy."""
    try:
        found = json.loads(content)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def _later(answer: Json, headers: Mapping[str, str]) -> float:
    """The seconds to wait; servers say it in the answer, newer ones in the head."""
    told = answer.get("retry_after_ms")
    if isinstance(told, int | float) and not isinstance(told, bool):
        return min(max(told / 1000, 0.05), LONGEST_LATER_S)
    seconds = headers.get("Retry-After", "")
    return min(float(seconds), LONGEST_LATER_S) if seconds.isdecimal() else LATER_S
