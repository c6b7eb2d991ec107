"""A way to a PostgreSQL server that can be cut, as networks and servers can be."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from psycopg.conninfo import conninfo_to_dict

from tests.databases import psycopg_address

COMMIT = b"COMMIT"
SIZE = 65_536


class Proxy:
    """Passes on what clients and the server say.

    `before` cuts the next COMMIT off, `after` its answer; where it is `ending`, nobody connects after that.
    """

    def __init__(self, server: str, folder: Path) -> None:
        self.before = self.after = self.ending = False
        self._server = server
        self._folder = folder
        self._listening: asyncio.Server | None = None
        self._passing: set[asyncio.Task[None]] = set()
        self._open = asyncio.Event()
        self._open.set()

    @property
    def address(self) -> str:
        """The address of the same database, on this way."""
        name = self._server.partition("?")[0].rpartition("/")[2]
        return psycopg_address(f"postgresql://postgres@/{name}?host={self._folder}", name)

    async def start(self) -> None:
        """Lets clients connect."""
        socket = self._folder / ".s.PGSQL.5432"
        socket.unlink(missing_ok=True)
        self._listening = await asyncio.start_unix_server(self._serve, socket)

    async def stop(self) -> None:
        """Cuts all connections and takes no more."""
        if self._listening:
            self._listening.close()
        self._listening = None
        (self._folder / ".s.PGSQL.5432").unlink(missing_ok=True)
        self.cut()
        await asyncio.gather(*self._passing, return_exceptions=True)

    def cut(self) -> None:
        """Cuts all connections there are."""
        for task in self._passing:
            task.cancel()

    def freeze(self) -> None:
        """Passes nothing on any more, and says nothing of it."""
        self._open.clear()

    def thaw(self) -> None:
        """Passes all on again."""
        self._open.set()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, back = await self._connected()
        muted = asyncio.Event()
        tasks = [asyncio.create_task(of) for of in (self._ask(reader, back, muted), self._answer(there, writer, muted))]
        self._passing |= {*tasks}
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in tasks:
            task.cancel()
        for end in (writer, back):
            end.close()
        self._passing -= {*tasks}

    async def _connected(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        at = conninfo_to_dict(self._server)
        host, port = str(at["host"]), at.get("port") or 5432
        if host.startswith("/"):
            return await asyncio.open_unix_connection(f"{host}/.s.PGSQL.{port}")
        return await asyncio.open_connection(host, int(port))

    async def _ask(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, muted: asyncio.Event) -> None:
        """Passes on what a client says."""
        with suppress(ConnectionError):
            while said := await reader.read(SIZE):
                await self._open.wait()
                if COMMIT in said and self.before:
                    self.before = False
                    return
                if COMMIT in said and self.after:
                    self.after = False
                    muted.set()
                writer.write(said)
                await writer.drain()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, muted: asyncio.Event) -> None:
        """Passes on what the server says."""
        with suppress(ConnectionError):
            while (said := await reader.read(SIZE)) and not muted.is_set():
                await self._open.wait()
                writer.write(said)
                await writer.drain()
        if muted.is_set() and self.ending and self._listening:
            self.ending = False
            self._listening.close()


@asynccontextmanager
async def proxied(server: str, folder: Path) -> AsyncIterator[Proxy]:
    """A way to a database, open at first."""
    proxy = Proxy(server, folder)
    await proxy.start()
    try:
        yield proxy
    finally:
        proxy.thaw()
        await proxy.stop()
