"""The works that an operator added. Each has a folder of its own, which is there as a whole or not at all."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from bot.corpus.collected import WORKS, Listing
from bot.corpus.lexicon import read_toml
from bot.corpus.works import read_works
from bot.errors import BadInput, CorpusError

HIDDEN = "."
ADDING, REMOVING, REMOVED, LOCK = ".adding-", ".removing-", ".removed", ".lock"
ORIGINAL = "original"
"""How the file is called that a text was got out of; its ending says of which kind it is."""


class Added:
    """The added works in a folder, which is made when the first is added."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def listings(self) -> tuple[Listing, ...]:
        """A listing for each, the oldest first: what comes later changes nothing about the order of the others."""
        if not self._folder.is_dir():
            return ()
        folders = [of for of in self._folder.iterdir() if of.is_dir() and not of.name.startswith(HIDDEN)]
        found = sorted((_added_at(of), of.name) for of in folders)
        return tuple(Listing(self._folder / name, self._folder / name) for _, name in found)

    def holds(self, key: str) -> bool:
        """Whether there is one of that key."""
        return (self._folder / key / WORKS).is_file()

    def original(self, key: str) -> Path:
        """The file that the text of a work was got out of; CorpusError where it is gone."""
        found = next(iter((self._folder / key).glob(f"{ORIGINAL}.*")), None)
        if found is None:
            raise CorpusError("text-missing", file=f"{key}/{ORIGINAL}")
        return found

    def once(self, key: str) -> str:
        """The sha256 of the text that was removed under a key, "" where there was none: its passages had these ids."""
        file = self._folder / REMOVED / f"{key}.toml"
        return str(read_toml(file)["works"][key]["sha256"]) if file.exists() else ""

    def put(self, key: str, files: Mapping[str, bytes], check: Callable[[Listing], object]) -> None:
        """Adds a work with these files, once `check` has found nothing wrong with them. BadInput for a taken key."""
        with self._sole():
            if (self._folder / key).exists():
                raise BadInput("add-key-taken", work=key)
            draft = self._folder / f"{ADDING}{key}"
            draft.mkdir()
            for name, content in files.items():
                _write(draft / name, content)
            check(Listing(draft, draft))
            _settle(draft)
            draft.rename(self._folder / key)
            _settle(self._folder)

    def remove(self, key: str) -> None:
        """Removes a work with all its files; which text had its key is remembered."""
        with self._sole():
            removed = self._folder / REMOVED
            removed.mkdir(exist_ok=True)
            _write(removed / f"{key}.toml", (self._folder / key / WORKS).read_bytes())
            _settle(removed)
            gone = self._folder / f"{REMOVING}{key}"
            (self._folder / key).rename(gone)
            _settle(self._folder)
            shutil.rmtree(gone)

    @contextmanager
    def _sole(self) -> Iterator[None]:
        """One process changes something here at a time. What one left that was killed is cleared away."""
        self._folder.mkdir(parents=True, exist_ok=True)
        with (self._folder / LOCK).open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            self._clear()
            try:
                yield
            finally:
                self._clear()

    def _clear(self) -> None:
        for kind in (ADDING, REMOVING):
            for left in self._folder.glob(f"{kind}*"):
                shutil.rmtree(left)


def _added_at(folder: Path) -> str:
    """When a work was added; CorpusError where the folder holds something else than the work it is called after."""
    if [work.key for work in read_works(folder)] != [folder.name]:
        raise CorpusError("added-odd", folder=folder.name)
    return str(read_toml(folder / WORKS)["works"][folder.name].get("added", ""))


def _write(file: Path, content: bytes) -> None:
    with file.open("wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())


def _settle(folder: Path) -> None:
    """Has the disk keep what was made or moved in a folder."""
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
