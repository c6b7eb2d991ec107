"""The heartbeat: a file by which another process sees whether the bot that serves is alive, without any port."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from socket import gethostname

from bot.model import Finding, Message
from bot.observe.vitals import DATABASE, DISCORD, MATRIX, SCHEDULER

# Bots on several hosts may share a state folder: each has a heartbeat of its own.
FILE = f"heartbeat-{gethostname()}.json"
# It is written every few seconds; one that is older, or of the future, tells of no bot that is alive.
EVERY_S, FRESH_S = 5.0, 30.0
# So long a part may show no life: Discord is tried again every minute and a half, and a first sync of Matrix takes
# minutes; what is due is looked for every fifteen seconds, or a database is waited for.
PATIENCE_S, SCHEDULER_S = 300.0, 120.0
# So long may it for the bot to count as ready: a sync of Matrix without news lasts most of it.
READY_S = 60.0
NAMES = {DISCORD: "health-discord", MATRIX: "health-matrix", SCHEDULER: "health-scheduler", DATABASE: "health-database"}


@dataclass(frozen=True, slots=True)
class Heartbeat:
    """When it was written, in seconds of Unix time, and for how many seconds each part had been silent then."""

    at: float
    silent: Mapping[str, float]


class Heart:
    """Writes the heartbeat of this process into a folder."""

    def __init__(self, state: Path) -> None:
        self._file = state / FILE

    def beat(self, silent: Mapping[str, float]) -> None:
        """Writes it; whoever reads meanwhile reads the one before."""
        told = {"at": time.time(), "silent": {part: round(seconds, 1) for part, seconds in silent.items()}}
        new = self._file.with_suffix(".new")
        new.write_text(json.dumps(told), "utf-8")
        new.replace(self._file)

    def stop(self) -> None:
        """Leaves none behind: nobody serves any more."""
        self._file.unlink(missing_ok=True)


def read(state: Path) -> Heartbeat | None:
    """The last heartbeat; None where there is none, or what stands there is none."""
    try:
        told = json.loads((state / FILE).read_text("utf-8"))
        return Heartbeat(float(told["at"]), {str(part): float(seconds) for part, seconds in told["silent"].items()})
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def findings(state: Path, now: float) -> list[Finding]:
    """What the heartbeat in a folder says of the bot, at that Unix time. One that is old says nothing of its parts."""
    last = read(state)
    if last is None:
        return [Finding("heartbeat", well=False, told=Message("health-none", {"folder": str(state)}))]
    age = now - last.at
    fresh = Finding("heartbeat", abs(age) <= FRESH_S, Message("health-beat", {"seconds": round(age)}))
    if not fresh.well:
        return [fresh]
    return [fresh, *parts(last.silent)]


def parts(silent: Mapping[str, float], patience_s: float = PATIENCE_S) -> list[Finding]:
    """What is to be told of parts that have been silent for so many seconds; `patience_s` is what most of them may."""
    return [_part(part, seconds, patience_s) for part, seconds in sorted(silent.items()) if part in NAMES]


def _part(part: str, seconds: float, patience_s: float) -> Finding:
    well = seconds <= (SCHEDULER_S if part == SCHEDULER else patience_s)
    key = "health-alive" if well else "health-silent"
    return Finding(part, well, Message(key, {"part": Message(NAMES[part]), "seconds": round(seconds)}))
