"""Keeps one index per state of the texts: opens the right one, builds it where there is none or it does not open."""

from __future__ import annotations

import fcntl
import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.errors import IndexUnusable
from bot.index.build import Progress, Source, build, remove_others
from bot.index.reader import Index
from bot.index.schema import VERSION


def fingerprint(parts: Iterable[bytes]) -> str:
    """The name of the index for these texts and data; another version of the index has another name."""
    digest = hashlib.sha256(f"index {VERSION}".encode())
    for part in parts:
        digest.update(hashlib.sha256(part).digest())
    return digest.hexdigest()[:24]


def open_index(folder: Path, languages: tuple[str, ...], source: Callable[[], Source], progress: Progress) -> Index:
    """The index in `folder`, built first if it is not there or does not open. `source` is called only then."""
    try:
        return Index(folder, languages)
    except IndexUnusable:
        with _sole_builder(folder.parent):
            return _opened_or_built(folder, languages, source, progress)


def _opened_or_built(
    folder: Path, languages: tuple[str, ...], source: Callable[[], Source], progress: Progress
) -> Index:
    """Another process may have built it while we waited for our turn."""
    try:
        return Index(folder, languages)
    except IndexUnusable:
        build(folder, source(), progress)
        remove_others(folder)
        return Index(folder, languages)


@contextmanager
def _sole_builder(parent: Path) -> Iterator[None]:
    """One process builds at a time, so that none removes what another writes. The kernel frees a dead one's lock."""
    parent.mkdir(parents=True, exist_ok=True)
    with (parent / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
