"""What the figures were measured on."""

from __future__ import annotations

import os
import platform
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from sqlite3 import sqlite_version

MEASURED = ("tantivy", "rapidfuzz", "bm25s")


def described() -> dict[str, str]:
    """The processor, memory, system and versions; and how busy the machine was when the run began."""
    libraries = ", ".join(f"{name} {version(name)}" for name in MEASURED)
    return {
        "date": datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
        "processor": f"{_field('/proc/cpuinfo', 'model name')}, {os.cpu_count()} cores",
        "memory": f"{int(_field('/proc/meminfo', 'MemTotal').split()[0]) / 1e6:.0f} GB",
        "system": f"{platform.system()} {platform.release()}",
        "versions": f"Python {platform.python_version()}, SQLite {sqlite_version}, {libraries}",
        "load at the start": load(),
    }


def load() -> str:
    """The average number of processes that ran or wanted to, in the last 1, 5 and 15 minutes."""
    return " ".join(f"{average:.2f}" for average in os.getloadavg())


def _field(file: str, name: str) -> str:
    lines = Path(file).read_text("utf-8").splitlines()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith(name)), "unknown")
