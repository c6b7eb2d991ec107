"""The record of every request, in order of arrival."""

from __future__ import annotations

import json
import re
from pathlib import Path

from .bell import Bell
from .components import JSON
from .limits import entry_findings


class Record:
    """Every REST request, also those that were refused or met a scripted fault.

    `uploads` has, by name, the content of the file that was last sent under it.
    """

    def __init__(self) -> None:
        self.entries: list[JSON] = []
        self.uploads: dict[str, bytes] = {}
        self.grew = Bell()

    def add(self, entry: JSON) -> JSON:
        """Note a request, for the time being without `status`."""
        self.entries.append(entry | {"status": None})
        return self.entries[-1]

    def answered(self, entry: JSON, status: int) -> None:
        """Note what the request was given: 499 stands for a connection that was cut."""
        entry["status"] = status
        self.grew.ring()

    def matching(self, method: str, pattern: str) -> list[JSON]:
        """The answered requests with that method and a path that matches."""
        asked = [e for e in self.entries if e["method"] == method and e["status"] is not None]
        return [entry for entry in asked if re.search(pattern, entry["path"])]

    def findings(self) -> list[str]:
        """What breaks a limit of Discord's or of our own."""
        return [
            f"{entry['method']} {entry['path']}: {text}" for entry in self.entries for text in entry_findings(entry)
        ]

    def save(self, path: Path) -> None:
        """Write the record as a JSON list."""
        path.write_text(json.dumps(self.entries, ensure_ascii=False, indent=1), encoding="utf-8")
