"""Which backups are kept: the last of each of seven days and of each of four weeks.

On such a day the last of each revision stays: what was backed up before a migration.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from time import time

DAYS, WEEKS = 7, 4
UNFINISHED_S = 86_400
WRITTEN = "%Y%m%dT%H%M%S%fZ"
NAME = re.compile(r"tegenspraak-(?P<time>[0-9]{8}T[0-9]{12}Z)-(?P<revision>\w+)\.sqlite3")


@dataclass(frozen=True, slots=True)
class _Kept:
    name: str
    time: datetime
    revision: str

    @property
    def day(self) -> date:
        return self.time.date()

    @property
    def week(self) -> tuple[int, int]:
        return self.time.isocalendar()[:2]


def name_of(time: datetime, revision: str) -> str:
    """What a backup of that time and revision is called."""
    return f"tegenspraak-{time.astimezone(UTC).strftime(WRITTEN)}-{revision}.sqlite3"


def drop_old(folder: Path, made: Path) -> None:
    """Removes backups that are no longer kept, never the one just `made`, and nothing that has another name."""
    names = [file.name for file in folder.iterdir()]
    for name in set(outlived(names)) - {made.name}:
        (folder / name).unlink(missing_ok=True)


def drop_unfinished(folder: Path) -> None:
    """Removes what a backup left that was ended in the middle; one that is under way is younger than that."""
    for part in folder.glob(".tegenspraak-*.part"):
        if time() - part.stat().st_mtime > UNFINISHED_S:
            part.unlink(missing_ok=True)


def outlived(names: Iterable[str]) -> list[str]:
    """The names of backups that are not kept."""
    found = sorted((_read(match) for match in map(NAME.fullmatch, names) if match), key=lambda of: of.time)
    days = sorted({of.day for of in found})[-DAYS:]
    weeks = sorted({of.week for of in found})[-WEEKS:]
    # Of several on one day, or in one week, the last stays.
    kept = {(of.day, of.revision): of.name for of in found if of.day in days}
    weekly = {of.week: of.name for of in found if of.week in weeks}
    return [of.name for of in found if of.name not in {*kept.values(), *weekly.values()}]


def _read(match: re.Match[str]) -> _Kept:
    time = datetime.strptime(match["time"], WRITTEN).replace(tzinfo=UTC)
    return _Kept(match[0], time, match["revision"])
