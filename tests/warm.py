"""Runs programs of the bot in processes forked from one that has imported them, which takes longer than most commands.

What depends on how a process starts is tested with a process of its own. As a program, with the names of the modules
that are to be imported: the one that is forked.
"""

from __future__ import annotations

import asyncio
import gc
import importlib
import json
import os
import select
import signal
import socket
import socketserver
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NoReturn

from bot.config import HOME

MODULE = "tests.warm"
BOT = "bot.__main__"
# What most commands import when they are run; what `serve` does.
COMMANDS = (BOT, "bot.app.storing")
SERVING = (*COMMANDS, "tests.local_discord", "bot.app.service", "bot.app.on_discord", "bot.app.matrix", "psycopg",
           "sqlalchemy.dialects.sqlite.aiosqlite", "tests.app.hurried", "tests.matrix.doomed")  # fmt: skip
PATIENCE_S = 60
LONGEST = 1 << 20


def tegenspraak(
    arguments: Sequence[str | Path], environment: Mapping[str, str], *, text: str = "", folder: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """What the command line did with these arguments, this alone in its environment, in a folder."""
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as errors:
        given.write(text.encode("utf-8"))
        given.seek(0)
        streams = [of.fileno() for of in (given, out, errors)]
        with _forked(COMMANDS, BOT, arguments, environment, folder or Path.cwd(), streams) as line:
            _, status = line.makefile()
        for stream in (out, errors):
            stream.seek(0)
        return subprocess.CompletedProcess(
            list(arguments), int(status), out.read().decode("utf-8"), errors.read().decode("utf-8")
        )


@dataclass
class Running:
    """A process that was forked, as far as tests use asyncio's own."""

    pid: int
    stdout: asyncio.StreamReader
    stderr: asyncio.StreamReader
    ending: asyncio.StreamReader
    returncode: int | None = None

    async def wait(self) -> int:
        """How it ended."""
        if self.returncode is None:
            self.returncode = int(await self.ending.readline())
        return self.returncode

    async def communicate(self) -> tuple[bytes, bytes]:
        """All that it still says, until it ends."""
        out, errors, _ = await asyncio.gather(self.stdout.read(), self.stderr.read(), self.wait())
        return out, errors

    def send_signal(self, number: signal.Signals) -> None:
        """Tells it something, unless it ended."""
        if self.returncode is None:
            with suppress(ProcessLookupError):
                os.kill(self.pid, number)

    def kill(self) -> None:
        """Ends it at once."""
        self.send_signal(signal.SIGKILL)


@asynccontextmanager
async def running(
    arguments: Sequence[str | Path], environment: Mapping[str, str], module: str = BOT
) -> AsyncIterator[Running]:
    """A program of the bot that runs until it ends, or until the block does. This alone is in its environment."""
    pipes = [os.pipe() for _ in range(2)]
    streams = [os.open(os.devnull, os.O_RDONLY), *(writing for _, writing in pipes)]
    # To import all of it takes a while, once.
    line = await asyncio.to_thread(_forked, SERVING, module, arguments, environment, HOME, streams)
    for stream in streams:
        os.close(stream)
    ending, writer = await asyncio.open_connection(sock=line)
    out, errors = [await _reader(reading) for reading, _ in pipes]
    process = Running(int(await ending.readline()), out, errors, ending)
    try:
        yield process
    finally:
        process.kill()
        await process.communicate()
        writer.close()


async def _reader(pipe: int) -> asyncio.StreamReader:
    reader = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(reader), os.fdopen(pipe, "rb")
    )
    return reader


def _forked(  # noqa: PLR0913, PLR0917 - what a process begins with
    imports: tuple[str, ...],
    module: str,
    arguments: Sequence[str | Path],
    environment: Mapping[str, str],
    folder: Path,
    streams: Sequence[int],
) -> socket.socket:
    """Has `main` of a module run; what is given says its number in a line, and how it ended in the next."""
    line = socket.socket(socket.AF_UNIX)
    line.settimeout(PATIENCE_S)
    line.connect(_warm(imports)[0])
    given = json.dumps((module, list(map(str, arguments)), dict(environment), str(folder))).encode() + b"\n"
    socket.send_fds(line, [given], streams)
    return line


@cache
def _warm(imports: tuple[str, ...]) -> tuple[str, subprocess.Popen[bytes]]:
    """Where the process that is forked can be asked. It ends with this one, which holds its standard input open."""
    command = [sys.executable, "-m", MODULE, *imports]
    process = subprocess.Popen(command, cwd=HOME, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdout
    return process.stdout.readline().decode().strip(), process


class _Door(socketserver.ForkingMixIn, socketserver.UnixStreamServer):
    """Forks for whoever asks."""

    request_queue_size = 32
    # A program that runs on is nobody's to wait for.
    block_on_close = False


class _Asked(socketserver.BaseRequestHandler):
    """Runs what is asked, and tells how it ended."""

    def handle(self) -> None:
        given, streams, _, _ = socket.recv_fds(self.request, LONGEST, 3)
        module, arguments, environment, folder = json.loads(given)
        child = os.fork()
        if child == 0:
            self.request.close()
            _become(module, arguments, environment, folder, streams)
        for stream in streams:
            os.close(stream)
        self.request.sendall(b"%d\n" % child)
        _, status = os.waitpid(child, 0)
        self.request.sendall(b"%d\n" % os.waitstatus_to_exitcode(status))


def _become(
    module: str, arguments: list[str], environment: dict[str, str], folder: str, streams: Sequence[int]
) -> NoReturn:
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    # What there was of them knows what they led to.
    sys.stdin, sys.stdout, sys.stderr = (os.fdopen(number, mode) for number, mode in enumerate("rww"))
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = ["tegenspraak", *arguments]
    status = 1
    try:
        importlib.import_module(module).main()
        status = 0
    except SystemExit as ended:
        status = ended.code if isinstance(ended.code, int) else 0
    except BaseException:  # noqa: BLE001 - as the interpreter shows what nobody catches
        sys.excepthook(*sys.exc_info())
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def serve(imports: Sequence[str]) -> None:
    """Forks whatever is asked for, until standard input ends; says in a line where to ask."""
    for module in imports:
        importlib.import_module(module)
    gc.freeze()
    with tempfile.TemporaryDirectory() as made, _Door(f"{made}/door", _Asked) as door:
        sys.stdout.write(f"{door.server_address}\n")
        sys.stdout.flush()
        while sys.stdin not in select.select([door, sys.stdin], [], [])[0]:
            door.handle_request()


if __name__ == "__main__":
    serve(sys.argv[1:])
