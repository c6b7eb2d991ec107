"""Lays the program down as `make` does, and starts it as a user who may write to its state folder alone."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import subprocess
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.config import HOME

CONFINED = HOME / "tests" / "deploying" / "confined"
# As in the Dockerfile.
USER = 10001
AS_USER = ("setpriv", "--reuid", str(USER), "--regid", str(USER), "--clear-groups", "--")


def make(*words: str) -> None:
    """Runs a target of the Makefile with the environment of the tests."""
    program = shutil.which("make")
    assert program, "there is no make"
    subprocess.run([program, "-s", *words, f"VENV={sys.prefix}"], cwd=HOME, env=bare(), check=True)


def bare() -> dict[str, str]:
    """The environment without what is ours, or leads to this checkout."""
    return {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("TEGENSPRAAK_", "MAKE", "PYTHON")) and name not in {"MFLAGS", "VENV"}
    }


@contextmanager
def folder_for_all() -> Iterator[Path]:
    """A folder that other users may look into, and with a short name: a script names its interpreter in one line."""
    with TemporaryDirectory(prefix="tegenspraak-") as made:
        folder = Path(made)
        folder.chmod(0o755)
        try:
            yield folder
        finally:
            if not is_root():
                _permit(folder, 0o200)


def _permit(folder: Path, writing: int) -> None:
    """Lets somebody write to a folder and all that is in it, or nobody: the bits for writing."""
    for file in [folder, *folder.rglob("*")]:
        if not file.is_symlink():
            file.chmod(file.stat().st_mode & ~0o222 | writing)


def size(folder: Path) -> int:
    """How many bytes the files in a folder have."""
    return sum(file.lstat().st_size for file in folder.rglob("*") if not file.is_dir() or file.is_symlink())


def laid_down(folder: Path) -> dict[Path, int]:
    """Every file and folder, with when it was last written."""
    return {file: file.lstat().st_mtime_ns for file in folder.rglob("*")}


@dataclass(frozen=True)
class Installed:
    """What `make install` laid down in a folder, and a state folder beside it."""

    prefix: Path
    state: Path

    def protect(self) -> None:
        """Lets the user write to the state folder, and nowhere else."""
        self.state.mkdir()
        if is_root():
            os.chown(self.state, USER, USER)
        else:
            _permit(self.prefix, 0)

    def command(self, *words: str) -> list[str]:
        """What starts the bot as that user; as process 1, on a root that is read-only, where the tests may."""
        program = [str(self.prefix / "bin" / "tegenspraak"), *words]
        if may_confine():
            return [str(CONFINED), str(self.state), sys.base_prefix, *program]
        return [*AS_USER, *program] if is_root() else program

    def environment(self, **settings: str) -> dict[str, str]:
        """What a container has; the path is for what confines it."""
        return {"PATH": os.defpath if is_root() else "", "TEGENSPRAAK_STATE": str(self.state), **settings}

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Runs a command of the bot to its end."""
        return subprocess.run(
            self.command(*words),
            cwd="/", env=self.environment(TEGENSPRAAK_DISCORD_TOKEN="token"),
            capture_output=True, encoding="utf-8", timeout=60, check=False,
        )  # fmt: skip

    @asynccontextmanager
    async def started(self, settings: Mapping[str, str]) -> AsyncIterator[Process]:
        """`serve`, killed if it has not ended by itself."""
        command, env = self.command("serve"), self.environment(**settings)
        process = await asyncio.create_subprocess_exec(*command, cwd="/", env=env, stdout=PIPE, stderr=PIPE)
        try:
            yield process
        finally:
            if process.returncode is None:
                signalled(process, signal.SIGKILL)
            await process.communicate()


def is_root() -> bool:
    return os.geteuid() == 0


@cache
def may_confine() -> bool:
    """Whether the tests may give a program a root and processes of its own: root in a container may not."""
    unshare = shutil.which("unshare")
    trial = (unshare or "", "--mount", "--pid", "--fork", "true")
    return is_root() and unshare is not None and subprocess.run(trial, capture_output=True, check=False).returncode == 0


def signalled(process: Process, number: signal.Signals) -> None:
    """Sends a signal to the bot: itself, not what confines it, which ends with it."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text("utf-8").split()
    os.kill(int(children[0]) if children else process.pid, number)
