"""Where this machine's own programs ask how the bot does: metrics, and whether it is alive and ready."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager

from aiohttp import web

from bot.config import PREFIX
from bot.errors import SettingsError
from bot.model import Finding
from bot.observe.heartbeat import READY_S, parts
from bot.observe.metrics import CONTENT_TYPE, Meter
from bot.observe.vitals import SCHEDULER, Vitals

LOOPBACK = "127.0.0.1"
# Who still reads an answer when the bot ends has so long.
CLOSING_S = 0.5
WELL, UNWELL = 200, 503


class Endpoint:
    """Answers on a port of the loopback interface. It hears events, of which it makes the metrics."""

    def __init__(self, port: int, vitals: Vitals) -> None:
        self._port = port
        self._vitals = vitals
        self._meter = Meter(vitals.silent)
        self.heard = self._meter.heard

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Answers until the end of the block; SettingsError where another program has the port."""
        app = web.Application()
        app.router.add_get("/metrics", self._metrics)
        app.router.add_get("/healthz", self._health)
        app.router.add_get("/readyz", self._ready)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=CLOSING_S)
        await runner.setup()
        try:
            await _listening(runner, self._port)
            yield
        finally:
            await runner.cleanup()

    async def _metrics(self, request: web.Request) -> web.Response:
        return web.Response(body=self._meter.page(), headers={"Content-Type": CONTENT_TYPE})

    async def _health(self, request: web.Request) -> web.Response:
        """Whether a restart would help: whoever hangs answers nothing here. What others lack it cannot mend."""
        return _told(of for of in parts(self._vitals.silent()) if of.name == SCHEDULER)

    async def _ready(self, request: web.Request) -> web.Response:
        """Whether commands are answered now."""
        return _told(parts(self._vitals.silent(), READY_S), awaited=self._vitals.awaited)


async def _listening(runner: web.AppRunner, port: int) -> None:
    try:
        await web.TCPSite(runner, LOOPBACK, port).start()
    except OSError as e:
        reason = e.strerror or type(e).__name__
        raise SettingsError("setting-unusable", name=f"{PREFIX}METRICS_PORT", reason=reason) from None


def _told(findings: Iterable[Finding], awaited: frozenset[str] = frozenset()) -> web.Response:
    shown = {of.name: of.well and of.name not in awaited for of in findings}
    well = all(shown.values())
    return web.json_response({"ok": well, "parts": shown}, status=WELL if well else UNWELL)
