"""A way to a homeserver on which requests meet what tests script, as they do on a local Discord."""

from __future__ import annotations

import asyncio
import itertools
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from aiohttp import ClientSession, ClientTimeout, web
from yarl import URL

from tests.local_discord.faults import Fault, Faults, Point, given_up

SENDING = re.compile(r"(/rooms/[^/]+/send/[^/]+/)([^/?]+)")
KEPT_BACK = {"transfer-encoding", "content-encoding", "content-length", "connection", "server", "date"}
TOO_MANY = 429
LONG_S = 120.0


class Gate:
    """Passes on what clients ask of a homeserver. To that each event is a new one: it knows none again by its key.

    Who is told to wait with something is to send nothing at all meanwhile, or not to read the same.
    """

    def __init__(self, homeserver: str, session: ClientSession) -> None:
        self.faults = Faults()
        self._homeserver = homeserver
        self._session = session
        self._sent = itertools.count()
        self._port = 0
        self._site: web.TCPSite | None = None
        self._runner: web.AppRunner | None = None
        self._open: dict[int, web.Request] = {}

    @property
    def address(self) -> str:
        """Where clients reach it."""
        return f"http://127.0.0.1:{self._port}"

    async def open(self, runner: web.AppRunner | None = None) -> None:
        """Takes connections, where it took them before."""
        self._runner = runner or self._runner
        assert self._runner
        self._site = web.TCPSite(self._runner, "127.0.0.1", self._port, reuse_address=True)
        await self._site.start()
        self._port = self._port or self._runner.addresses[0][1]

    async def close(self) -> None:
        """Takes no connections, and breaks those there are."""
        assert self._site
        await self._site.stop()
        self._site = None
        self.cut()

    def cut(self) -> None:
        """Breaks what is under way."""
        for request in self._open.values():
            _cut(request)

    async def passed(self, request: web.Request) -> web.StreamResponse:
        """What is answered to a request."""
        self._open[id(request)] = request
        try:
            return await self._passed(request) if self._site else _cut(request)
        finally:
            del self._open[id(request)]

    async def _passed(self, request: web.Request) -> web.StreamResponse:
        what = "send" if SENDING.search(request.raw_path) else request.path
        self.faults.rests.came(request.method, what)
        self._at("arrived", request)
        if act := self.faults.watched("half", request.method, request.raw_path):
            act()
            return _cut(request)
        faults = list(self.faults.meet(request.method, request.raw_path))
        body = await request.read()
        for fault in faults:
            await asyncio.sleep(fault.seconds)
            if fault.given_up:
                await given_up(request)
            if fault.drop == "before":
                return _cut(request)
            if fault.status == TOO_MANY:
                self.faults.rests.begin(request.method, what, {"Retry-After": fault.headers["Retry-After"]})
            if fault.status:
                return _refusal(fault)
        response = await self._asked(request, body)
        self._at("acted", request)
        if any(fault.drop for fault in faults):
            return _cut(request)
        # Who asked may be dead.
        with suppress(ConnectionError):
            await response.prepare(request)
            await response.write_eof()
        self._at("answered", request)
        return response

    async def _asked(self, request: web.Request, body: bytes) -> web.Response:
        """What the homeserver answers."""
        path = SENDING.sub(lambda found: f"{found[1]}{found[2]}-{next(self._sent)}", request.raw_path)
        head = {name: request.headers[name] for name in ("Authorization", "Content-Type") if name in request.headers}
        url = URL(self._homeserver + path, encoded=True)
        async with self._session.request(request.method, url, data=body or None, headers=head) as answer:
            kept = {name: of for name, of in answer.headers.items() if name.lower() not in KEPT_BACK}
            return web.Response(status=answer.status, body=await answer.read(), headers=kept)

    def _at(self, point: Point, request: web.Request) -> None:
        if act := self.faults.watched(point, request.method, request.raw_path):
            act()


def _cut(request: web.Request) -> web.Response:
    """The connection breaks."""
    if request.transport:
        request.transport.abort()
    return web.Response()


def _refusal(fault: Fault) -> web.Response:
    if fault.status == TOO_MANY:
        later_ms = round(float(fault.headers["Retry-After"]) * 1000)
        return web.json_response({"errcode": "M_LIMIT_EXCEEDED", "retry_after_ms": later_ms}, status=TOO_MANY)
    if fault.body is not None:
        return web.json_response(fault.body, status=fault.status or 500)
    return web.Response(status=fault.status or 500, text="<html>")


@asynccontextmanager
async def gate(homeserver: str) -> AsyncIterator[Gate]:
    """A way to a homeserver, open at first."""
    async with ClientSession(timeout=ClientTimeout(total=LONG_S)) as session:
        made = Gate(homeserver, session)
        application = web.Application(client_max_size=1 << 24)
        application.router.add_route("*", "/{path:.*}", made.passed)
        runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        await made.open(runner)
        try:
            yield made
        finally:
            await runner.cleanup()
