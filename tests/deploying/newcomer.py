"""Somebody who has just fetched the project, and types what the README says, in an empty home folder."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import signal
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from bot.config import HOME
from tests.deploying.installing import bare

FENCE = re.compile(r"```(?:sh|console)\n(?P<lines>.*?)```", re.DOTALL)
KEY = re.compile(r"\[[^\]]+\] ")
# Everything is fetched from elsewhere, over whatever line there is.
INSTALLING_S, STOPPING_S = 600, 15


@dataclass(frozen=True)
class Step:
    """A command as it stands in the README, and what is shown of its output, where that is."""

    command: str
    output: str | None = None


def steps(page: str) -> Iterator[Step]:
    """The commands of a page, in order."""
    for fence in FENCE.finditer(page):
        first, _, rest = fence["lines"].partition("\n")
        if first.startswith("$ "):
            yield Step(first.removeprefix("$ "), rest)
        else:
            yield from map(Step, fence["lines"].splitlines())


def alike(printed: str, shown: str) -> bool:
    """Whether the same stands there, in whatever order the authors are on the day, which numbers what can be chosen."""
    return sorted(_pieces(printed)) == sorted(_pieces(shown))


def _pieces(text: str) -> list[str]:
    return [KEY.sub("", piece) for line in text.splitlines() for piece in line.split("  ")]


@dataclass(frozen=True)
class Newcomer:
    """A checkout and an empty home. `own` are the words of the README that everybody replaces by their own."""

    checkout: Path
    home: Path
    settings: Mapping[str, str]
    own: dict[str, str] = field(default_factory=dict)

    async def types(self, command: str, text: str = "") -> str:
        """What a command prints; an assertion where it fails. With nobody at the keyboard it reads the text."""
        async with self.begins(command) as process:
            async with asyncio.timeout(INSTALLING_S):
                out, errors = await process.communicate(text.encode())
            assert process.returncode == 0, (command, errors.decode())
            return out.decode()

    @asynccontextmanager
    async def begins(self, command: str) -> AsyncIterator[Process]:
        """A command that runs on, for as long as the block does at most."""
        for word, own in self.own.items():
            command = command.replace(word, own)
        process = await asyncio.create_subprocess_exec(
            "/bin/sh", "-c", command, cwd=self.checkout, env=self._environment(),
            stdin=PIPE, stdout=PIPE, stderr=PIPE, start_new_session=True,
        )  # fmt: skip
        try:
            yield process
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            await process.wait()

    def _environment(self) -> dict[str, str]:
        """As at a first login: nothing is set that says where things are, or how pip finds them again."""
        told = {
            name: value for name, value in bare().items() if not name.startswith(("XDG_", "VIRTUAL_", "LC_", "LANG"))
        }
        return {**told, "HOME": str(self.home), **self.settings}


async def interrupt(process: Process) -> str:
    """Ends what was begun as Ctrl-C does: what it wrote as it ran."""
    os.killpg(process.pid, signal.SIGINT)
    async with asyncio.timeout(STOPPING_S):
        _, errors = await process.communicate()
    return errors.decode()


def fetched(folder: Path) -> Path:
    """The project as it is fetched: what git holds or would, without what was made in it."""
    ignored = (HOME / ".gitignore").read_text("utf-8").split()
    names = [line.strip("/") for line in ignored]
    shutil.copytree(HOME, folder, ignore=shutil.ignore_patterns(".git", *names))
    return folder
