"""Runs the command line in processes forked from one that has imported it, which takes longer than most commands.

What depends on how a process starts is tested with a process of its own. As a program: the one that is forked.
"""

from __future__ import annotations

import json
import os
import select
import socket
import socketserver
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NoReturn

import bot.app.storing  # noqa: F401 - what most commands import when they are run
from bot.__main__ import main

MODULE = "tests.warm"
PATIENCE_S = 60


def tegenspraak(
    arguments: Sequence[str | Path], environment: Mapping[str, str], *, text: str = "", folder: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """What the command line did with these arguments, this alone in its environment, in a folder."""
    with tempfile.TemporaryDirectory() as made, socket.socket(socket.AF_UNIX) as asked:
        streams = [Path(made, name) for name in ("in", "out", "err")]
        streams[0].write_bytes(text.encode("utf-8"))
        asked.settimeout(PATIENCE_S)
        asked.connect(_warm()[0])
        given = (list(map(str, arguments)), dict(environment), str(folder or Path.cwd()), list(map(str, streams)))
        asked.sendall(json.dumps(given).encode() + b"\n")
        status = int(asked.makefile().readline())
        told = (of.read_bytes().decode("utf-8") for of in streams[1:])
        return subprocess.CompletedProcess(list(arguments), status, *told)


@cache
def _warm() -> tuple[str, subprocess.Popen[bytes]]:
    """Where the process that is forked can be asked. It ends with this one, which holds its standard input open."""
    process = subprocess.Popen([sys.executable, "-m", MODULE], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdout
    return process.stdout.readline().decode().strip(), process


class _Door(socketserver.ForkingMixIn, socketserver.UnixStreamServer):
    """Forks for whoever asks."""


class _Asked(socketserver.StreamRequestHandler):
    """Runs what is asked, and tells how it ended."""

    def handle(self) -> None:
        arguments, environment, folder, streams = json.loads(self.rfile.readline())
        child = os.fork()
        if child == 0:
            _become(arguments, environment, folder, streams)
        _, status = os.waitpid(child, 0)
        self.wfile.write(b"%d\n" % os.waitstatus_to_exitcode(status))


def _become(arguments: list[str], environment: dict[str, str], folder: str, streams: list[str]) -> NoReturn:
    for number, (stream, mode) in enumerate(zip(streams, (os.O_RDONLY, *[os.O_WRONLY | os.O_CREAT] * 2), strict=True)):
        os.dup2(os.open(stream, mode), number)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = ["tegenspraak", *arguments]
    status = 1
    try:
        main()
    except SystemExit as ended:
        status = ended.code if isinstance(ended.code, int) else 0
    except BaseException:  # noqa: BLE001 - as the interpreter shows what nobody catches
        sys.excepthook(*sys.exc_info())
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def _serve() -> None:
    """Until standard input ends."""
    with tempfile.TemporaryDirectory() as made, _Door(f"{made}/door", _Asked) as door:
        sys.stdout.write(f"{door.server_address}\n")
        sys.stdout.flush()
        while sys.stdin not in select.select([door, sys.stdin], [], [])[0]:
            door.handle_request()


if __name__ == "__main__":
    _serve()
