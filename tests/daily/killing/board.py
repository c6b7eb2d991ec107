"""A chat platform of a few lines, in a process of its own: it may accept what it was sent after who sent it is dead.

It knows no key: what is sent twice stands there twice. What it has not accepted `BOUND` seconds after it was sent it
accepts no more, as the edge of a real platform cuts off what hangs; a courier's quiet time must be longer.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import signal
import socket
import socketserver
import struct
import threading
import time
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path

from bot.reply import Reply

BOUND = 0.1
LATE = 0.01

# Where the platform kills who asks: as the request arrives, when half of it is read, when it is done, and answered.
ARRIVED, HALF, DONE, ANSWERED = "arrived", "half", "done", "answered"
OPERATIONS = "anchor", "find", "send"


class Board:
    """What stands in the places: names and keys, in their order."""

    def __init__(self) -> None:
        self.places: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        self._lock = threading.Lock()
        self._chance = random.Random(1)

    def act(self, asked: dict[str, str]) -> str | None:
        """What an operation gives."""
        if asked["op"] == "send":
            time.sleep(self._chance.random() * LATE)
        with self._lock:
            there = self.places[asked["place"]]
            if asked["op"] == "anchor":
                return there[-1][0] if there else None
            if asked["op"] == "find":
                names = [name for name, _ in there]
                after = names.index(asked["anchor"]) + 1 if asked["anchor"] in names else 0
                return next((name for name, key in there[after:] if key == asked["key"]), None)
            if time.monotonic() - float(asked["at"]) > BOUND:
                raise TimeoutError
            there.append((f"{asked['place']}-{len(there)}", asked["key"]))
            return there[-1][0]


class _Handler(socketserver.StreamRequestHandler):
    """Reads a request in two halves, as it is written."""

    def handle(self) -> None:
        head = json.loads(self.rfile.readline() or "null")
        if head is None:
            return
        self._pass(head, ARRIVED)
        self._pass(head, HALF)
        rest = self.rfile.readline()
        if not rest.endswith(b"\n"):
            return
        try:
            answer: object = {"answer": self.board.act({**head, **json.loads(rest)})}
        except TimeoutError:
            answer = {"cut": True}
        self._pass(head, DONE)
        try:
            self.wfile.write(json.dumps(answer).encode() + b"\n")
        except OSError:
            """Who asked is dead."""
        self._pass(head, ANSWERED)

    @property
    def board(self) -> Board:
        board: Board = self.server.board  # type: ignore[attr-defined]  # set where it is served
        return board

    def _pass(self, head: dict[str, str], point: str) -> None:
        if head["kill"] == point:
            peer = self.connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
            os.kill(struct.unpack("3i", peer)[0], signal.SIGKILL)


class _All(_Handler):
    """Answers besides what stands there at all."""

    def handle(self) -> None:
        if self.connection.recv(4, socket.MSG_PEEK) == b"all\n":
            self.wfile.write(json.dumps(self.board.places).encode() + b"\n")
        else:
            super().handle()


class _Server(socketserver.ThreadingUnixStreamServer):
    daemon_threads = True
    request_queue_size = 128


def serve(path: Path) -> None:
    """Serves until it is killed."""
    with _Server(str(path), _All) as server:
        server.board = Board()  # type: ignore[attr-defined]  # for the handlers
        server.serve_forever()


def standing(path: Path) -> dict[str, list[tuple[str, str]]]:
    """What stands in each place."""
    with socket.socket(socket.AF_UNIX) as line:
        line.connect(str(path))
        line.sendall(b"all\n")
        with line.makefile() as answer:
            places: dict[str, list[tuple[str, str]]] = json.loads(answer.readline())
    return places


class Line:
    """An outbox to the platform; `doom` says of each request at which point of it the platform is to kill who asks."""

    def __init__(self, path: Path, doom: Doom) -> None:
        self._path = path
        self._doom = doom

    async def send(self, place: str, reply: Reply, key: str) -> str:
        return str(await self._ask("send", place, key=key))

    async def find(self, place: str, key: str, anchor: str | None, since: datetime) -> str | None:
        return await self._ask("find", place, key=key, anchor=anchor)

    async def anchor(self, place: str) -> str | None:
        return await self._ask("anchor", place)

    async def time(self) -> datetime:
        return datetime.now(UTC)

    async def _ask(self, operation: str, place: str, **more: str | None) -> str | None:
        reader, writer = await asyncio.open_unix_connection(self._path)
        try:
            head = {"op": operation, "place": place, "at": time.monotonic(), "kill": self._doom.at(operation)}
            writer.write(json.dumps(head).encode() + b"\n")
            await asyncio.sleep(0)
            writer.write(json.dumps(more).encode() + b"\n")
            told = json.loads(await reader.readline())
        finally:
            writer.close()
        if "cut" in told:
            raise ConnectionError
        answer: str | None = told["answer"]
        return answer


class Doom:
    """Where a life ends: at the `times`-th passing of a point, or at the `last` point of all that it passes."""

    def __init__(self, point: str, times: int, last: int, tell: int) -> None:
        self._point = point
        self._times = times
        self._left = last
        self._tell = tell
        self._told = False

    def reached(self, point: str) -> bool:
        """Whether it is to end here; then its parent is told where."""
        self._left -= 1
        self._times -= point == self._point
        if self._told or (self._times > 0 and self._left > 0):
            return False
        # Once: nothing else may kill it before the platform does, which knows it by its number.
        self._told = True
        os.write(self._tell, f"{point}\n".encode())
        return True

    def at(self, operation: str) -> str | None:
        """Where in this request the platform is to kill it."""
        return next((of for of in (ARRIVED, HALF, DONE, ANSWERED) if self.reached(f"{operation}-{of}")), None)

    def passed(self, point: str) -> None:
        """It is killed here, if anywhere."""
        if self.reached(point):
            os.kill(os.getpid(), signal.SIGKILL)
